import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import { regressionScore } from '../../algorithms/metrics/regression-score.ts';
import type { Task } from '../../contract/matrix.ts';
import type { Metric } from '../../contract/report.ts';

const shown: Readonly<Record<Task, readonly string[]>> = {
  classification: ['accuracy', 'balanced-accuracy', 'log-loss', 'roc-auc'],
  regression: ['rmse', 'mae', 'r2'],
};

/** One metric of what a learner predicted; rows without a known target are left out. Null where it is undefined. */
export const scoreOf = (
  metric: string,
  task: Task,
  y: Float64Array,
  predicted: { readonly values: Float64Array; readonly classes: number },
): number | null => {
  const width = task === 'classification' ? predicted.classes : 1;
  const known = y.filter((value) => !Number.isNaN(value));
  const values =
    known.length === y.length
      ? predicted.values
      : predicted.values.filter((_, index) => !Number.isNaN(y[Math.floor(index / width)] as number));
  return task === 'classification'
    ? classificationScore(metric, known, values, predicted.classes)
    : regressionScore(metric, known, values);
};

/** A first impression on rows that were not trained on; intervals and the rest are the evaluators' business. */
export const quickMetrics = (
  task: Task,
  y: Float64Array,
  predicted: { readonly values: Float64Array; readonly classes: number },
): readonly Metric[] => {
  const n = y.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (n === 0) return [];
  return shown[task].map((name) => ({ name, part: 'validation', value: scoreOf(name, task, y, predicted), n }));
};
