import { fail } from '../../contract/problem.ts';
import { argsort } from '../sort/argsort.ts';
import { mean } from './mean.ts';
import { isRegressionMetric, type RegressionMetric } from './metric-names.ts';

type Pair = (actual: number, predicted: number) => number;

const eachRow = (y: Float64Array, predicted: Float64Array, loss: Pair): Float64Array => {
  const losses = new Float64Array(y.length);
  for (let row = 0; row < y.length; row++) losses[row] = loss(y[row] as number, predicted[row] as number);
  return losses;
};

/** predicted − actual */
export const errorsOf = (y: Float64Array, predicted: Float64Array): Float64Array =>
  eachRow(y, predicted, (actual, guess) => guess - actual);
export const absoluteErrors = (y: Float64Array, predicted: Float64Array): Float64Array =>
  eachRow(y, predicted, (actual, guess) => Math.abs(guess - actual));
export const squaredErrors = (y: Float64Array, predicted: Float64Array): Float64Array =>
  eachRow(y, predicted, (actual, guess) => (guess - actual) ** 2);
/** |error| / |actual| of the rows whose actual value is not zero; the others are left out, for the caller to count. */
export const relativeErrors = (y: Float64Array, predicted: Float64Array): Float64Array =>
  eachRow(y, predicted, (actual, guess) => (actual === 0 ? Number.NaN : Math.abs((guess - actual) / actual))).filter(
    (error) => !Number.isNaN(error),
  );

export const medianOf = (values: Float64Array): number | null => {
  if (values.length === 0) return null;
  const order = argsort(values);
  const middle = values.length >> 1;
  const upper = values[order[middle] as number] as number;
  return values.length % 2 === 1 ? upper : (upper + (values[order[middle - 1] as number] as number)) / 2;
};

/** 1 − residual / total sum of squares; undefined for fewer than two rows or a constant actual value. */
const r2 = (y: Float64Array, predicted: Float64Array): number | null => {
  const centre = mean(y);
  if (centre === null || y.length < 2) return null;
  const total = mean(eachRow(y, predicted, (actual) => (actual - centre) ** 2)) ?? 0;
  const residual = mean(squaredErrors(y, predicted)) ?? 0;
  return total > 0 ? 1 - residual / total : null;
};

const largest = (values: Float64Array): number | null =>
  values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value), 0);

const root = (value: number | null): number | null => (value === null ? null : Math.sqrt(value));

/**
 * One metric of a regressor by its name in `regressionMetrics`; null where it is undefined.
 * `bias` is the mean of predicted − actual; `mape` leaves out rows whose actual value is zero.
 * @throws param.invalid for a name that is none
 */
export const regressionScore = (
  metric: RegressionMetric | (string & {}),
  y: Float64Array,
  predicted: Float64Array,
): number | null => {
  if (!isRegressionMetric(metric))
    throw fail('param.invalid', { param: 'metric', values: { reason: `${metric} is not a metric of regressors` } });
  switch (metric) {
    case 'mae':
      return mean(absoluteErrors(y, predicted));
    case 'mse':
      return mean(squaredErrors(y, predicted));
    case 'rmse':
      return root(mean(squaredErrors(y, predicted)));
    case 'median-ae':
      return medianOf(absoluteErrors(y, predicted));
    case 'r2':
      return r2(y, predicted);
    case 'mape':
      return mean(relativeErrors(y, predicted));
    case 'max-error':
      return largest(absoluteErrors(y, predicted));
    case 'bias':
      return mean(errorsOf(y, predicted));
  }
};
