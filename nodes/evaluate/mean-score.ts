import type { Interval } from '../../algorithms/metrics/interval.ts';
import { metricEnds } from '../../algorithms/metrics/metric-names.ts';
import { correctedMean } from '../../algorithms/statistics/corrected-resampling.ts';

/** No score lies beyond the ends of its metric, however far folds differ. */
export const insideEnds = ({ low, high }: Interval, metric: string): Interval => {
  const [least, most] = metricEnds(metric);
  return { low: Math.max(least, low), high: Math.min(most, high) };
};

/** Mean over the folds with its corrected interval; undefined as soon as it is undefined in one of them. */
export const meanScore = (scores: readonly (number | null)[], metric: string, ratio: number) => {
  const known = scores.filter((score) => score !== null);
  if (known.length < scores.length || known.length === 0) return { value: null, interval: undefined };
  const { mean, interval } = correctedMean(known, ratio);
  return { value: mean, interval: interval && insideEnds(interval, metric) };
};
