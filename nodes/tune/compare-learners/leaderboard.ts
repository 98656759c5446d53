import { correctedMean, holm } from '../../../algorithms/statistics/corrected-resampling.ts';
import type { FoldSet } from '../../../contract/context.ts';
import { heldShare } from '../../evaluate/held-share.ts';
import { goodness } from '../metric.ts';
import { type Compared, meanOf } from './compare-learners.ts';

export interface Placed extends Compared {
  /** Mean over the folds. */
  readonly score: number | null;
  /** 95 % interval of the mean, for the overlap of training rows corrected. */
  readonly low?: number;
  readonly high?: number;
  /** Whether it is worse than the best, in words. */
  readonly verdict: string;
}

/** 5 in 100 comparisons of equals may call one of them worse. */
const level = 0.05;

/**
 * Best first, the earlier of equals before; those without a score last. Each is compared with the best fold by fold, with Nadeau
 * and Bengio's correction and Holm's for the number of comparisons.
 */
export const ranked = (
  compared: readonly Compared[],
  metric: string,
  folds: Pick<FoldSet, 'held' | 'training'>,
): readonly Placed[] => {
  const ratio = heldShare(folds);
  const board = compared
    .map((one, index) => ({ ...one, index, score: meanOf(one.scores) }))
    .sort((a, b) => order(goodness(metric, b.score), goodness(metric, a.score)) || a.index - b.index);
  const [best] = board;
  const rivals = board.slice(1).filter(({ score }) => score !== null);
  const tests = rivals.map(({ scores }) => correctedMean(differences(best?.scores ?? [], scores), ratio));
  // Differences that are all the same leave no doubt.
  const p = holm(tests.map(({ p: own, mean }) => own ?? (mean === 0 ? 1 : 0)));
  return board.map((one): Placed => {
    const { index: _, ...rest } = one;
    if (one.score === null) return { ...rest, verdict: one.failure ?? 'not measured' };
    const { interval } = correctedMean(one.scores as readonly number[], ratio);
    const verdict = one === best ? 'the best here' : words(p[rivals.indexOf(one)] ?? 1);
    return { ...rest, ...(interval ?? {}), verdict };
  });
};

const words = (p: number): string =>
  p < level ? `worse, p ${shown(p)}` : `no evidence that it is worse, p ${shown(p)}`;

const shown = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

const differences = (best: readonly (number | null)[], other: readonly (number | null)[]): readonly number[] =>
  best.map((score, fold) => (score ?? 0) - (other[fold] ?? 0));

/** −∞ − −∞ is no number. */
const order = (a: number, b: number): number => (a === b ? 0 : a - b);
