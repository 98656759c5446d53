import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';

/** SQL of a column's value as it will be when tidied. */
export type CellSql = (column: Column) => string;

const head = 1000;

const withValue = async (columns: readonly Column[], relation: string, { cell, ctx }: Asked): Promise<Set<Column>> => {
  const counts = columns.map((column, i) => `count(${cell(column)}) AS n${i}`);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${relation}`);
  return new Set(columns.filter((_, i) => Number(row[`n${i}`] ?? 0) > 0));
};

interface Asked {
  readonly cell: CellSql;
  readonly ctx: NodeContext;
}

/**
 * Names of the columns that have no value in any row. Steps ask for a target, a weight or an id by its role, so those stay;
 * so do all columns where nothing would be left, or where there is no row to tell by. Most columns have a value among the
 * first rows, and only the others are looked through.
 */
export const emptyColumns = async (table: Table, asked: Asked): Promise<readonly string[]> => {
  const candidates = table.columns.filter(({ role }) => role === 'feature' || role === 'ignored');
  if (table.rows === 0 || candidates.length === 0) return [];
  const soon = await withValue(candidates, `(SELECT * FROM ${table.relation} LIMIT ${head})`, asked);
  const doubtful = candidates.filter((column) => !soon.has(column));
  if (doubtful.length === 0) return [];
  const late = table.rows > head ? await withValue(doubtful, table.relation, asked) : new Set();
  const empty = doubtful.filter((column) => !late.has(column)).map(({ name }) => name);
  return empty.length === table.columns.length ? [] : empty;
};
