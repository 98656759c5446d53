import type { Split } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import type { TableShape } from '../../../contract/shape.ts';
import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { widenSql } from '../widen-type.ts';
import { compareScales } from './compare-scales.ts';
import { unionParams } from './params.ts';
import { commonSplit, planUnion, sourceNames, type UnionPlan } from './plan-union.ts';
import { unionFindings, unionReport } from './report-union.ts';

/** The rows of one table as the union has them; `offset` is where its row ids begin. */
const selectTable = (table: Table, index: number, { plan, names, offset }: Selecting): string => {
  const hidden = hiddenColumns(table).slice(1);
  const cells = plan.united.map(({ column, from }) => {
    const given = from[index];
    const value = given
      ? widenSql(sqlName(given.name), given.type, column.type)
      : `CAST(NULL AS ${physicalTypes[column.type]})`;
    return `${value} AS ${sqlName(column.name)}`;
  });
  const source = plan.source === undefined ? [] : [`${sqlText(names[index] ?? '')} AS ${sqlName(plan.source)}`];
  return `SELECT ${[`__row + ${offset} AS __row`, ...hidden, ...cells, ...source].join(', ')} FROM ${table.relation}`;
};

interface Selecting {
  readonly plan: UnionPlan;
  readonly names: readonly string[];
  readonly offset: number;
}

const unite = async (
  tables: readonly Table[],
  { plan, names, split }: { readonly plan: UnionPlan; readonly names: readonly string[]; readonly split: Split },
  ctx: NodeContext,
): Promise<Table> => {
  const selects: string[] = [];
  let offset = 0;
  for (const [index, table] of tables.entries()) {
    selects.push(selectTable(table, index, { plan, names, offset }));
    const [last] = await ctx.tables.rows(`SELECT coalesce(max(__row), -1) + 1 AS free FROM ${table.relation}`);
    offset += Number(last?.['free'] ?? 0);
  }
  const [first] = tables;
  if (!first) throw fail('flow.missing-input', { port: 'tables' });
  const sql = `SELECT * FROM (${selects.join(' UNION ALL ')}) ORDER BY __row`;
  return ctx.tables.derive(first, sql, plan.columns, split);
};

const unknown = (split: Split | undefined): TableShape => ({
  kind: 'table',
  split: split ?? { parts: false, folds: 0, repeats: 0 },
});

export default defineNode({
  title: 'Union',
  description: 'Puts the rows of several tables below each other, and reports where their types and units disagree',
  keywords: ['concat', 'append', 'stack', 'rbind', 'merge rows', 'combine', 'sources', 'units'],
  icon: 'layers',
  telling: ['columns'],
  readsTitles: true,
  version: 1,
  params: unionParams,
  inputs: { tables: port.table({ many: true, title: 'tables' }) },
  outputs: { table: port.table(), report: port.report() },
  shape: ({ tables }, settings) => {
    const split = commonSplit(tables.map((table) => table.split));
    const columns = tables.flatMap((table) => (table.columns ? [table.columns] : []));
    const known = columns.length === tables.length && tables.length > 0;
    const table = known ? { ...unknown(split), columns: planUnion(columns, settings).columns } : unknown(split);
    return {
      outputs: { table, report: { kind: 'report' } },
      problems: split ? [] : [problem('data.mixed-splits', { port: 'tables' })],
    };
  },
  run: async ({ tables }, settings, ctx) => {
    const split = commonSplit(tables.map((table) => table.split));
    if (!split) throw fail('data.mixed-splits', { port: 'tables' });
    const plan = planUnion(
      tables.map(({ columns }) => columns),
      settings,
    );
    const names = sourceNames(settings, ctx.titles['tables'] ?? [], tables.length);
    const told = { plan, tables, names, scales: await compareScales(tables, plan.united, ctx) };
    const findings = unionFindings(told);
    for (const finding of findings) ctx.finding(finding);
    return { table: await unite(tables, { plan, names, split }, ctx), report: unionReport(told, findings) };
  },
});
