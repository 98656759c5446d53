import type { Column } from '../../contract/column.ts';
import type { MatrixColumn } from '../../contract/matrix.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';

/** A column of a table and the column of a matrix that it becomes. */
export interface Encoded {
  readonly source: Column;
  readonly column: MatrixColumn;
}

const microsecondsPerDay = 86_400_000_000;

/** The code of a text among `levels`, NULL where it is none of them. DuckDB looks it up in a hash, however many there are. */
export const codeSql = (text: string, levels: readonly string[]): string =>
  levels.length === 0 ? 'NULL' : `enum_code(TRY_CAST(${text} AS ENUM(${levels.map(sqlText).join(', ')})))`;

/** A number in SQL, NULL where it is infinite. */
export const finiteSql = (name: string): string => `CASE WHEN isfinite(${name}::DOUBLE) THEN ${name}::DOUBLE END`;

/** A column as a number; dates as days since 1970, booleans as 0 and 1, categories as codes. */
const numberSql = ({ source, column }: Encoded): string => {
  const name = sqlName(source.name);
  if (column.kind === 'category') return codeSql(`${name}::VARCHAR`, column.levels);
  switch (source.type) {
    case 'number':
    case 'integer':
      return name;
    case 'boolean':
      return `${name}::INTEGER`;
    case 'datetime':
      return `CASE WHEN isfinite(${name}) THEN epoch_us(${name}) / ${microsecondsPerDay}.0 END`;
    case 'category':
    case 'text':
      return `TRY_CAST(${name} AS DOUBLE)`;
  }
};

/**
 * One cell of the matrix: FLOAT, NaN where missing, ±infinity where there is a value that can't be used: infinite, beyond
 * what a float can hold, of a level that was not seen. Whoever reads counts those and makes them NaN.
 */
export const cellSql = (encoded: Encoded): string =>
  `coalesce(TRY_CAST(${numberSql(encoded)} AS FLOAT), CASE WHEN ${sqlName(encoded.source.name)} IS NULL THEN 'nan'::FLOAT ELSE 'inf'::FLOAT END)`;

const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** Levels in the order they are known in, else by number where all are numbers, else by code unit. */
export const orderLevels = (found: readonly string[], known: readonly string[] | undefined): readonly string[] => {
  if (known) {
    const present = new Set(found);
    const listed = known.filter((level) => present.has(level));
    const rest = found.filter((level) => !known.includes(level));
    return [...listed, ...orderLevels(rest, undefined)];
  }
  const numeric = found.every(isNumeric);
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...found].sort((a, b) => (numeric ? Number(a) - Number(b) || byText(a, b) : byText(a, b)));
};
