import { argsort } from '../sort/argsort.ts';

/**
 * Cumulative counts of positive and negative rows by falling score, one entry a distinct score:
 * how many of each have a score ≥ `thresholds[k]`.
 */
export interface Ranking {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
  /** Rows by rising score, and for each distinct score the end of its rows in it. Used for per-row components. */
  readonly order: Uint32Array;
}

/** Ranks rows by score; a row is positive where its actual class is `positive`. */
export const rankingOf = (actual: Float64Array, scores: Float64Array, positive: number): Ranking => {
  const order = argsort(scores);
  const rows = order.length;
  const thresholds = new Float64Array(rows);
  const truePositives = new Float64Array(rows);
  const falsePositives = new Float64Array(rows);
  let hits = 0;
  let misses = 0;
  let distinct = 0;
  for (let at = rows - 1; at >= 0; at--) {
    const row = order[at] as number;
    if (actual[row] === positive) hits++;
    else misses++;
    if (at > 0 && scores[order[at - 1] as number] === scores[row]) continue;
    thresholds[distinct] = scores[row] as number;
    truePositives[distinct] = hits;
    falsePositives[distinct] = misses;
    distinct++;
  }
  return {
    thresholds: thresholds.subarray(0, distinct),
    truePositives: truePositives.subarray(0, distinct),
    falsePositives: falsePositives.subarray(0, distinct),
    positives: hits,
    negatives: misses,
    order,
  };
};

/** Scores of one class out of row-major probabilities. */
export const scoresOf = (probabilities: Float64Array, classes: number, code: number): Float64Array => {
  const scores = new Float64Array(probabilities.length / classes);
  for (let row = 0; row < scores.length; row++) scores[row] = probabilities[row * classes + code] as number;
  return scores;
};

/** Share of pairs in which the positive row scores higher, ties half. Undefined where one kind is missing. */
export const aucOf = ({ truePositives, falsePositives, positives, negatives }: Ranking): number | null => {
  if (positives === 0 || negatives === 0) return null;
  let area = 0;
  let hits = 0;
  let misses = 0;
  for (let at = 0; at < truePositives.length; at++) {
    const moreHits = truePositives[at] as number;
    const moreMisses = falsePositives[at] as number;
    area += (moreMisses - misses) * (hits + moreHits) * 0.5;
    hits = moreHits;
    misses = moreMisses;
  }
  return area / (positives * negatives);
};

/** Average precision: Σ (recall step) × precision, no interpolation. Undefined without positive rows. */
export const averagePrecisionOf = ({ truePositives, falsePositives, positives }: Ranking): number | null => {
  if (positives === 0) return null;
  let total = 0;
  let hits = 0;
  for (let at = 0; at < truePositives.length; at++) {
    const now = truePositives[at] as number;
    if (now > hits) total += ((now - hits) * now) / (now + (falsePositives[at] as number));
    hits = now;
  }
  return total / positives;
};
