import { argsort } from '../sort/argsort.ts';

/**
 * Pearson's correlation of two columns over the rows where both are numbers. Deviations are taken from the means, in the
 * order of the rows. @returns null with fewer than two such rows, or where one of the columns does not vary.
 */
export const pearson = (x: Float64Array, y: Float64Array): number | null => {
  let [count, sumX, sumY] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [x[row] as number, y[row] as number];
    if (!Number.isFinite(a - a + (b - b))) continue;
    count++;
    sumX += a;
    sumY += b;
  }
  if (count < 2) return null;
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const a = (x[row] as number) - meanX;
    const b = (y[row] as number) - meanY;
    const product = a * b;
    // NaN where either is missing.
    if (product - product !== 0) continue;
    xx += a * a;
    yy += b * b;
    xy += product;
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  // What rounding leaves of equal numbers is no variation.
  const varies = (sum: number, mean: number): boolean => sum > count * (mean * 1e-14) ** 2;
  if (!varies(xx, meanX) || !varies(yy, meanY) || !Number.isFinite(scale)) return null;
  return Math.max(-1, Math.min(1, xy / scale));
};

/** Ranks from 1, the mean rank where numbers are equal; NaN stays NaN, infinities are ranked. */
export const ranksOf = (values: Float64Array): Float64Array => {
  const order = argsort(values);
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  let count = values.length;
  while (count > 0 && Number.isNaN(values[order[count - 1] as number] as number)) count--;
  for (let from = 0; from < count; ) {
    const value = values[order[from] as number] as number;
    let to = from + 1;
    while (to < count && values[order[to] as number] === value) to++;
    for (let at = from; at < to; at++) ranks[order[at] as number] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
};

/** Spearman's rank correlation over the rows where both are numbers. @returns null as `pearson` does. */
export const spearman = (x: Float64Array, y: Float64Array): number | null => {
  const both = x.map((value, row) => (Number.isNaN(value) || Number.isNaN(y[row]) ? Number.NaN : 1));
  const masked = (values: Float64Array): Float64Array =>
    ranksOf(values.map((value, row) => value * (both[row] as number)));
  return pearson(masked(x), masked(y));
};
