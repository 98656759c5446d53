import { type Interval, studentQuantile } from '../metrics/interval.ts';
import { studentTwoSided } from './student-t.ts';

export interface ResampledMean {
  readonly mean: number;
  /** Absent where one value alone, or values that do not differ, say nothing of how sure the mean is. */
  readonly interval?: Interval;
  /** Two-sided, of a mean of zero; 1 where all values are zero. */
  readonly p?: number;
}

/**
 * Mean of scores, or of differences of scores, over folds. Folds share most of their training rows, so that the variance of the
 * values alone is too small: Nadeau and Bengio (2003) add the ratio of held-out to training rows to 1 / folds.
 * @param ratio rows held out by a fold ÷ rows it trains on
 */
export const correctedMean = (values: readonly number[], ratio: number): ResampledMean => {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  // The same sum in another order may leave an ulp.
  if (Math.sqrt(variance) <= 1e-12 * Math.max(1, Math.abs(mean)))
    return Math.abs(mean) <= 1e-12 ? { mean, p: 1 } : { mean };
  const error = Math.sqrt(variance * (1 / count + ratio));
  const half = studentQuantile(count - 1) * error;
  return { mean, interval: { low: mean - half, high: mean + half }, p: studentTwoSided(mean / error, count - 1) };
};

/** Holm's step-down adjustment (1979) of p values, in the order in which they were given. */
export const holm = (values: readonly number[]): readonly number[] => {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 1) - (values[b] ?? 1));
  const adjusted = new Array<number>(values.length).fill(1);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (values.length - rank) * (values[index] ?? 1)));
    adjusted[index] = largest;
  }
  return adjusted;
};
