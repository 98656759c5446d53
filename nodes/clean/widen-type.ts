import type { ColumnType } from '../../contract/column.ts';
import { physicalTypes } from '../../contract/sql.ts';

const numeric: ReadonlySet<ColumnType> = new Set(['number', 'integer']);

export const isNumeric = (type: ColumnType): boolean => numeric.has(type);

/** The narrowest type that holds the values of both. */
export const widenType = (a: ColumnType, b: ColumnType): ColumnType => {
  if (a === b) return a;
  return isNumeric(a) && isNumeric(b) ? 'number' : 'text';
};

/** A value as text. A whole number is written as one, so that 12.0 and 12 are the same. */
export const textSql = (value: string, type: ColumnType): string =>
  type === 'number'
    ? `CASE WHEN ${value} = trunc(${value}) AND abs(${value}) < 1e15 THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE CAST(${value} AS VARCHAR) END`
    : `CAST(${value} AS VARCHAR)`;

/** A value under a type that is as wide as its own, or wider. */
export const widenSql = (value: string, from: ColumnType, to: ColumnType): string => {
  if (physicalTypes[from] === physicalTypes[to]) return value;
  return physicalTypes[to] === 'VARCHAR' ? textSql(value, from) : `CAST(${value} AS ${physicalTypes[to]})`;
};
