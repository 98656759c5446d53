import { isLowerBetter } from '../../contract/metric-direction.ts';

/** Metrics of a classifier. `precision`, `recall`, `f1` and `specificity` are macro averages unless a class is named. */
export const classificationMetrics = [
  'accuracy',
  'balanced-accuracy',
  'precision',
  'recall',
  'f1',
  'specificity',
  'mcc',
  'kappa',
  'log-loss',
  'brier',
  'roc-auc',
  'pr-auc',
] as const;
export type ClassificationMetric = (typeof classificationMetrics)[number];

export const regressionMetrics = ['mae', 'rmse', 'mse', 'median-ae', 'r2', 'mape', 'max-error', 'bias'] as const;
export type RegressionMetric = (typeof regressionMetrics)[number];

/** Whether a larger value is a better one. Of `bias` the one nearest to zero is best, so compare its size. */
export const larger = (metric: string): boolean => !isLowerBetter(metric) && metric !== 'bias';

const ends: Readonly<Record<string, readonly [number, number]>> = {
  mcc: [-1, 1],
  kappa: [-1, 1],
  r2: [Number.NEGATIVE_INFINITY, 1],
  bias: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
};

/** Least and largest value that a metric can have. */
export const metricEnds = (metric: string): readonly [number, number] =>
  ends[metric] ?? (isLowerBetter(metric) ? [0, Number.POSITIVE_INFINITY] : [0, 1]);

export const isClassificationMetric = (name: string): name is ClassificationMetric =>
  (classificationMetrics as readonly string[]).includes(name);

export const isRegressionMetric = (name: string): name is RegressionMetric =>
  (regressionMetrics as readonly string[]).includes(name);
