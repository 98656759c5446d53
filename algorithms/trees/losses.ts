import type { LabelledMatrix } from '../../contract/matrix.ts';
import { argsort } from '../sort/argsort.ts';

export const numberLosses = ['squared', 'absolute', 'quantile', 'poisson'] as const;
export type NumberLoss = (typeof numberLosses)[number];

/** How far predictions of numbers are from the truth, and which way is down. `raw` is on the scale on which trees add up. */
export interface Loss {
  /** The best constant. */
  baseline(y: Float64Array, weights: Float64Array | undefined): number;
  /** First and second derivative by the raw prediction. */
  gradient(raw: number, y: number): number;
  hessian(raw: number): number;
  value(raw: number, y: number): number;
  /** The prediction that a raw value stands for. */
  predict(raw: number): number;
  /** Where the second derivative tells nothing, a leaf's value is this quantile of what its rows are off by. */
  readonly quantile?: number;
}

const sum = (values: Float64Array, weights: Float64Array | undefined): number =>
  values.reduce((total, value, row) => total + value * (weights ? (weights[row] as number) : 1), 0);

export const weightedMean = (values: Float64Array, weights: Float64Array | undefined): number => {
  const weight = weights ? weights.reduce((total, value) => total + value, 0) : values.length;
  return weight > 0 ? sum(values, weights) / weight : 0;
};

/** The quantile at which so much of the weight lies below; between two values it is the mean where the weight is met exactly. */
export const weightedQuantile = (values: Float64Array, weights: Float64Array | undefined, share: number): number => {
  if (values.length === 0) return 0;
  const order = argsort(values);
  const weightAt = (place: number): number => (weights ? (weights[order[place] as number] as number) : 1);
  let total = 0;
  for (let place = 0; place < order.length; place++) total += weightAt(place);
  const wanted = share * total;
  let below = 0;
  for (let place = 0; place < order.length; place++) {
    below += weightAt(place);
    const value = values[order[place] as number] as number;
    if (below > wanted) return value;
    if (below === wanted && place + 1 < order.length)
      return (value + (values[order[place + 1] as number] as number)) / 2;
  }
  return values[order[order.length - 1] as number] as number;
};

const squared: Loss = {
  baseline: weightedMean,
  gradient: (raw, y) => raw - y,
  hessian: () => 1,
  value: (raw, y) => (raw - y) ** 2,
  predict: (raw) => raw,
};

/** The pinball loss; at one half it is half the absolute error. */
const pinball = (share: number, scale: number): Loss => ({
  baseline: (y, weights) => weightedQuantile(y, weights, share),
  gradient: (raw, y) => (raw === y ? 0 : raw > y ? 1 - share : -share),
  hessian: () => 1,
  value: (raw, y) => scale * (raw > y ? (1 - share) * (raw - y) : share * (y - raw)),
  predict: (raw) => raw,
  quantile: share,
});

/** Raw values are logarithms; the loss is half the deviance. Counts of zero leave y·ln y out, as it is 0. */
const poisson: Loss = {
  baseline: (y, weights) => Math.log(Math.max(weightedMean(y, weights), 1e-12)),
  gradient: (raw, y) => Math.exp(raw) - y,
  hessian: (raw) => Math.exp(raw),
  value: (raw, y) => Math.exp(raw) - y * raw + (y > 0 ? y * Math.log(y) - y : 0),
  predict: (raw) => Math.exp(raw),
};

export const numberLoss = (name: NumberLoss, quantile: number): Loss =>
  ({ squared, absolute: pinball(0.5, 2), quantile: pinball(quantile, 1), poisson })[name];

/** ln(1 + e^x) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** Log loss of a row; `raw` has one value for two classes, else one a class. */
export const logLossOf = (raw: readonly number[] | Float64Array, code: number): number => {
  if (raw.length === 1) return code === 1 ? softplus(-(raw[0] as number)) : softplus(raw[0] as number);
  let top = Number.NEGATIVE_INFINITY;
  for (const value of raw) top = Math.max(top, value);
  let total = 0;
  for (const value of raw) total += Math.exp(value - top);
  return top + Math.log(total) - (raw[code] as number);
};

/** Raw values of each class's share, as far from certain as half a row. */
export const classBaselines = ({ y, weights }: LabelledMatrix, classes: number): Float64Array => {
  const shares = new Float64Array(classes);
  for (let row = 0; row < y.length; row++)
    shares[y[row] as number] = (shares[y[row] as number] as number) + (weights ? (weights[row] as number) : 1);
  const total = shares.reduce((a, b) => a + b, 0);
  const least = 0.5 / Math.max(1, y.length);
  const share = (code: number): number =>
    Math.min(1 - least, Math.max(least, total > 0 ? (shares[code] as number) / total : 1 / classes));
  if (classes === 2) return Float64Array.of(Math.log(share(1) / (1 - share(1))));
  return shares.map((_, code) => Math.log(share(code)));
};
