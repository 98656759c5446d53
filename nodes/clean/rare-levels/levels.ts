import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { askedTogether, cellsBelow } from '../../cells-below.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { pause } from '../pause.ts';
import type { RareParams } from './params.ts';

/** What the training rows taught of a column. Whatever is in neither list was never seen. */
export type Levels = { readonly kept: readonly string[]; readonly rare: readonly string[] };

export const choose = (columns: readonly Column[], settings: RareParams) => {
  const { chosen, gone } = chooseColumns(columns, settings.columns);
  const levelled = chosen.filter(
    ({ name, type, role }) =>
      (type === 'category' || type === 'text') &&
      (role === 'feature' || (role !== 'target' && settings.columns.includes(name))),
  );
  return { gone, chosen: levelled };
};

/** SQL: a level, which is SQL itself, by its merged name. */
export const mergedSql = (level: string, { merge }: RareParams): string => {
  const cases = Object.entries(merge).map(([from, to]) => `WHEN ${sqlText(from)} THEN ${sqlText(to)}`);
  return cases.length > 0 ? `CASE ${level} ${cases.join(' ')} ELSE ${level} END` : level;
};

export interface Count {
  readonly level: string;
  readonly rows: number;
}

/** Levels of columns, which `level` makes of a cell `v`, the commonest first. */
const countCells = async (
  table: Table,
  columns: readonly string[],
  { level, ctx }: { readonly level: string; readonly ctx: NodeContext },
): Promise<ReadonlyMap<string, readonly Count[]>> => {
  const counts = new Map(columns.map((column): [string, Count[]] => [column, []]));
  let done = 0;
  for (const block of askedTogether(table, columns)) {
    await pause(ctx.signal);
    ctx.progress(done / columns.length, block.length === 1 ? `Looking at “${block[0]}”` : 'Looking at the levels');
    done += block.length;
    const found = await ctx.tables.rows(
      `SELECT k, level, count(*) AS n FROM (SELECT k, ${level} AS level FROM ${cellsBelow(table.relation, block.map(sqlName))})
       WHERE level IS NOT NULL GROUP BY ALL ORDER BY k, n DESC, level`,
    );
    for (const { k, level: name, n } of found)
      counts.get(block[Number(k)] ?? '')?.push({ level: String(name), rows: Number(n) });
  }
  return counts;
};

interface Asked {
  readonly settings: RareParams;
  readonly ctx: NodeContext;
}

/** Levels of each column by their merged names. */
export const countLevels = (
  table: Table,
  columns: readonly string[],
  { settings, ctx }: Asked,
): Promise<ReadonlyMap<string, readonly Count[]>> =>
  countCells(table, columns, { level: mergedSql('v', settings), ctx });

/** Levels of each column that are merged into others. */
export const countMerged = async (
  table: Table,
  columns: readonly string[],
  { settings, ctx }: Asked,
): Promise<ReadonlyMap<string, readonly Count[]>> => {
  const from = Object.entries(settings.merge).filter(([old, name]) => old !== name);
  if (from.length === 0) return new Map();
  const those = from.map(([old]) => sqlText(old)).join(', ');
  return countCells(table, columns, { level: `CASE WHEN v IN (${those}) THEN v END`, ctx });
};

/** Keeps what is common enough; the share is of the rows that have a value. */
export const sortOut = (counts: readonly Count[], { minShare, maxLevels }: RareParams): Levels => {
  const total = counts.reduce((sum, { rows }) => sum + rows, 0);
  const stays = ({ rows }: Count, place: number): boolean => place < maxLevels && rows >= minShare * total;
  return {
    kept: counts.filter(stays).map(({ level }) => level),
    rare: counts.filter((count, place) => !stays(count, place)).map(({ level }) => level),
  };
};
