import type { Column } from '../../../contract/column.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Bounds } from './learn-bounds.ts';

/** What was learned comes out of files; nothing but a number may get into the SQL. */
const double = (value: number): string => `(${Number(value)})::DOUBLE`;

const below = (name: string, { low }: Bounds): string => `CAST(${name} AS DOUBLE) < ${double(low)}`;
// For DuckDB NaN is larger than anything.
const above = (name: string, { high }: Bounds): string =>
  `CAST(${name} AS DOUBLE) > ${double(high)} AND NOT isnan(CAST(${name} AS DOUBLE))`;

/** SQL: whether a value is an outlier; a missing one is none. */
export const outsideSql = (column: string, bounds: Bounds): string => {
  const name = sqlName(column);
  return `coalesce(${below(name, bounds)} OR (${above(name, bounds)}), false)`;
};

/** SQL: the value, or the bound it is beyond; whole numbers stay whole. */
export const clippedSql = ({ name: column, type }: Column, bounds: Bounds): string => {
  const name = sqlName(column);
  const bound = (value: number): string => (type === 'integer' ? `CAST(${double(value)} AS BIGINT)` : double(value));
  const [low, high] = type === 'integer' ? wholeBounds(bounds) : [bounds.low, bounds.high];
  return `CASE WHEN ${below(name, bounds)} THEN ${bound(low)} WHEN ${above(name, bounds)} THEN ${bound(high)} ELSE ${name} END`;
};

/** The outermost whole numbers within, or where there are none the nearest. What a DOUBLE cannot count is left to its edge. */
const wholeBounds = ({ low, high }: Bounds): readonly [number, number] => {
  const [inner, outer] = [Math.ceil(low), Math.floor(high)];
  const held = (value: number): number => Math.min(Math.max(value, -9e18), 9e18);
  return inner <= outer ? [held(inner), held(outer)] : [held(Math.round(low)), held(Math.round(high))];
};
