import type { Column } from '../../../contract/column.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Bounds } from './learn-bounds.ts';

/** What was learned comes out of files; nothing but a number may get into the SQL. */
const double = (value: number): string => `(${Number(value)})::DOUBLE`;

const below = (value: string, low: string): string => `CAST(${value} AS DOUBLE) < ${low}`;
// For DuckDB NaN is larger than anything.
const above = (value: string, high: string): string =>
  `CAST(${value} AS DOUBLE) > ${high} AND NOT isnan(CAST(${value} AS DOUBLE))`;

const outside = (value: string, low: string, high: string): string =>
  `coalesce(${below(value, low)} OR (${above(value, high)}), false)`;

/** SQL: whether a value is an outlier; a missing one is none. */
export const outsideSql = (column: string, { low, high }: Bounds): string =>
  outside(sqlName(column), double(low), double(high));

const clipBounds = (type: Column['type'], bounds: Bounds): readonly [string, string] => {
  if (type !== 'integer') return [double(bounds.low), double(bounds.high)];
  const [low, high] = wholeBounds(bounds);
  return [`CAST(${double(low)} AS BIGINT)`, `CAST(${double(high)} AS BIGINT)`];
};

/** SQL: the value, or the bound it is beyond; whole numbers stay whole. */
export const clippedSql = ({ name: column, type }: Column, bounds: Bounds): string => {
  const name = sqlName(column);
  const [low, high] = clipBounds(type, bounds);
  return `CASE WHEN ${below(name, double(bounds.low))} THEN ${low} WHEN ${above(name, double(bounds.high))} THEN ${high} ELSE ${name} END`;
};

/** A column, and the bounds learned for it. */
export interface Bounded {
  readonly column: Column;
  readonly bounds: Bounds;
}

const atPlace = (bounds: readonly string[]): string => `[${bounds.join(', ')}][place]`;

/** SQL about the cells of many columns below each other, `raw` at a `place`: as outsideSql. */
export const outsideAtPlace = (those: readonly Bounded[]): string => {
  const low = atPlace(those.map(({ bounds }) => double(bounds.low)));
  return outside('raw', low, atPlace(those.map(({ bounds }) => double(bounds.high))));
};

/** SQL of what stands beside a column's cell in a list. */
export const boundsBeside = ({ column, bounds }: Bounded): string => {
  const [lowest, highest] = clipBounds(column.type, bounds);
  return `{low: ${double(bounds.low)}, high: ${double(bounds.high)}, lowest: ${lowest}, highest: ${highest}}`;
};

/** SQL about a `pair` of a cell and its bounds: as outsideSql. */
export const outsideBeside: string = outside('pair[1]', 'pair[2].low', 'pair[2].high');

/** SQL about a `pair` of a cell and its bounds: as clippedSql. */
export const clippedBeside: string = `CASE WHEN ${below('pair[1]', 'pair[2].low')} THEN pair[2].lowest
  WHEN ${above('pair[1]', 'pair[2].high')} THEN pair[2].highest ELSE pair[1] END`;

/** The outermost whole numbers within, or where there are none the nearest. What a DOUBLE cannot count is left to its edge. */
const wholeBounds = ({ low, high }: Bounds): readonly [number, number] => {
  const [inner, outer] = [Math.ceil(low), Math.floor(high)];
  const held = (value: number): number => Math.min(Math.max(value, -9e18), 9e18);
  return inner <= outer ? [held(inner), held(outer)] : [held(Math.round(low)), held(Math.round(high))];
};
