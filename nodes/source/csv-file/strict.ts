import { sqlName } from '../../../contract/sql.ts';
import type { ColumnProfile } from './decide-type.ts';
import { type Cells, cellSql } from './scan.ts';

/**
 * Columns by their guessed types such that the query stops at the first text that is not of its type. Plain numbers are
 * read by DuckDB itself (a third faster); whole numbers are not, for it would round 1.5 without a word.
 */
export const strictSql = (
  columns: readonly ColumnProfile[],
  cells: Cells,
): { readonly sql: string; readonly doubles: readonly string[] } => {
  const doubles = columns.filter(({ reading }) => reading?.id === 'number').map(({ name }) => name);
  return { sql: columns.map((column) => strictColumn(column, cells)).join(', '), doubles };
};

const strictColumn = ({ name, reading }: ColumnProfile, cells: Cells): string => {
  const column = sqlName(name);
  const cell = `(${cellSql(name, cells)})`;
  if (!reading) return `CASE WHEN ${cell} IS NULL THEN NULL ELSE ${column} END AS ${column}`;
  if (reading.id === 'number')
    return `CASE WHEN isnan(${column}) THEN error('not a number') ELSE ${column} END AS ${column}`;
  return `CASE WHEN ${cell} IS NULL THEN NULL WHEN ${reading.fits(cell)} THEN ${reading.value(cell)}
    ELSE error('another type') END AS ${column}`;
};
