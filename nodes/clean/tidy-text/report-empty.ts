import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

/**
 * Rows and columns without any value are told, not dropped: when predicting, every row gets an answer, and one row alone
 * must not decide which columns there are.
 */
export const reportEmpty = async (table: Table, ctx: NodeContext): Promise<void> => {
  if (table.rows === 0 || table.columns.length === 0) return;
  const names = table.columns.map(({ name }) => sqlName(name));
  const counts = names.map((name, i) => `count(${name}) AS n${i}`);
  const blank = names.map((name) => `${name} IS NULL`).join(' AND ');
  const [row = {}] = await ctx.tables.rows(
    `SELECT count(*) FILTER (${blank}) AS blank, ${counts.join(', ')} FROM ${table.relation}`,
  );
  const rows = Number(row['blank'] ?? 0);
  if (rows > 0)
    ctx.finding({
      code: 'data.empty-rows',
      severity: 'warning',
      message: `${rows} rows have no value in any column. Drop them with “Filter rows”: not row is empty.`,
      rows,
    });
  const empty = table.columns.filter((_, i) => Number(row[`n${i}`] ?? 0) === 0).map(({ name }) => name);
  if (empty.length > 0)
    ctx.finding({
      code: 'data.empty-columns',
      severity: 'warning',
      message: `${empty.length} columns have no value in any row. Drop them with “Columns”.`,
      value: empty.length,
      examples: empty.slice(0, 5),
    });
};
