import type { Confusion, Margins } from './confusion.ts';
import { around, type Interval, wilson, z } from './interval.ts';

type OfMargins = (margins: Margins) => number | null;

/**
 * Shares of the cells with z² rows added evenly, as Agresti and Coull (1998) do for one proportion:
 * a matrix without errors would else have an interval of no width.
 */
const smoothed = ({ classes, counts }: Confusion): { readonly shares: Float64Array; readonly rows: number } => {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const extra = (z * z) / (classes * classes);
  return { shares: counts.map((count) => (count + extra) / (rows + z * z)), rows: rows + z * z };
};

const marginsOfShares = (shares: Float64Array, classes: number): Margins => {
  const hits = new Float64Array(classes);
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  shares.forEach((share, cell) => {
    const row = Math.floor(cell / classes);
    const column = cell % classes;
    actual[row] = (actual[row] as number) + share;
    predicted[column] = (predicted[column] as number) + share;
    if (row === column) hits[row] = share;
  });
  return { total: 1, hits, actual, predicted };
};

/** Derivative of the metric by each entry of one margin. */
const slopes = (metric: OfMargins, margins: Margins, which: 'hits' | 'actual' | 'predicted'): Float64Array => {
  const step = 1e-6;
  return margins[which].map((value, code) => {
    const moved = (change: number): number | null => {
      const list = margins[which].slice();
      list[code] = value + change;
      return metric({ ...margins, [which]: list });
    };
    const half = Math.min(step, value / 2);
    return ((moved(half) ?? 0) - (moved(-half) ?? 0)) / (2 * half);
  });
};

/**
 * Interval of a metric of a confusion matrix by the delta method: the cells are multinomial, and a cell moves the metric
 * through its row, its column and, on the diagonal, the hits. Costs classes², not classes⁴, evaluations.
 */
export const confusionInterval = (
  confusion: Confusion,
  metric: OfMargins,
  value: number,
  ends: readonly [number, number],
): Interval | undefined => {
  const { classes } = confusion;
  const { shares, rows } = smoothed(confusion);
  const margins = marginsOfShares(shares, classes);
  const byHits = slopes(metric, margins, 'hits');
  const byActual = slopes(metric, margins, 'actual');
  const byPredicted = slopes(metric, margins, 'predicted');
  let mean = 0;
  let square = 0;
  shares.forEach((share, cell) => {
    const row = Math.floor(cell / classes);
    const column = cell % classes;
    const slope =
      (byActual[row] as number) + (byPredicted[column] as number) + (row === column ? (byHits[row] as number) : 0);
    mean += share * slope;
    square += share * slope * slope;
  });
  const deviation = Math.sqrt(Math.max(0, square - mean * mean) / rows);
  return Number.isFinite(deviation) ? around(value, z * deviation, ends) : undefined;
};

/** f1 = 2J / (1 + J) of the share J of hits among all rows that are or were held to be of the class: Wilson's interval of J. */
export const f1Interval = ({ hits, actual, predicted }: Margins, code: number): Interval | undefined => {
  const found = hits[code] as number;
  const interval = wilson(found, (actual[code] as number) + (predicted[code] as number) - found);
  return interval && { low: (2 * interval.low) / (1 + interval.low), high: (2 * interval.high) / (1 + interval.high) };
};
