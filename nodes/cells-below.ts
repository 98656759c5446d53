import type { Table } from '../contract/values.ts';

/** Fewer columns are asked about one by one, or beside each other. */
export const manyColumns = 200;
/** With more rows it is the cells that take the time, not making ready what is asked about each column. */
const manyRows = 200_000;
/** A chunk of 2,048 rows is 33 MB for each thousand columns. */
const atOnce = 2500;

/**
 * Whether so many columns of a table are best asked about below each other. A question to one column of a table of 10,000
 * takes DuckDB half a second, however few the rows: two hours for all of them.
 */
export const isWide = (table: Table, columns: number): boolean => columns > manyColumns && table.rows < manyRows;

/** In blocks that are best laid below each other at once. */
export const blocksBelow = <T>(columns: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(columns.length / atOnce) }, (_, at) => columns.slice(at * atOnce, (at + 1) * atOnce));

/** Columns that are asked about in one query: those of many share one, few are asked about one by one. */
export const askedTogether = <T>(table: Table, columns: readonly T[]): readonly (readonly T[])[] =>
  isWide(table, columns.length) ? blocksBelow(columns) : columns.map((column) => [column]);

/**
 * FROM item that lays cells of one type below each other: `v` is a cell, `k` the place of its column among `values`, which are
 * SQL expressions. The list is made in a query of its own: beside it, each column would be carried along for each cell.
 */
export const cellsBelow = (relation: string, values: readonly string[], beside: readonly string[] = []): string => {
  const more = beside.map((name) => `, ${name}`).join('');
  if (values.length === 1) return `(SELECT 0 AS k, ${values[0]} AS v${more} FROM ${relation})`;
  return `(SELECT unnest(range(${values.length})) AS k, unnest(list) AS v${more}
    FROM (SELECT [${values.join(', ')}] AS list${more} FROM ${relation}))`;
};
