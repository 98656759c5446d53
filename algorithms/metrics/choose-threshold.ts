import type { Ranking } from './ranking.ts';

/** Rows of two classes by what they are and what is predicted; the second class is the positive one. */
export interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** What a row of each kind costs; less than nothing where it earns something. */
export type Costs = Readonly<Record<keyof Counts, number>>;

export type ThresholdObjective =
  | { readonly objective: 'f-beta'; readonly beta: number }
  | { readonly objective: 'balanced-accuracy' }
  | { readonly objective: 'cost'; readonly costs: Costs }
  | { readonly objective: 'recall-at-precision'; readonly precision: number };

export interface ChosenThreshold {
  readonly threshold: number;
  /** What was aimed at, there: F-beta, balanced accuracy, mean cost a row, or recall. Null where it is undefined everywhere. */
  readonly value: number | null;
  readonly counts: Counts;
  /** False where no threshold reaches the precision that was asked for; then the most precise one was taken. */
  readonly reached: boolean;
}

/** Counts where a row is positive from `threshold` on. */
export const countsAt = (ranking: Ranking, threshold: number): Counts => {
  const { thresholds } = ranking;
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((thresholds[middle] as number) >= threshold) low = middle + 1;
    else high = middle;
  }
  return countsOf(ranking, low - 1);
};

/** Counts where the `index`-th score and all above it are positive; −1 for none. */
const countsOf = ({ truePositives, falsePositives, positives, negatives }: Ranking, index: number): Counts => {
  const hits = index < 0 ? 0 : (truePositives[index] as number);
  const misses = index < 0 ? 0 : (falsePositives[index] as number);
  return {
    truePositives: hits,
    falsePositives: misses,
    falseNegatives: positives - hits,
    trueNegatives: negatives - misses,
  };
};

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

export const precisionOf = ({ truePositives: hits, falsePositives }: Counts): number | null =>
  ratio(hits, hits + falsePositives);
export const recallOf = ({ truePositives: hits, falseNegatives }: Counts): number | null =>
  ratio(hits, hits + falseNegatives);
export const specificityOf = ({ trueNegatives, falsePositives }: Counts): number | null =>
  ratio(trueNegatives, trueNegatives + falsePositives);
export const balancedAccuracyOf = (counts: Counts): number | null => {
  const [recall, specificity] = [recallOf(counts), specificityOf(counts)];
  return recall === null || specificity === null ? null : (recall + specificity) / 2;
};

/** (1 + β²) TP / ((1 + β²) TP + β² FN + FP), van Rijsbergen (1979). */
export const fBetaOf = ({ truePositives, falsePositives, falseNegatives }: Counts, beta: number): number | null => {
  const weight = beta * beta;
  const hits = (1 + weight) * truePositives;
  return ratio(hits, hits + weight * falseNegatives + falsePositives);
};

/** Mean cost a row. */
export const costOf = (counts: Counts, costs: Costs): number | null => {
  const kinds = ['truePositives', 'falsePositives', 'falseNegatives', 'trueNegatives'] as const;
  return ratio(
    kinds.reduce((sum, kind) => sum + counts[kind] * costs[kind], 0),
    kinds.reduce((sum, kind) => sum + counts[kind], 0),
  );
};

const valueFor = (counts: Counts, aim: ThresholdObjective): number | null => {
  switch (aim.objective) {
    case 'f-beta':
      return fBetaOf(counts, aim.beta);
    case 'balanced-accuracy':
      return balancedAccuracyOf(counts);
    case 'cost':
      return costOf(counts, aim.costs);
    case 'recall-at-precision':
      return recallOf(counts);
  }
};

/**
 * The threshold that serves an aim best on ranked rows, halfway between two scores; of equally good ones the one nearest to ½.
 * Every distinct score is a candidate, and so is to call no row positive.
 */
export const chooseThreshold = (ranking: Ranking, aim: ThresholdObjective): ChosenThreshold => {
  const wanted = aim.objective === 'recall-at-precision' ? aim.precision : undefined;
  const reached = wanted === undefined || candidates(ranking).some((index) => precise(ranking, index, wanted));
  const goodness = (index: number): number => {
    const counts = countsOf(ranking, index);
    if (wanted !== undefined && !reached) return precisionOf(counts) ?? Number.NEGATIVE_INFINITY;
    if (wanted !== undefined && !precise(ranking, index, wanted)) return Number.NEGATIVE_INFINITY;
    const value = valueFor(counts, aim) ?? Number.NEGATIVE_INFINITY;
    return aim.objective === 'cost' ? -value : value;
  };
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const index of candidates(ranking)) {
    const value = goodness(index);
    const nearer = Math.abs(between(ranking, index) - 0.5) < Math.abs(between(ranking, best) - 0.5);
    if (value > most || (value === most && nearer)) {
      most = value;
      best = index;
    }
  }
  const counts = countsOf(ranking, best);
  return { threshold: between(ranking, best), value: valueFor(counts, aim), counts, reached };
};

const candidates = ({ thresholds }: Ranking): readonly number[] =>
  Array.from({ length: thresholds.length + 1 }, (_, index) => index - 1);

const precise = (ranking: Ranking, index: number, precision: number): boolean =>
  (precisionOf(countsOf(ranking, index)) ?? -1) >= precision;

/** Halfway between the `index`-th score, which is positive, and the next one, which is not. */
const between = ({ thresholds }: Ranking, index: number): number => {
  const upper = index < 0 ? 1 : (thresholds[index] as number);
  const lower = index + 1 < thresholds.length ? (thresholds[index + 1] as number) : 0;
  if (index < 0) return lower < 1 ? (1 + lower) / 2 : 1;
  const middle = (upper + lower) / 2;
  return middle > lower ? middle : upper;
};
