import { sqlName } from '../../../contract/sql.ts';
import type { ColumnProfile } from './decide-type.ts';
import { type Cells, cellSql } from './scan.ts';

export interface Strict {
  /** Columns that DuckDB is to read as numbers itself. */
  readonly doubles: readonly string[];
  /** A query for the values, from a scan of the file. */
  select(scan: string): string;
}

/**
 * Columns by their guessed types such that the query stops at the first text that is not of its type. Plain numbers are
 * read by DuckDB itself (a third faster); whole numbers are not, for it would round 1.5 without a word.
 */
export const strictSql = (columns: readonly ColumnProfile[], cells: Cells): Strict => {
  const doubles = columns.filter(({ reading }) => reading?.id === 'number').map(({ name }) => name);
  const guesses = columns.flatMap(({ name, reading }, index) =>
    reading?.quick ? [`${reading.quick.guess(cellOf(name, cells))} AS ${guessName(index)}`] : [],
  );
  const values = columns.map((column, index) => strictColumn(column, cells, guessName(index)));
  return {
    doubles,
    select: (scan) => `SELECT ${values.join(', ')} FROM (SELECT ${['*', ...guesses].join(', ')} FROM ${scan})`,
  };
};

const guessName = (index: number): string => `__guess_${index}`;

const cellOf = (name: string, cells: Cells): string => `(${cellSql(name, cells)})`;

const strictColumn = ({ name, reading }: ColumnProfile, cells: Cells, guess: string): string => {
  const column = sqlName(name);
  const cell = cellOf(name, cells);
  if (!reading) return cells.spaced ? `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${column} END AS ${column}` : column;
  if (reading.id === 'number')
    return `CASE WHEN isnan(${column}) THEN error('not a number') ELSE ${column} END AS ${column}`;
  const quick = reading.quick ? `WHEN ${reading.quick.sure(cell, guess)} THEN ${guess}` : '';
  return `CASE WHEN ${cell} IS NULL THEN NULL ${quick} WHEN ${reading.fits(cell)} THEN ${reading.value(cell)}
    ELSE error('another type') END AS ${column}`;
};
