import { metricEnds } from '../../../algorithms/metrics/metric-names.ts';
import { correctedMean } from '../../../algorithms/statistics/corrected-resampling.ts';
import type { Metric } from '../../../contract/report.ts';
import { type MeasuredFold, scoreIn } from '../measured-fold.ts';
import { metricOf } from '../parts.ts';

/** A learner, measured on each of the folds. */
export interface MeasuredLearner {
  readonly name: string;
  readonly folds: readonly MeasuredFold[];
}

export interface FoldSizes {
  /** Rows that are held out in some fold. */
  readonly rows: number;
  /** Rows held out ÷ rows trained on, of a fold. */
  readonly ratio: number;
}

const macro: ReadonlySet<string> = new Set(['precision', 'recall', 'f1', 'specificity']);

const meanOf = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;

/** Mean over the folds with its corrected interval; undefined as soon as it is undefined in one of them. */
export const meanMetric = ({ folds }: MeasuredLearner, name: string, ratio: number) => {
  const values = folds.map((fold) => scoreIn(fold, name));
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return { value: null, interval: undefined };
  const { mean, interval } = correctedMean(known, ratio);
  const [least, most] = metricEnds(name);
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  return { value: mean, interval: interval && { low: within(interval.low), high: within(interval.high) } };
};

/** The mean over the folds as of held-out rows, then each fold by itself. */
export const metricsOfFolds = (
  learner: MeasuredLearner,
  { rows, ratio }: FoldSizes,
  several: boolean,
): readonly Metric[] => {
  const model = several ? { model: learner.name } : {};
  const average = (name: string) => (macro.has(name) ? { average: 'macro' as const } : {});
  const [first] = learner.folds;
  const means = (first?.metrics ?? []).map(({ name }) => {
    const baseline = meanOf(
      learner.folds.map(({ metrics }) => metrics.find((one) => one.name === name)?.baseline ?? null),
    );
    return metricOf(
      { name, ...meanMetric(learner, name, ratio), baseline },
      { part: 'validation', n: rows, ...average(name), ...model },
    );
  });
  const each = learner.folds.flatMap(({ n, metrics }, index) =>
    metrics.map((metric) => metricOf(metric, { part: `fold-${index + 1}`, n, ...average(metric.name), ...model })),
  );
  return [...means, ...each];
};
