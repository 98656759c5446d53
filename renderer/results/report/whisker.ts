import type { Metric } from '../../../contract/report.ts';

/** Places of a small drawing of value, interval and baseline, in percent of its width. */
export interface Whisker {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly baseline?: number;
}

const unitMetrics = new Set([
  'accuracy',
  'balanced-accuracy',
  'f1',
  'precision',
  'recall',
  'specificity',
  'roc-auc',
  'pr-auc',
  'brier',
  'jaccard',
]);

const within = (values: readonly number[]): readonly [number, number] => {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || Math.abs(high) || 1) * 0.15;
  return [low - margin, high + margin];
};

/** Metrics that lie between 0 and 1 are drawn on that scale; others on one that holds what there is to draw. */
export const whiskerOf = ({ name, value, low, high, baseline }: Metric): Whisker | undefined => {
  if (value === null) return undefined;
  const marks = [value, low, high, baseline].filter((mark) => typeof mark === 'number');
  if (marks.length < 2) return undefined;
  const unit = unitMetrics.has(name) && marks.every((mark) => mark >= 0 && mark <= 1);
  const [from, to] = unit ? [0, 1] : within(marks);
  const place = (mark: number): number => Math.round(((mark - from) / (to - from)) * 10_000) / 100;
  return {
    value: place(value),
    ...(low === undefined ? {} : { low: place(low) }),
    ...(high === undefined ? {} : { high: place(high) }),
    ...(typeof baseline === 'number' ? { baseline: place(baseline) } : {}),
  };
};
