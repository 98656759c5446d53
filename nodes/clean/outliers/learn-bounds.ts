import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, cellsBelow, isWide } from '../../cells-below.ts';
import { eachNumberColumn } from '../each-number-column.ts';
import type { OutlierMethod, OutlierParams } from './params.ts';

/** Values outside are outliers. */
export type Bounds = { readonly low: number; readonly high: number };

// Liu, Ting and Zhou (2008) take scores above 0.6 for potential anomalies.
const usual: Readonly<Record<OutlierMethod, number>> = { iqr: 1.5, z: 3, 'robust-z': 3.5, 'isolation-forest': 0.6 };

export const limitOf = ({ method, limit }: OutlierParams): number => (limit === 'auto' ? usual[method] : limit);

/** Bounds from each column's finite values; undefined where they do not spread, so that nothing is far away. */
export const learnBounds = async (
  table: Table,
  columns: readonly string[],
  { settings, ctx }: { readonly settings: OutlierParams; readonly ctx: NodeContext },
): Promise<readonly (Bounds | undefined)[]> => {
  const limit = limitOf(settings);
  const around = (centre: number, width: number): Bounds | undefined => within(centre, centre, limit * width);
  const names = columns.map(sqlName);
  switch (settings.method) {
    case 'isolation-forest':
      return columns.map(() => undefined);
    case 'iqr': {
      const found = await quantiles(table, names, { at: [0.25, 0.75], ctx });
      return found.map(([low = 0, high = 0]) => within(low, high, limit * (high - low)));
    }
    case 'z':
      return (await momentsOf(table, columns, ctx)).map(({ mean, deviation }) => around(mean, deviation));
    case 'robust-z': {
      const middles = (await quantiles(table, names, { at: [0.5], ctx })).map(([middle = 0]) => middle);
      const distances = names.map((name, i) => `abs(CAST(${name} AS DOUBLE) - (${Number(middles[i])})::DOUBLE)`);
      const deviations = await quantiles(table, distances, { at: [0.5], ctx });
      // Iglewicz and Hoaglin (1993): 0.6745 is the third quartile of the normal distribution.
      return deviations.map(([deviation = 0], i) => around(middles[i] ?? 0, deviation / 0.6745));
    }
  }
};

const within = (low: number, high: number, margin: number): Bounds | undefined => {
  const bounds = { low: low - margin, high: high + margin };
  return margin > 0 && Number.isFinite(bounds.low) && Number.isFinite(bounds.high) ? bounds : undefined;
};

interface Asked {
  readonly at: readonly number[];
  readonly ctx: NodeContext;
}

/** Quantiles of each value, an SQL expression; those of many in one query. */
const quantiles = async (
  table: Table,
  values: readonly string[],
  { at, ctx }: Asked,
): Promise<readonly (readonly number[])[]> => {
  const doubles = values.map((value) => `CAST(${value} AS DOUBLE)`);
  const wide = isWide(table, values.length);
  const found: (readonly number[])[] = [];
  for (const block of wide ? blocksBelow(doubles) : doubles.map((value) => [value])) {
    ctx.signal.throwIfAborted();
    const from = wide ? cellsBelow(table.relation, block) : `(SELECT 0 AS k, ${block[0]} AS v FROM ${table.relation})`;
    const rows = await ctx.tables.rows(
      `SELECT k, ${at.map((share, i) => `quantile_cont(v, ${share}) AS q${i}`).join(', ')}
       FROM ${from} WHERE isfinite(v) GROUP BY k`,
    );
    const byPlace = new Map(rows.map((row) => [Number(row['k']), row]));
    for (const place of block.keys()) found.push(at.map((_, i) => Number(byPlace.get(place)?.[`q${i}`] ?? 0)));
  }
  return found;
};

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

const momentsOf = async (table: Table, columns: readonly string[], ctx: NodeContext): Promise<readonly Moments[]> => {
  const found: Moments[] = [];
  for await (const [, values] of eachNumberColumn(table, columns, ctx))
    found.push(moments(values.filter(Number.isFinite)));
  return found;
};

/** In row order, not in DuckDB, whose threads would add up in another order each time. */
const moments = (values: Float64Array): Moments => {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  const deviation = Math.sqrt(variance);
  // What rounding leaves of a constant is no deviation.
  return { mean, deviation: deviation > 1e-14 * Math.abs(mean) ? deviation : 0 };
};
