import { larger } from '../../../algorithms/metrics/metric-names.ts';
import { correctedMean, type ResampledMean } from '../../../algorithms/statistics/corrected-resampling.ts';
import { insideEnds } from '../mean-score.ts';

/** What a learner came to with a share of the training rows. */
export interface LearnedSize {
  readonly share: number;
  /** Rows that a fold trained on, in the mean. */
  readonly rows: number;
  /** One a fold; null where the metric is undefined. */
  readonly scores: readonly (number | null)[];
  /** Of one fit, in the mean. */
  readonly seconds: number;
}

export interface ScoredSize extends LearnedSize {
  /** Undefined where the metric is, in one of the folds. */
  readonly mean: ResampledMean | undefined;
}

/** @param ratio rows held out by a fold ÷ all rows that it could train on */
export const scoredSize = (size: LearnedSize, metric: string, ratio: number): ScoredSize => {
  const known = size.scores.filter((score) => score !== null);
  if (known.length < size.scores.length) return { ...size, mean: undefined };
  const { interval, ...mean } = correctedMean(known, ratio / size.share);
  return { ...size, mean: interval ? { ...mean, interval: insideEnds(interval, metric) } : mean };
};

export interface Growth {
  /** What one doubling of the rows gained, above zero where it is better. */
  readonly gain: ResampledMean;
  readonly from: LearnedSize;
  readonly to: LearnedSize;
}

/** The last doubling: from the size that is nearest to half of the largest. Differences are taken fold by fold. */
export const lastDoubling = (sizes: readonly LearnedSize[], metric: string, ratio: number): Growth | undefined => {
  const to = sizes.at(-1);
  if (!to) return undefined;
  const distance = ({ share }: LearnedSize): number => Math.abs(Math.log2(to.share / share) - 1);
  const from = sizes
    .slice(0, -1)
    .reduce<LearnedSize | undefined>(
      (best, size) => (best && distance(best) <= distance(size) ? best : size),
      undefined,
    );
  if (!from) return undefined;
  const sign = larger(metric) ? 1 : -1;
  const doublings = Math.log2(to.share / from.share);
  const gains = to.scores.flatMap((score, fold) => {
    const before = from.scores[fold] ?? null;
    return score === null || before === null ? [] : [(sign * (score - before)) / doublings];
  });
  return gains.length < to.scores.length ? undefined : { gain: correctedMean(gains, ratio / from.share), from, to };
};

/** Below it, seconds follow the machine more than the rows. */
const leastFit = 0.8;

/** b of seconds ≈ a · rows^b, by least squares of the logarithms; undefined where fits are too quick or too uneven for it. */
export const timeExponent = (sizes: readonly LearnedSize[]): number | undefined => {
  const quickest = 0.01;
  const points = sizes
    .filter(({ rows, seconds }) => rows > 0 && seconds > 0)
    .map(({ rows, seconds }) => [Math.log(rows), Math.log(seconds)] as const);
  const longest = Math.max(0, ...sizes.map(({ seconds }) => seconds));
  if (points.length < 3 || longest < quickest) return undefined;
  const mean = (which: 0 | 1): number => points.reduce((sum, point) => sum + point[which], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = (product: (dx: number, dy: number) => number): number =>
    points.reduce((sum, [rows, seconds]) => sum + product(rows - x, seconds - y), 0);
  const [xx, xy, yy] = [over((dx) => dx * dx), over((dx, dy) => dx * dy), over((_, dy) => dy * dy)];
  return xx > 0 && xy ** 2 >= leastFit * xx * yy ? xy / xx : undefined;
};
