import { featuresOf } from '../../../algorithms/search/feature-proposer.ts';
import type { Finished } from '../run-trials.ts';

/** Standard error of the mean over folds. */
const errorOf = ({ scores }: Finished): number => {
  const known = scores.filter((score) => score !== null);
  if (known.length < 2) return 0;
  const mean = known.reduce((sum, score) => sum + score, 0) / known.length;
  const variance = known.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (known.length - 1);
  return Math.sqrt(variance / known.length);
};

/**
 * The trial to go on with; −1 where none has a score. The best one, of equally good ones that with the fewest features; or the
 * fewest features within one standard error of the best (Breiman et al. 1984), of equally many the best.
 */
export const chosenSet = (trials: readonly Finished[], prefer: 'best' | 'fewest'): number => {
  const scored = [...trials.keys()].filter((index) => trials[index]?.score !== null);
  const goodness = (index: number): number => trials[index]?.goodness ?? Number.NEGATIVE_INFINITY;
  const size = (index: number): number => featuresOf(trials[index] as Finished).length;
  const byScore = scored.toSorted((a, b) => goodness(b) - goodness(a) || size(a) - size(b) || a - b);
  const [best] = byScore;
  if (best === undefined) return -1;
  if (prefer === 'best') return best;
  const least = goodness(best) - errorOf(trials[best] as Finished);
  const near = byScore.filter((index) => goodness(index) >= least);
  return near.toSorted((a, b) => size(a) - size(b) || goodness(b) - goodness(a) || a - b)[0] ?? best;
};
