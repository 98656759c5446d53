import { type Confusion, confusionOf, type Margins, marginsOf } from './confusion.ts';
import { confusionInterval, f1Interval } from './confusion-interval.ts';
import { classMetrics, confusionMetrics } from './confusion-metrics.ts';
import { around, type Interval, meanHalfWidth, wilson } from './interval.ts';
import { mean } from './mean.ts';
import type { ClassificationMetric } from './metric-names.ts';
import { aucOf, averagePrecisionOf, type Ranking, rankingOf, scoresOf } from './ranking.ts';
import { aucInterval, averagePrecisionInterval } from './ranking-interval.ts';
import { brierLosses, logLosses } from './row-losses.ts';

/** A metric with its 95 % interval and what the most frequent class of the same rows would have got. */
export interface Measured<Name extends string = string> {
  readonly name: Name;
  /** null where the metric is undefined. */
  readonly value: number | null;
  readonly interval: Interval | undefined;
  readonly baseline: number | null;
  /** Class code, for the metric of one class. */
  readonly code?: number;
}

export interface ClassifiedRows {
  /** Class codes. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Rows × classes, row-major. */
  readonly probabilities: Float64Array;
  readonly classes: number;
}

export interface MeasuredClassification {
  readonly metrics: readonly Measured<ClassificationMetric>[];
  /** Precision, recall, f1 and specificity of each class that occurs. */
  readonly ofClasses: readonly Measured<ClassificationMetric>[];
  readonly confusion: Confusion;
  /** By class code; of two classes only the second one's. */
  readonly rankings: readonly { readonly ranking: Ranking; readonly code: number }[];
}

/** What the most frequent class of the same rows would have got. */
const baselineOf = ({ total, actual }: Margins): Margins => {
  const best = actual.indexOf(actual.reduce((most, count) => Math.max(most, count), 0));
  const only = (value: number): Float64Array => actual.map((_, code) => (code === best ? value : 0));
  return { total, actual, hits: only(actual[best] as number), predicted: only(total) };
};

const ends: Readonly<Record<string, readonly [number, number]>> = { mcc: [-1, 1], kappa: [-1, 1] };
const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

const fromConfusion = (confusion: Confusion, margins: Margins): Measured<ClassificationMetric>[] => {
  const names = Object.keys(confusionMetrics) as (keyof typeof confusionMetrics)[];
  return names.map((name) => {
    const metric = confusionMetrics[name];
    const value = metric(margins);
    const interval =
      value === null
        ? undefined
        : name === 'accuracy'
          ? wilson(sumOf(margins.hits), margins.total)
          : confusionInterval(confusion, metric, value, ends[name] ?? [0, 1]);
    return { name, value, interval, baseline: metric(baselineOf(margins)) };
  });
};

const fromClass = (margins: Margins, code: number): Measured<ClassificationMetric>[] => {
  const hits = margins.hits[code] as number;
  const actual = margins.actual[code] as number;
  const predicted = margins.predicted[code] as number;
  const others = margins.total - actual;
  const intervals = {
    precision: wilson(hits, predicted),
    recall: wilson(hits, actual),
    f1: f1Interval(margins, code),
    specificity: wilson(others - (predicted - hits), others),
  };
  const baseline = baselineOf(margins);
  return (['precision', 'recall', 'f1', 'specificity'] as const).map((name) => ({
    name,
    code,
    value: classMetrics[name](margins, code),
    interval: intervals[name],
    baseline: classMetrics[name](baseline, code),
  }));
};

const fromLosses = (rows: ClassifiedRows, { total, actual }: Margins): Measured<ClassificationMetric>[] => {
  const shares = [...actual].map((count) => count / total);
  const entropy = -shares.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0);
  const gini = 1 - shares.reduce((sum, share) => sum + share * share, 0);
  const measured = (
    name: 'log-loss' | 'brier',
    losses: Float64Array,
    baseline: number,
  ): Measured<ClassificationMetric> => {
    const value = mean(losses);
    const half = meanHalfWidth(losses);
    return {
      name,
      value,
      interval: value === null || half === undefined ? undefined : around(value, half, [0, Number.POSITIVE_INFINITY]),
      baseline: total > 0 ? baseline : null,
    };
  };
  return [
    measured('log-loss', logLosses(rows.actual, rows.probabilities, rows.classes), entropy),
    // Of two classes Brier's loss counts one probability, which is half of both.
    measured('brier', brierLosses(rows.actual, rows.probabilities, rows.classes), rows.classes === 2 ? gini / 2 : gini),
  ];
};

const averaged = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;

const fromRankings = (
  rows: ClassifiedRows,
  rankings: MeasuredClassification['rankings'],
  { total, actual }: Margins,
): Measured<ClassificationMetric>[] => {
  const auc = averaged(rankings.map(({ ranking }) => aucOf(ranking)));
  const precision = averaged(rankings.map(({ ranking }) => averagePrecisionOf(ranking)));
  const prevalence = averaged(rankings.map(({ code }) => (actual[code] as number) / total));
  return [
    {
      name: 'roc-auc',
      value: auc,
      interval: auc === null ? undefined : aucInterval(rows.actual, rankings),
      baseline: auc === null ? null : 0.5,
    },
    {
      name: 'pr-auc',
      value: precision,
      interval: precision === null ? undefined : averagePrecisionInterval(rankings.map(({ ranking }) => ranking)),
      baseline: precision === null ? null : prevalence,
    },
  ];
};

/** All metrics of a classifier on one part's rows. Macro averages over classes; ROC and PR of two classes are of the second. */
export const measureClassification = (rows: ClassifiedRows): MeasuredClassification => {
  const { actual, predicted, probabilities, classes } = rows;
  const confusion = confusionOf(actual, predicted, classes);
  const margins = marginsOf(confusion);
  const codes = [...Array(classes).keys()];
  const rankings = (classes === 2 ? [1] : codes).map((code) => ({
    code,
    ranking: rankingOf(actual, scoresOf(probabilities, classes, code), code),
  }));
  return {
    metrics: [
      ...fromConfusion(confusion, margins),
      ...fromLosses(rows, margins),
      ...fromRankings(rows, rankings, margins),
    ],
    ofClasses: codes
      .filter((code) => (margins.actual[code] as number) + (margins.predicted[code] as number) > 0)
      .flatMap((code) => fromClass(margins, code)),
    confusion,
    rankings,
  };
};
