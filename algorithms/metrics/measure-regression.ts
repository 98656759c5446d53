import { argsort } from '../sort/argsort.ts';
import { around, type Interval, meanHalfWidth, z } from './interval.ts';
import { mean } from './mean.ts';
import type { Measured } from './measure-classification.ts';
import { type RegressionMetric, regressionMetrics } from './metric-names.ts';
import { absoluteErrors, errorsOf, regressionScore, relativeErrors, squaredErrors } from './regression-score.ts';

const positive = [0, Number.POSITIVE_INFINITY] as const;
const anything = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

const meanInterval = (values: Float64Array, ends: readonly [number, number]): Interval | undefined => {
  const centre = mean(values);
  const half = meanHalfWidth(values);
  return centre === null || half === undefined ? undefined : around(centre, half, ends);
};

const rooted = (interval: Interval | undefined): Interval | undefined =>
  interval && { low: Math.sqrt(interval.low), high: Math.sqrt(interval.high) };

/** Order statistics about the median: free of any distribution. */
const medianInterval = (values: Float64Array): Interval | undefined => {
  const count = values.length;
  if (count < 6) return undefined;
  const order = argsort(values);
  const half = (z * Math.sqrt(count)) / 2;
  const at = (rank: number): number => values[order[Math.min(count - 1, Math.max(0, rank))] as number] as number;
  return { low: at(Math.floor(count / 2 - half)), high: at(Math.ceil(count / 2 + half)) };
};

/** Delta method: each row moves r² by −(error² − (residual / total)·deviation²) / total. */
const r2Interval = (y: Float64Array, predicted: Float64Array, value: number): Interval | undefined => {
  const centre = mean(y) ?? 0;
  const squares = squaredErrors(y, predicted);
  const deviations = y.map((actual) => (actual - centre) ** 2);
  const total = mean(deviations) ?? 0;
  if (!(total > 0)) return undefined;
  const half = meanHalfWidth(
    squares.map((square, row) => (square - (1 - value) * (deviations[row] as number)) / total),
  );
  return half === undefined ? undefined : around(value, half, [Number.NEGATIVE_INFINITY, 1]);
};

const intervalOf = (
  metric: RegressionMetric,
  y: Float64Array,
  predicted: Float64Array,
  value: number,
): Interval | undefined => {
  switch (metric) {
    case 'mae':
      return meanInterval(absoluteErrors(y, predicted), positive);
    case 'mse':
      return meanInterval(squaredErrors(y, predicted), positive);
    case 'rmse':
      return rooted(meanInterval(squaredErrors(y, predicted), positive));
    case 'median-ae':
      return medianInterval(absoluteErrors(y, predicted));
    case 'r2':
      return r2Interval(y, predicted, value);
    case 'mape':
      return meanInterval(relativeErrors(y, predicted), positive);
    case 'bias':
      return meanInterval(errorsOf(y, predicted), anything);
    // The largest error says nothing about how large one may yet come.
    case 'max-error':
      return undefined;
  }
};

/** All metrics of a regressor on one part's rows; the baseline is the mean of the same rows. */
export const measureRegression = (y: Float64Array, predicted: Float64Array): readonly Measured<RegressionMetric>[] => {
  const flat = new Float64Array(y.length).fill(mean(y) ?? Number.NaN);
  return regressionMetrics.map((name) => {
    const value = regressionScore(name, y, predicted);
    return {
      name,
      value,
      interval: value === null ? undefined : intervalOf(name, y, predicted, value),
      baseline: regressionScore(name, y, flat),
    };
  });
};
