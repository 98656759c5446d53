import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';
import type { TableShape } from '../../../contract/shape.ts';
import type { Table } from '../../../contract/values.ts';
import { type Carried, carry, unpack } from './carried.ts';
import { joinedTable } from './joined-table.ts';
import { firstOfEach, matchRows, refuseDuplicates } from './match-rows.ts';
import { measureJoin } from './measure-join.ts';
import { type JoinParams, joinParams } from './params.ts';
import { type JoinPlan, type Planned, planJoin } from './plan-join.ts';
import { joinFindings, joinReport } from './report-join.ts';

const invalidKeys = (reason: string) => ({ param: 'keys', values: { param: 'Keys', reason } });

const problemsOf = ({ faults, gone }: Pick<Planned, 'faults' | 'gone'>): readonly Problem[] => [
  ...faults.map((reason) => problem('param.invalid', invalidKeys(reason))),
  ...gone.map(({ side, column }) => problem('data.column-missing', { port: side, column, param: 'keys' })),
];

/** Rows that only the right table has belong to no part. */
const addsRows = ({ how }: JoinParams): boolean => how === 'right' || how === 'full';

const shapeProblems = (
  input: TableShape,
  right: TableShape | undefined,
  settings: JoinParams,
  planned: Planned | undefined,
): readonly Problem[] => [
  ...(settings.keys.length === 0 ? [problem('param.required', { param: 'keys', values: { param: 'Keys' } })] : []),
  ...(planned ? problemsOf(planned) : []),
  ...(input.split.parts && addsRows(settings)
    ? [problem('data.rows-without-part', { param: 'how', values: { how: settings.how } })]
    : []),
  ...(right?.split.parts ? [problem('data.right-split', { port: 'right' })] : []),
];

/** @throws param.required, param.invalid, data.column-missing */
const planned = (left: readonly Column[], right: readonly Column[], settings: JoinParams): JoinPlan => {
  if (settings.keys.length === 0) throw fail('param.required', { param: 'keys', values: { param: 'Keys' } });
  const { plan, faults, gone } = planJoin(left, right, settings);
  if (faults[0]) throw fail('param.invalid', invalidKeys(faults[0]));
  const [lacking] = gone;
  if (lacking) throw fail('data.column-missing', { port: lacking.side, column: lacking.column, param: 'keys' });
  return plan;
};

/** What test rows know must not reach training rows by way of the right table. */
const lookedUp = (right: Table, ctx: NodeContext): Promise<Table> =>
  right.split.parts
    ? ctx.tables.derive(right, `SELECT * FROM ${right.relation} WHERE __part = 'train'`, right.columns)
    : Promise.resolve(right);

const reportRightSplit = (right: Table, used: Table, ctx: NodeContext): void => {
  if (!right.split.parts) return;
  const { message, hint } = problem('data.right-split');
  const rows = right.rows - used.rows;
  ctx.finding({ code: 'data.right-split', severity: 'warning', message: `${message} ${hint}`, rows });
};

const joinInFlow = async (table: Table, right: Table, settings: JoinParams, ctx: NodeContext) => {
  const { how, duplicateKeys } = settings;
  if (table.split.parts && addsRows(settings)) throw fail('data.rows-without-part', { values: { how } });
  const used = await lookedUp(right, ctx);
  reportRightSplit(right, used, ctx);
  const plan = planned(table.columns, used.columns, settings);
  if (duplicateKeys === 'fail' && how !== 'anti') await refuseDuplicates(used.relation, plan.keys, ctx);
  const firstOnly = duplicateKeys === 'first' || how === 'anti';
  const from = firstOnly ? firstOfEach(used.relation, plan.keys) : used.relation;
  const pairs = await matchRows({ left: table, right: from, keys: plan.keys, duplicateKeys }, ctx);
  const joining = { plan, how, left: table, right: from, pairs };
  const measured = await measureJoin(joining, ctx);
  const findings = joinFindings(measured, plan, settings);
  for (const finding of findings) ctx.finding(finding);
  const joined = await joinedTable(joining, ctx);
  return { table: joined, report: joinReport(measured, { plan, rows: joined.rows, findings }) };
};

/** Each new row stays, with its first match or none, whatever kind of join it is: a prediction is asked for every row. */
const joinNewRows = async (table: Table, carried: Carried, settings: JoinParams, ctx: NodeContext) => {
  if (settings.how === 'anti') return { table, report: report('Join') };
  const right = await unpack(carried, ctx);
  const plan = planned(table.columns, right.columns, settings);
  const pairs = await matchRows({ left: table, right: right.relation, keys: plan.keys, duplicateKeys: 'first' }, ctx);
  const unmatched = table.rows - pairs.rows;
  if (unmatched > 0)
    ctx.finding({
      code: 'data.join-unmatched',
      severity: 'warning',
      message: `${unmatched} of ${table.rows} rows have no match among the rows that the model knows of the right table. Their joined columns are missing.`,
      rows: unmatched,
    });
  const joined = await joinedTable({ plan, how: 'left', left: table, right: right.relation, pairs }, ctx);
  return { table: joined, report: report('Join') };
};

const others = { right: port.table({ title: 'right table' }) } as const;

export default defineTransform({
  kind: 'row',
  title: 'Join',
  description: 'Adds columns from another table where the keys agree, and reports how well the two fit',
  keywords: ['merge', 'lookup', 'vlookup', 'left join', 'inner join', 'anti join', 'combine', 'enrich', 'foreign key'],
  icon: 'merge',
  telling: ['how', 'keys'],
  version: 1,
  params: joinParams,
  others,
  outputs: { table: port.table(), report: port.report() },
  shape: (input, settings, arriving) => {
    // Asked about new rows, which know nothing of the right table's shape, there are no others.
    const right = (arriving as Partial<typeof arriving> | undefined)?.right;
    const { columns: _, rows: __, ...rest } = input;
    const known = input.columns && right?.columns ? planJoin(input.columns, right.columns, settings) : undefined;
    const columns = settings.how === 'anti' ? input.columns : known?.plan.columns;
    return {
      outputs: { table: columns ? { ...rest, columns } : rest, report: { kind: 'report' } },
      problems: shapeProblems(input, right, settings, known),
    };
  },
  fit: async (table, settings, ctx, { right }): Promise<Carried | null> => {
    if (settings.how === 'anti') return { columns: [], cells: [] };
    const used = await lookedUp(right, ctx);
    return carry(used, planned(table.columns, used.columns, settings), ctx);
  },
  apply: async (table, state, settings, ctx, beside) => {
    if (beside) return joinInFlow(table, beside.right, settings, ctx);
    if (!state) throw fail('result.gone');
    return joinNewRows(table, state, settings, ctx);
  },
});
