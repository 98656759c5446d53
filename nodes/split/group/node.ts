import type { Column, Split } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { type Problem, problem } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import { columnProblems, namedColumn } from '../named-column.ts';
import { countParts } from '../part-counts.ts';
import { keyedRows } from '../part-sql.ts';
import { refuse } from '../refuse.ts';
import { dealGroups } from './deal-groups.ts';
import { type GroupParams, groupParams } from './params.ts';
import { reportGroups } from './report-groups.ts';
import { reportMissing } from './report-missing.ts';

const divided = ({ k }: GroupParams): Split => ({ parts: true, folds: k === 1 ? 0 : k, repeats: k > 1 ? 1 : 0 });

const asked = ({ column }: GroupParams) =>
  ({ name: column, role: 'group', param: 'column', title: 'Group column' }) as const;

const invalid = (param: string, title: string, reason: string) => ({ param, values: { param: title, reason } });

const problemsOf = (columns: readonly Column[] | undefined, settings: GroupParams): readonly Problem[] => {
  const found = [...columnProblems(columns, asked(settings))];
  if (columns && namedColumn(columns, settings.column, 'group')?.role === 'target')
    found.push(problem('param.invalid', invalid('column', 'Group column', 'the target cannot be the group')));
  if (settings.test + settings.validation >= 1)
    found.push(
      problem(
        'param.invalid',
        invalid('test', 'Test share', 'test and validation together must leave rows to train on'),
      ),
    );
  if (settings.k === 1) found.push(problem('param.invalid', invalid('k', 'Folds', 'one fold alone holds nothing out')));
  return found;
};

/** Folds that are drawn later, while tuning, keep the groups together by this role. */
const withRole = (columns: readonly Column[], settings: GroupParams): readonly Column[] => {
  const group = namedColumn(columns, settings.column, 'group');
  return columns.map((column) => (column === group ? { ...column, role: 'group' } : column));
};

/** SQL: what the rows of a group have in common. */
const keySql = (column: Column | undefined, missing: GroupParams['missing']): string => {
  const none = missing === 'alone' || !column ? `'row ' || __row` : `'none'`;
  return column ? `coalesce('group ' || CAST(${sqlName(column.name)} AS VARCHAR), ${none})` : none;
};

const dealtColumns: readonly Column[] = [
  { name: 'first', type: 'integer', role: 'id' },
  { name: 'part', type: 'category', role: 'feature' },
  { name: 'fold', type: 'integer', role: 'feature' },
];

export default defineTransform({
  kind: 'rows',
  title: 'Group split',
  description: 'Divides the rows so that those of one group are never in two parts',
  keywords: ['GroupShuffleSplit', 'GroupKFold', 'patient', 'customer', 'leakage', 'cluster'],
  icon: 'users',
  telling: ['column', 'test', 'k'],
  version: 1,
  params: groupParams,
  shape: (input, settings) => ({
    outputs: {
      table: {
        ...input,
        ...(input.columns ? { columns: withRole(input.columns, settings) } : {}),
        split: divided(settings),
      },
    },
    problems: problemsOf(input.columns, settings),
  }),
  apply: async (table, _, settings, ctx) => {
    refuse(problemsOf(table.columns, settings));
    const column = namedColumn(table.columns, settings.column, 'group');
    const key = keySql(column, settings.missing);
    const groups = `SELECT ${key} AS __group, min(__row) AS __first, count(*) AS __size FROM ${table.relation} GROUP BY ALL`;
    const found = await ctx.tables.rows(`SELECT __first, __size FROM (${groups}) ORDER BY __first`);
    const sizes = found.map((row) => Number(row['__size']));
    const { k, test, validation } = settings;
    const dealt = dealGroups(sizes, { k, test, validation, seed: ctx.seed });
    const parts = await ctx.tables.fromRows(
      dealtColumns,
      dealt.map(({ part, fold }, index) => [Number(found[index]?.['__first']), part, fold]),
    );
    const fold = k > 0 ? ', CAST(p.fold AS INTEGER) AS __fold_1' : '';
    const rows = `SELECT * EXCLUDE (__key), ${key} AS __group FROM (${keyedRows(table, undefined)})`;
    const sql = `SELECT r.* EXCLUDE (__group), p.part AS __part${fold} FROM (${rows}) r JOIN (${groups}) g ON g.__group = r.__group
      JOIN ${parts.relation} p ON p.first = g.__first ORDER BY r.__row`;
    const marked = await ctx.tables.derive(table, sql, withRole(table.columns, settings), divided(settings));
    await reportMissing(table, { column, missing: settings.missing, ctx });
    reportGroups({ sizes, dealt, wanted: { test, validation }, k }, ctx);
    return { table: { ...marked, split: { ...divided(settings), counts: await countParts(ctx.tables, marked) } } };
  },
});
