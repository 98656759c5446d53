import { larger } from '../../../algorithms/metrics/metric-names.ts';
import { correctedMean } from '../../../algorithms/statistics/corrected-resampling.ts';
import { scoreIn } from '../measured-fold.ts';
import { type Pairing, pairsOf } from '../paired-verdicts.ts';
import type { MeasuredLearner } from './fold-metrics.ts';

/** Differences fold by fold: both learners were fitted on and scored by the same rows. */
const pairing = (one: MeasuredLearner, two: MeasuredLearner, metric: string, ratio: number): Pairing => {
  const sign = larger(metric) ? 1 : -1;
  const differences = one.folds.flatMap((fold, index) => {
    const other = two.folds[index];
    const [a, b] = [scoreIn(fold, metric), other ? scoreIn(other, metric) : null];
    return a === null || b === null ? [] : [sign * (a - b)];
  });
  if (differences.length < one.folds.length) return { better: one.name, worse: two.name, difference: null };
  const { mean } = correctedMean(differences, ratio);
  const [better, worse] = mean >= 0 ? [one, two] : [two, one];
  const { interval, p } = correctedMean(mean >= 0 ? differences : differences.map((value) => -value), ratio);
  return { better: better.name, worse: worse.name, difference: Math.abs(mean), interval, p };
};

export const pairedFolds = (learners: readonly MeasuredLearner[], metric: string, ratio: number): readonly Pairing[] =>
  pairsOf(learners).map(([one, two]) => pairing(one, two, metric, ratio));
