import { around, type Interval, z } from './interval.ts';
import { aucOf, averagePrecisionOf, type Ranking } from './ranking.ts';

/**
 * Adds each row's part in the uncertainty of the AUC: DeLong's structural components (DeLong, DeLong and Clarke-Pearson, 1988)
 * less their mean, over the number of rows of its kind. Squares of the sums over several AUCs give the variance of their sum.
 */
const addComponents = (ranking: Ranking, auc: number, positive: (row: number) => boolean, sums: Float64Array): void => {
  const { order, truePositives, falsePositives, positives, negatives } = ranking;
  let at = order.length - 1;
  let hits = 0;
  let misses = 0;
  for (let step = 0; step < truePositives.length; step++) {
    const moreHits = truePositives[step] as number;
    const moreMisses = falsePositives[step] as number;
    const below = (negatives - (misses + moreMisses) / 2) / negatives;
    const above = (hits + moreHits) / 2 / positives;
    const count = moreHits + moreMisses - hits - misses;
    for (let tie = 0; tie < count; tie++, at--) {
      const row = order[at] as number;
      const part = positive(row) ? (below - auc) / positives : (above - auc) / negatives;
      sums[row] = (sums[row] as number) + part;
    }
    hits = moreHits;
    misses = moreMisses;
  }
};

/** DeLong's divisor is one row less of each kind; the mean of both corrections does for a sum of AUCs. */
const correction = ({ positives, negatives }: Ranking): number => {
  const rows = Math.min(positives, negatives);
  return rows > 1 ? rows / (rows - 1) : 1;
};

/**
 * Variance of an AUC by Hanley and McNeil (1982), at a value drawn in by one hit and one miss: where no pair is out of order
 * the components of DeLong are all zero, and would claim certainty.
 */
const smoothedVariance = (auc: number, { positives, negatives }: Ranking): number => {
  const rows = Math.min(positives, negatives);
  const a = (auc * rows + 1) / (rows + 2);
  const bothPositive = a / (2 - a) - a * a;
  const bothNegative = (2 * a * a) / (1 + a) - a * a;
  const pairs = positives * negatives;
  return (a * (1 - a) + (positives - 1) * bothPositive + (negatives - 1) * bothNegative) / pairs;
};

/** Interval of the mean AUC of rankings of the same rows, each for its own positive class. */
export const aucInterval = (
  actual: Float64Array,
  rankings: readonly { readonly ranking: Ranking; readonly code: number }[],
): Interval | undefined => {
  const sums = new Float64Array(actual.length);
  let mean = 0;
  let factor = 1;
  let certain = 0;
  for (const { ranking, code } of rankings) {
    const auc = aucOf(ranking);
    if (auc === null) return undefined;
    mean += auc / rankings.length;
    if (auc === 0 || auc === 1) certain = Math.max(certain, smoothedVariance(auc, ranking));
    factor = Math.max(factor, correction(ranking));
    addComponents(ranking, auc, (row) => actual[row] === code, sums);
  }
  const spread = (sums.reduce((sum, value) => sum + value * value, 0) * factor) / rankings.length ** 2;
  const variance = spread > 0 ? spread : certain;
  return around(mean, z * Math.sqrt(variance), [0, 1]);
};

/**
 * Interval of average precision on the logit scale (Boyd, Eng and Page, 2013); of several, with their uncertainties
 * added as if they went together, which errs on the wide side.
 */
export const averagePrecisionInterval = (rankings: readonly Ranking[]): Interval | undefined => {
  let low = 0;
  let high = 0;
  for (const ranking of rankings) {
    const value = averagePrecisionOf(ranking);
    if (value === null) return undefined;
    const inside = Math.min(Math.max(value, 0.5 / (ranking.positives + 1)), 1 - 0.5 / (ranking.positives + 1));
    const half = z / Math.sqrt(ranking.positives * inside * (1 - inside));
    const logit = Math.log(inside / (1 - inside));
    low += Math.min(value, 1 / (1 + Math.exp(half - logit))) / rankings.length;
    high += Math.max(value, 1 / (1 + Math.exp(-half - logit))) / rankings.length;
  }
  return { low, high };
};
