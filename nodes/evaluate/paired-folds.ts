import { larger } from '../../algorithms/metrics/metric-names.ts';
import { correctedMean } from '../../algorithms/statistics/corrected-resampling.ts';
import { type Pairing, pairsOf } from './paired-verdicts.ts';

/** What a learner scored on each of the folds, null where the metric is undefined. */
export interface ScoredByFold {
  readonly name: string;
  readonly scores: readonly (number | null)[];
}

/** Differences fold by fold: both learners were fitted on and scored by the same rows. */
const pairing = (one: ScoredByFold, two: ScoredByFold, metric: string, ratio: number): Pairing => {
  const sign = larger(metric) ? 1 : -1;
  const differences = one.scores.flatMap((a, fold) => {
    const b = two.scores[fold] ?? null;
    return a === null || b === null ? [] : [sign * (a - b)];
  });
  if (differences.length < one.scores.length) return { better: one.name, worse: two.name, difference: null };
  const { mean } = correctedMean(differences, ratio);
  const [better, worse] = mean >= 0 ? [one, two] : [two, one];
  const { interval, p } = correctedMean(mean >= 0 ? differences : differences.map((value) => -value), ratio);
  return { better: better.name, worse: worse.name, difference: Math.abs(mean), interval, p };
};

/** All pairs, with the interval and p value of Nadeau and Bengio's corrected test; see `correctedMean`. */
export const pairedFolds = (learners: readonly ScoredByFold[], metric: string, ratio: number): readonly Pairing[] =>
  pairsOf(learners).map(([one, two]) => pairing(one, two, metric, ratio));
