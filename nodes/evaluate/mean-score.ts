import { metricEnds } from '../../algorithms/metrics/metric-names.ts';
import { correctedMean } from '../../algorithms/statistics/corrected-resampling.ts';

/** Mean over the folds with its corrected interval; undefined as soon as it is undefined in one of them. */
export const meanScore = (scores: readonly (number | null)[], metric: string, ratio: number) => {
  const known = scores.filter((score) => score !== null);
  if (known.length < scores.length || known.length === 0) return { value: null, interval: undefined };
  const { mean, interval } = correctedMean(known, ratio);
  const [least, most] = metricEnds(metric);
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  return { value: mean, interval: interval && { low: within(interval.low), high: within(interval.high) } };
};
