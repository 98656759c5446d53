import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { OutlierMethod, OutlierParams } from './params.ts';

/** Values outside are outliers. */
export type Bounds = { readonly low: number; readonly high: number };

// Liu, Ting and Zhou (2008) take scores above 0.6 for potential anomalies.
const usual: Readonly<Record<OutlierMethod, number>> = { iqr: 1.5, z: 3, 'robust-z': 3.5, 'isolation-forest': 0.6 };

export const limitOf = ({ method, limit }: OutlierParams): number => (limit === 'auto' ? usual[method] : limit);

/** Bounds from a column's finite values; undefined where they do not spread, so that nothing is far away. */
export const learnBounds = async (
  table: Table,
  column: string,
  { settings, ctx }: { readonly settings: OutlierParams; readonly ctx: NodeContext },
): Promise<Bounds | undefined> => {
  const limit = limitOf(settings);
  const around = (centre: number, width: number): Bounds | undefined => within(centre, centre, limit * width);
  switch (settings.method) {
    case 'isolation-forest':
      return undefined;
    case 'iqr': {
      const [low = 0, high = 0] = await quantiles(table, sqlName(column), { at: [0.25, 0.75], ctx });
      return within(low, high, limit * (high - low));
    }
    case 'z': {
      const { mean, deviation } = moments((await ctx.tables.numbers(table, column)).filter(Number.isFinite));
      return around(mean, deviation);
    }
    case 'robust-z': {
      const [middle = 0] = await quantiles(table, sqlName(column), { at: [0.5], ctx });
      const distance = `abs(CAST(${sqlName(column)} AS DOUBLE) - (${Number(middle)})::DOUBLE)`;
      const [deviation = 0] = await quantiles(table, distance, { at: [0.5], ctx });
      // Iglewicz and Hoaglin (1993): 0.6745 is the third quartile of the normal distribution.
      return around(middle, deviation / 0.6745);
    }
  }
};

const within = (low: number, high: number, margin: number): Bounds | undefined => {
  const bounds = { low: low - margin, high: high + margin };
  return margin > 0 && Number.isFinite(bounds.low) && Number.isFinite(bounds.high) ? bounds : undefined;
};

const quantiles = async (
  table: Table,
  value: string,
  { at, ctx }: { readonly at: readonly number[]; readonly ctx: NodeContext },
): Promise<readonly number[]> => {
  const [row = {}] = await ctx.tables.rows(
    `SELECT ${at.map((share, i) => `quantile_cont(v, ${share}) AS q${i}`).join(', ')}
     FROM (SELECT CAST(${value} AS DOUBLE) AS v FROM ${table.relation}) WHERE isfinite(v)`,
  );
  return at.map((_, i) => Number(row[`q${i}`] ?? 0));
};

/** In row order, not in DuckDB, whose threads would add up in another order each time. */
const moments = (values: Float64Array): { readonly mean: number; readonly deviation: number } => {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  const deviation = Math.sqrt(variance);
  // What rounding leaves of a constant is no deviation.
  return { mean, deviation: deviation > 1e-14 * Math.abs(mean) ? deviation : 0 };
};
