import type { Column } from '../../../contract/column.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { Choice } from './choices.ts';

/** The column that rows are ordered by, where there is one. */
const timeOf = (columns: readonly Column[]): Column | undefined =>
  columns.find(({ role, type }) => role === 'time' && (type === 'datetime' || type === 'number' || type === 'integer'));

/** SQL: a value as a number; dates as microseconds. */
const measured = ({ name, type }: Column): string =>
  type === 'datetime' ? `CAST(epoch_us(${sqlName(name)}) AS DOUBLE)` : `CAST(${sqlName(name)} AS DOUBLE)`;

const back = ({ type }: Column, value: string): string =>
  type === 'datetime' ? `make_timestamp(CAST(round(${value}) AS BIGINT))` : value;

const before = 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
const behind = 'ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING';

/** SQL: what stands for a missing value, from rows that have a place in the order. */
const cellSql = ({ column, method }: Choice, window: string): string => {
  const placed = `CASE WHEN __place IS NOT NULL THEN ${sqlName(column.name)} END`;
  const last = (value: string): string => `last_value(${value} IGNORE NULLS) OVER (${window} ${before})`;
  const first = (value: string): string => `first_value(${value} IGNORE NULLS) OVER (${window} ${behind})`;
  if (method === 'previous') return `CASE WHEN __place IS NOT NULL THEN ${last(placed)} END`;
  if (method === 'next') return `CASE WHEN __place IS NOT NULL THEN ${first(placed)} END`;
  const usable = `__place IS NOT NULL AND isfinite(${sqlName(column.name)}::${column.type === 'datetime' ? 'TIMESTAMP' : 'DOUBLE'})`;
  const value = `CASE WHEN ${usable} THEN ${measured(column)} END`;
  const at = `CASE WHEN ${usable} THEN __place END`;
  const share = `(__place - ${last(at)}) / nullif(${first(at)} - ${last(at)}, 0)`;
  return back(column, `${last(value)} + (${first(value)} - ${last(value)}) * coalesce(${share}, 0)`);
};

/**
 * A relation of `__row` and `order_0`, `order_1`, …: what the rows before and behind give, by time or else by row id. Rows of another
 * group or another part are never looked at: test rows must not get into training.
 */
export const rowOrderSql = (table: Table, choices: readonly Choice[]): string => {
  const apart = [
    ...(table.split.parts ? ['__part'] : []),
    ...table.columns.filter(({ role }) => role === 'group').map(({ name }) => sqlName(name)),
  ];
  const by = apart.length > 0 ? `PARTITION BY ${apart.join(', ')} ` : '';
  const time = timeOf(table.columns);
  const place = time ? measured(time) : `CAST(row_number() OVER (${by}ORDER BY __row) AS DOUBLE)`;
  const window = `${by}ORDER BY __place NULLS LAST, __row`;
  const cells = choices.map((choice, at) => `${cellSql(choice, window)} AS order_${at}`);
  return `SELECT ${['__row', ...cells].join(', ')} FROM (SELECT *, ${place} AS __place FROM ${table.relation})`;
};
