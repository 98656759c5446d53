import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

export interface ClassCount {
  readonly level: string;
  readonly rows: number;
}

/** SQL: the class of a row as text. */
export const classSql = (target: Column): string => `CAST(${sqlName(target.name)} AS VARCHAR)`;

/** Rows a class, in the order of their names. Rows without a class are in none. */
export const countClasses = async (table: Table, target: Column, ctx: NodeContext): Promise<readonly ClassCount[]> => {
  const found = await ctx.tables.rows(
    `SELECT ${classSql(target)} AS level, count(*) AS n FROM ${table.relation}
     WHERE ${sqlName(target.name)} IS NOT NULL GROUP BY level ORDER BY level`,
  );
  return found.map(({ level, n }) => ({ level: String(level), rows: Number(n) }));
};

export const largestOf = (classes: readonly ClassCount[]): number => Math.max(0, ...classes.map(({ rows }) => rows));
export const smallestOf = (classes: readonly ClassCount[]): number => Math.min(...classes.map(({ rows }) => rows));
