import type { Column } from '../../../contract/column.ts';
import type { ApplyContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, manyColumns } from '../../cells-below.ts';
import { recounted } from '../recounted.ts';

/** Without the columns that had no value in any row when that was looked at. */
export const dropColumns = async (table: Table, empty: readonly string[], ctx: ApplyContext): Promise<Table> => {
  const gone = table.columns.map(({ name }) => name).filter((name) => empty.includes(name));
  if (gone.length === 0) return table;
  if (ctx.predicting || table.split.parts) await reportLost(table, gone, ctx);
  ctx.finding({
    code: 'data.empty-columns',
    severity: ctx.predicting ? 'info' : 'warning',
    message:
      gone.length === 1
        ? `“${gone[0]}” was dropped: ${ctx.predicting ? 'it had' : 'it has'} no value to learn from.`
        : `${gone.length} columns were dropped: they ${ctx.predicting ? 'had' : 'have'} no value to learn from.`,
    value: gone.length,
    examples: gone.slice(0, 5),
  });
  const sql = `SELECT * EXCLUDE (${gone.map(sqlName).join(', ')}) FROM ${table.relation}`;
  const columns = table.columns.filter(({ name }) => !gone.includes(name));
  return ctx.tables.amend(table, sql, { touch: columns.map(({ name }) => ({ of: name })), columns });
};

/** Other rows than those that were looked at may have values there. */
const reportLost = async (table: Table, gone: readonly string[], ctx: ApplyContext): Promise<void> => {
  const counts = gone.map((name, i) => `count(${sqlName(name)}) AS n${i}`);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
  const lost = gone.flatMap((name, i) => (Number(row[`n${i}`] ?? 0) > 0 ? [`${name}: ${row[`n${i}`]}`] : []));
  if (lost.length === 0) return;
  ctx.finding({
    code: 'data.values-dropped',
    severity: 'warning',
    message: `${lost.length === 1 ? 'A column' : `${lost.length} columns`} without any value to learn from ${lost.length === 1 ? 'has' : 'have'} some here, and no model can make use of them.`,
    value: lost.length,
    examples: lost.slice(0, 5),
  });
};

/** SQL: whether a row has no value in any of the columns. A condition on each of 10,000 takes DuckDB 20 seconds to make ready. */
const blankSql = (columns: readonly Column[]): string => {
  if (columns.length <= manyColumns) return columns.map(({ name }) => `${sqlName(name)} IS NULL`).join(' AND ');
  const types = [...new Set(columns.map(({ type }) => type))];
  const blocks = types.flatMap((one) => blocksBelow(columns.filter(({ type }) => type === one)));
  return blocks.map((block) => `list_count([${block.map(({ name }) => sqlName(name)).join(', ')}]) = 0`).join(' AND ');
};

/** Most rows have a value among them. */
const firstColumns = 200;

/** Without the rows that have no value in any column; when predicting those get an answer like all others. */
export const dropRows = async (table: Table, ctx: ApplyContext): Promise<Table> => {
  if (table.columns.length === 0 || table.rows === 0) return table;
  const blank = blankSql(table.columns);
  const count = async (where: string): Promise<number> => {
    const [row] = await ctx.tables.rows(`SELECT count(*) AS blank FROM ${table.relation} WHERE ${where}`);
    return Number(row?.['blank'] ?? 0);
  };
  const maybe = await count(blankSql(table.columns.slice(0, firstColumns)));
  const rows = maybe > 0 && table.columns.length > firstColumns ? await count(blank) : maybe;
  if (rows === 0) return table;
  const done = ctx.predicting ? 'predicted all the same' : 'dropped';
  ctx.finding({
    code: 'data.empty-rows',
    severity: 'warning',
    message:
      rows === 1
        ? `1 row has no value in any column and was ${done}.`
        : `${rows} rows have no value in any column and were ${done}.`,
    rows,
  });
  if (ctx.predicting) return table;
  const kept = `SELECT * FROM ${table.relation} WHERE NOT (${blank}) ORDER BY __row`;
  return recounted(await ctx.tables.derive(table, kept, table.columns), ctx);
};
