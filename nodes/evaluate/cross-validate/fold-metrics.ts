import type { FoldSet } from '../../../contract/context.ts';
import type { FoldScores, Metric } from '../../../contract/report.ts';
import { meanScore } from '../mean-score.ts';
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

export const meanMetric = ({ folds }: MeasuredLearner, name: string, ratio: number) =>
  meanScore(
    folds.map((fold) => scoreIn(fold, name)),
    name,
    ratio,
  );

/** All that was measured, for others to compare with. */
export const foldScores = (
  learners: readonly MeasuredLearner[],
  { rows, ratio }: FoldSizes,
  { key }: Pick<FoldSet, 'key'>,
): FoldScores => ({
  key,
  rows,
  ratio,
  learners: learners.map(({ name, folds }) => ({
    name,
    scores: Object.fromEntries(
      (folds[0]?.metrics ?? []).map((metric) => [metric.name, folds.map((fold) => scoreIn(fold, metric.name))]),
    ),
  })),
});

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
