import type { Column, ColumnType } from '../../../contract/column.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { isNumeric, textSql } from '../widen-type.ts';
import type { Aggregate, Aggregation } from './parse-aggregation.ts';

/** What an aggregate asks of its column; undefined where any will do. */
export const neededType = (aggregate: Aggregate, value: string | undefined): string | undefined => {
  if (aggregate === 'sum' || aggregate === 'mean') return 'a number or boolean';
  if (aggregate === 'median') return 'a number';
  return aggregate === 'share' && value === undefined ? 'a boolean, or = and a value,' : undefined;
};

export const takesType = (aggregate: Aggregate, value: string | undefined, type: ColumnType): boolean => {
  if (aggregate === 'sum' || aggregate === 'mean') return isNumeric(type) || type === 'boolean';
  if (aggregate === 'median') return isNumeric(type);
  return aggregate !== 'share' || value !== undefined || type === 'boolean';
};

/** The type of what comes out. */
export const resultType = (aggregate: Aggregate, type: ColumnType): ColumnType => {
  switch (aggregate) {
    case 'count':
    case 'missing':
    case 'distinct':
      return 'integer';
    case 'mean':
    case 'median':
    case 'share':
      return 'number';
    case 'sum':
      return type === 'number' ? 'number' : 'integer';
    default:
      return type;
  }
};

/** Floats are added in the order of the rows, as their sum depends on it; whole numbers are added exactly. */
const sumSql = (value: string, type: ColumnType): string =>
  type === 'number'
    ? `sum(${value} ORDER BY __row)`
    : `sum(CAST(${value} AS ${type === 'boolean' ? 'BIGINT' : 'HUGEINT'}))`;

/** Infinities of both signs have no sum and no mean, so that is missing. */
const known = (value: string): string => `CASE WHEN isnan(${value}) THEN NULL ELSE ${value} END`;

/** The SQL of one aggregation; missing values do not count. */
export const aggregateSql = ({ aggregate, value }: Aggregation, column: Column | undefined): string => {
  if (!column) return 'count(*)';
  const { type } = column;
  const cell = sqlName(column.name);
  switch (aggregate) {
    case 'count':
      return `count(${cell})`;
    case 'missing':
      return `count(*) - count(${cell})`;
    case 'distinct':
      return `count(DISTINCT ${cell})`;
    case 'sum':
      return type === 'number' ? known(sumSql(cell, type)) : `TRY_CAST(${sumSql(cell, type)} AS BIGINT)`;
    case 'mean':
      return known(`(CAST(${sumSql(cell, type)} AS DOUBLE) / nullif(count(${cell}), 0))`);
    case 'median':
      return known(`median(CAST(${cell} AS DOUBLE))`);
    case 'first':
      return `arg_min(${cell}, __row)`;
    case 'last':
      return `arg_max(${cell}, __row)`;
    case 'share': {
      const counted = value === undefined ? cell : `${textSql(cell, type)} = ${sqlText(value)}`;
      return `(CAST(count(*) FILTER (${counted}) AS DOUBLE) / nullif(count(${cell}), 0))`;
    }
    default:
      return `${aggregate}(${cell})`;
  }
};

/** Whether a sum of whole numbers is beyond what a column can hold. */
export const overflowSql = ({ aggregate }: Aggregation, column: Column | undefined): string =>
  aggregate === 'sum' && column?.type === 'integer'
    ? `(TRY_CAST(${sumSql(sqlName(column.name), column.type)} AS BIGINT) IS NULL AND count(${sqlName(column.name)}) > 0)`
    : 'false';
