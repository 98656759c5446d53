import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { chooseColumns } from '../chosen-columns.ts';
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

/** SQL: a level by its merged name. */
export const mergedSql = (column: string, { merge }: RareParams): string => {
  const name = sqlName(column);
  const cases = Object.entries(merge).map(([from, to]) => `WHEN ${sqlText(from)} THEN ${sqlText(to)}`);
  return cases.length > 0 ? `CASE ${name} ${cases.join(' ')} ELSE ${name} END` : name;
};

export interface Count {
  readonly level: string;
  readonly rows: number;
}

/** Levels of a column, the commonest first. */
export const countLevels = async (
  table: Table,
  column: string,
  { settings, ctx }: { readonly settings: RareParams; readonly ctx: NodeContext },
): Promise<readonly Count[]> => {
  const found = await ctx.tables.rows(
    `SELECT level, count(*) AS n FROM (SELECT ${mergedSql(column, settings)} AS level FROM ${table.relation})
     WHERE level IS NOT NULL GROUP BY ALL ORDER BY n DESC, level`,
  );
  return found.map(({ level, n }) => ({ level: String(level), rows: Number(n) }));
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
