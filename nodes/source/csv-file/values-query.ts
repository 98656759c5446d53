import { sqlName } from '../../../contract/sql.ts';
import { cellLists } from '../../cell-lists.ts';
import type { ColumnProfile } from './decide-type.ts';
import { type Cells, cellSql } from './scan.ts';

/**
 * What tells a missing cell among spaces takes DuckDB longer to make ready for each column the more there are: 23 CPU seconds
 * for 1,000 columns, 96 for 2,000. From here on cells are put into lists, so that it is there once a list: 10,000 columns in 2.
 */
export const manySpaced = 200;
const typedValue = ({ type, reading }: ColumnProfile, cell: string, text: string): string => {
  if (reading) return reading.value(`(${cell})`);
  return type === 'number' ? 'CAST(NULL AS DOUBLE)' : text;
};

interface Wanted {
  readonly cells: Cells;
  /** Columns of the relation that stay as they are, behind the others. */
  readonly beside?: readonly string[];
}

const oneByOne = (columns: readonly ColumnProfile[], relation: string, { cells, beside = [] }: Wanted): string => {
  const values = columns.map((column) => {
    const [cell, raw] = [cellSql(column.name, cells), sqlName(column.name)];
    const text = cells.spaced ? `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${raw} END` : raw;
    return `${typedValue(column, cell, text)} AS ${raw}`;
  });
  return `SELECT ${[...values, ...beside].join(', ')} FROM ${relation}`;
};

const byLists = (columns: readonly ColumnProfile[], relation: string, { cells, beside = [] }: Wanted): string => {
  const cell = cellSql('raw', cells);
  const namesOf = (isRead: boolean): readonly string[] =>
    columns.filter(({ reading }) => (reading !== undefined) === isRead).map(({ name }) => name);
  const read = cellLists('read', namesOf(true), () => cell);
  const texts = cellLists('text', namesOf(false), () => `CASE WHEN ${cell} IS NULL THEN NULL ELSE raw END`);
  const values = columns.map((column) => {
    const place = read.places.get(column.name) ?? texts.places.get(column.name) ?? 'NULL';
    return `${typedValue(column, place, place)} AS ${sqlName(column.name)}`;
  });
  const lists = `(SELECT ${[...read.made, ...texts.made, ...beside].join(', ')} FROM ${relation})`;
  return `SELECT ${[...values, ...beside].join(', ')} FROM ${lists}`;
};

/** A query for the columns of `relation`, a FROM item of texts, as values of their types. */
export const valuesQuery = (columns: readonly ColumnProfile[], relation: string, wanted: Wanted): string =>
  (wanted.cells.spaced && columns.length > manySpaced ? byLists : oneByOne)(columns, relation, wanted);
