import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { ScaleMethod } from './params.ts';
import { yeoJohnson, yeoJohnsonPower } from './yeo-johnson.ts';

/** `(f(x) - centre) / width`, where f is the identity, log1p or a Yeo-Johnson transform by `power`. */
export type Scaling = {
  readonly method: ScaleMethod;
  readonly centre: number;
  /** 0 for a constant column, which becomes 0. */
  readonly width: number;
  readonly power: number | null;
};

/** Learns how a column is scaled from its values; those that are not finite teach nothing. */
export const learnScaling = async (
  table: Table,
  column: string,
  { method, ctx }: { readonly method: ScaleMethod; readonly ctx: NodeContext },
): Promise<Scaling> => {
  if (method === 'log1p') return { method, centre: 0, width: 1, power: null };
  if (method === 'robust') return robust(table, column, ctx);
  const values = (await ctx.tables.numbers(table, column)).filter(Number.isFinite);
  const power = method === 'yeo-johnson' ? yeoJohnsonPower(values) : null;
  const shaped = power === null ? values : values.map((value) => yeoJohnson(value, power));
  return { method, power, ...(method === 'min-max' || method === 'max-abs' ? span(shaped, method) : spread(shaped)) };
};

/** In row order and here, not in DuckDB, whose threads would add up in another order each time. */
const spread = (values: Float64Array): { readonly centre: number; readonly width: number } => {
  let mean = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const change = value - mean;
    mean += change / (index + 1);
    squares += change * (value - mean);
  });
  const deviation = values.length > 0 ? Math.sqrt(squares / values.length) : 0;
  // What rounding leaves of a constant is no deviation.
  return { centre: mean, width: deviation > 1e-14 * Math.abs(mean) ? deviation : 0 };
};

const span = (
  values: Float64Array,
  method: 'min-max' | 'max-abs',
): { readonly centre: number; readonly width: number } => {
  if (values.length === 0) return { centre: 0, width: 0 };
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return method === 'min-max' ? { centre: low, width: high - low } : { centre: 0, width: Math.max(-low, high) };
};

const robust = async (table: Table, column: string, ctx: NodeContext): Promise<Scaling> => {
  const name = `CAST(${sqlName(column)} AS DOUBLE)`;
  const [row = {}] = await ctx.tables.rows(
    `SELECT quantile_cont(${name}, 0.25) AS low, quantile_cont(${name}, 0.5) AS middle, quantile_cont(${name}, 0.75) AS high
     FROM ${table.relation} WHERE isfinite(${name})`,
  );
  return {
    method: 'robust',
    centre: Number(row['middle'] ?? 0),
    width: Number(row['high'] ?? 0) - Number(row['low'] ?? 0),
    power: null,
  };
};

/** SQL: a column scaled. What has no logarithm becomes missing. */
export const scaleSql = (column: string, { method, centre, width, power }: Scaling): string => {
  const x = `CAST(${sqlName(column)} AS DOUBLE)`;
  if (method === 'log1p') return `CASE WHEN ${x} > -1 THEN ln(1 + ${x}) END`;
  if (width === 0) return `CASE WHEN ${x} IS NOT NULL THEN 0.0::DOUBLE END`;
  const shaped = power === null ? x : powerSql(x, power);
  return `(${shaped} - ${double(centre)}) / ${double(width)}`;
};

/** What was learned comes out of files; nothing but a number may get into the SQL. */
const double = (value: number): string => `(${Number(value)})::DOUBLE`;

const powerSql = (x: string, power: number): string => {
  const bent = (base: string, exponent: number): string =>
    Math.abs(exponent) < 1e-12 ? `ln(${base})` : `(pow(${base}, ${double(exponent)}) - 1) / ${double(exponent)}`;
  return `CASE WHEN ${x} >= 0 THEN ${bent(`(${x} + 1)`, power)} ELSE -(${bent(`(1 - ${x})`, 2 - power)}) END`;
};
