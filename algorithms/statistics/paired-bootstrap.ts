import type { Interval } from '../metrics/interval.ts';
import type { WeightedScorer } from '../metrics/weighted-score.ts';
import type { Random } from '../random/random.ts';

/**
 * Scores of the same resampled rows, one list a resample, without an end: rows are drawn with replacement, and each of the scorers
 * is asked about the same draw, so that what is hard for both cancels out (Efron and Tibshirani 1993, chapter 16).
 */
export function* bootstrapScores(
  scorers: readonly WeightedScorer[],
  rows: number,
  random: Random,
): Generator<readonly (number | null)[]> {
  const weights = new Float64Array(rows);
  for (;;) {
    weights.fill(0);
    for (let draw = 0; draw < rows; draw++) {
      const row = random.below(rows);
      weights[row] = (weights[row] as number) + 1;
    }
    yield scorers.map((score) => score(weights));
  }
}

/** More undefined values than this leave nothing to be said. */
const mostUndefined = 0.05;

const definedIn = (values: readonly (number | null)[]): readonly number[] | undefined => {
  const known = values.filter((value) => value !== null);
  return values.length > 1 && known.length >= (1 - mostUndefined) * values.length ? known : undefined;
};

const quantile = (sorted: readonly number[], share: number): number => {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? below) - below);
};

/** The middle 95 % of resampled values. */
export const percentileInterval = (values: readonly (number | null)[]): Interval | undefined => {
  const sorted = definedIn(values)?.toSorted((a, b) => a - b);
  return sorted && { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
};

/** Two-sided: how often resampled differences fall on either side of zero. Never zero, as no number of resamples proves that. */
export const bootstrapP = (differences: readonly (number | null)[]): number | undefined => {
  const known = definedIn(differences);
  if (!known) return undefined;
  const below = known.filter((value) => value <= 0).length;
  const above = known.filter((value) => value >= 0).length;
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (known.length + 1));
};
