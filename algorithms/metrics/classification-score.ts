import { fail } from '../../contract/problem.ts';
import { confusionOf, marginsOf } from './confusion.ts';
import { confusionMetrics } from './confusion-metrics.ts';
import { mean } from './mean.ts';
import { type ClassificationMetric, isClassificationMetric } from './metric-names.ts';
import { predictedClasses } from './predicted-classes.ts';
import { aucOf, averagePrecisionOf, type Ranking, rankingOf, scoresOf } from './ranking.ts';
import { brierLosses, logLosses } from './row-losses.ts';

/** Two classes: of the second one. More: one against the rest, mean over all classes, undefined if it is for one. */
const ranked = (
  metric: (ranking: Ranking) => number | null,
  { y, probabilities, classes }: { y: Float64Array; probabilities: Float64Array; classes: number },
): number | null => {
  if (classes === 2) return metric(rankingOf(y, scoresOf(probabilities, classes, 1), 1));
  let sum = 0;
  for (let code = 0; code < classes; code++) {
    const value = metric(rankingOf(y, scoresOf(probabilities, classes, code), code));
    if (value === null) return null;
    sum += value;
  }
  return sum / classes;
};

/**
 * One metric of a classifier by its name in `classificationMetrics`; null where it is undefined.
 * @param y class codes, one a row
 * @param probabilities row-major, rows × classes
 * @throws param.invalid for a name that is none
 */
export const classificationScore = (
  metric: ClassificationMetric | (string & {}),
  y: Float64Array,
  probabilities: Float64Array,
  classes: number,
): number | null => {
  if (!isClassificationMetric(metric))
    throw fail('param.invalid', { param: 'metric', values: { reason: `${metric} is not a metric of classifiers` } });
  switch (metric) {
    case 'log-loss':
      return mean(logLosses(y, probabilities, classes));
    case 'brier':
      return mean(brierLosses(y, probabilities, classes));
    case 'roc-auc':
      return ranked(aucOf, { y, probabilities, classes });
    case 'pr-auc':
      return ranked(averagePrecisionOf, { y, probabilities, classes });
    default:
      return confusionMetrics[metric](marginsOf(confusionOf(y, predictedClasses(probabilities, classes), classes)));
  }
};
