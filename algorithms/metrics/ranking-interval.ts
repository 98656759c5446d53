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

/** Interval of the mean AUC of rankings of the same rows, each for its own positive class. */
export const aucInterval = (
  actual: Float64Array,
  rankings: readonly { readonly ranking: Ranking; readonly code: number }[],
): Interval | undefined => {
  const sums = new Float64Array(actual.length);
  let mean = 0;
  let factor = 1;
  for (const { ranking, code } of rankings) {
    const auc = aucOf(ranking);
    if (auc === null) return undefined;
    mean += auc / rankings.length;
    factor = Math.max(factor, correction(ranking));
    addComponents(ranking, auc, (row) => actual[row] === code, sums);
  }
  const variance = (sums.reduce((sum, value) => sum + value * value, 0) * factor) / rankings.length ** 2;
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
