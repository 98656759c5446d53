import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { withShuffleKey } from '../../split/shuffle-key.ts';
import { type ClassCount, classSql, largestOf, smallestOf } from './classes.ts';
import { withAdded } from './synthetic-rows.ts';

interface Resampling {
  readonly target: Column;
  readonly classes: readonly ClassCount[];
  readonly ctx: NodeContext;
}

/** SQL: rows that have a class, with their place in a drawing by the seed within it. */
export const drawnRows = (table: Table, target: Column, seed: number): string => {
  const known = `SELECT __row, ${classSql(target)} AS level FROM ${table.relation} WHERE ${sqlName(target.name)} IS NOT NULL`;
  return `SELECT __row, level, row_number() OVER (PARTITION BY level ORDER BY __key) AS place
    FROM (${withShuffleKey(known, seed)})`;
};

/** Of each class as many rows as the smallest has; rows without a class stay. */
export const undersample = (table: Table, { target, classes, ctx }: Resampling): Promise<Table> => {
  const most = classes.length > 0 ? smallestOf(classes) : 0;
  const dropped = `SELECT __row FROM (${drawnRows(table, target, ctx.seed)}) WHERE place > ${most}`;
  const sql = `SELECT * FROM ${table.relation} WHERE __row NOT IN (${dropped}) ORDER BY __row`;
  return ctx.tables.derive(table, sql, table.columns);
};

/** Rows of the smaller classes again, in turn, until each class has as many as the largest. */
export const oversample = (table: Table, { target, classes, ctx }: Resampling): Promise<Table> => {
  const most = largestOf(classes);
  const lacking = classes.filter(({ rows }) => rows < most);
  const copies = lacking.map(({ level, rows }) => {
    const [turns, rest] = [Math.floor((most - rows) / rows), (most - rows) % rows];
    return `WHEN ${sqlText(level)} THEN ${turns} + CAST(place <= ${rest} AS INTEGER)`;
  });
  const count = copies.length > 0 ? `CASE level ${copies.join(' ')} ELSE 0 END` : '0';
  const repeated = `SELECT __row AS base, level, place, unnest(generate_series(1, ${count})) AS copy
    FROM (${drawnRows(table, target, ctx.seed)})`;
  const numbered = `SELECT base, row_number() OVER (ORDER BY level, copy, place) - 1 AS id FROM (${repeated})`;
  return withAdded(table, { from: `(${numbered}) s JOIN ${table.relation} b ON b.__row = s.base` }, ctx);
};
