import type { Estimator } from '../../contract/matrix.ts';
import { twoSided, twoSidedQuantile } from '../statistics/two-sided.ts';

/** Why a coefficient has no standard error. */
export type NoInference = 'penalty' | 'separated' | 'many-coefficients' | 'few-rows' | 'not-converged';

/** What an estimator's JSON says of its covariance; `degrees` of freedom are those of Student's t, absent for the normal distribution. */
export type Inference =
  | { readonly known: true; readonly degrees?: number }
  | { readonly known: false; readonly reason: NoInference };

/** One coefficient with what is known of it. */
export interface InferredCoefficient {
  /** Index among the outputs that have coefficients in the table. */
  readonly output: number;
  /** Column of the matrix; undefined for the intercept. */
  readonly feature: number | undefined;
  readonly value: number;
  readonly error: number | null;
  /** t or z. */
  readonly statistic: number | null;
  readonly p: number | null;
  /** 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Per column of the matrix, the mean and deviation that were taken off it; null where it is as it was. */
export type Scaling = readonly ({ readonly mean: number; readonly deviation: number } | null)[];

/** a'·V·b over one block of the covariance. */
const quadratic = (covariance: Float64Array, size: number, start: number, weights: Float64Array): number => {
  let total = 0;
  for (let row = 0; row < weights.length; row++) {
    const left = weights[row] as number;
    if (left === 0) continue;
    for (let column = 0; column < weights.length; column++) {
      const right = weights[column] as number;
      if (right !== 0) total += left * right * (covariance[(start + row) * size + start + column] as number);
    }
  }
  return total;
};

/** How a coefficient in the units of the raw columns is made of those of scaled ones. */
const combination = (feature: number | undefined, scaling: Scaling, values: Float64Array): Float64Array => {
  const weights = new Float64Array(scaling.length + 1);
  if (feature !== undefined) weights[feature] = 1 / (scaling[feature]?.deviation ?? 1);
  else {
    weights[scaling.length] = 1;
    scaling.forEach((scale, at) => {
      // A coefficient that is held at 0 does not move the intercept.
      if (scale && values[at] !== 0) weights[at] = -scale.mean / scale.deviation;
    });
  }
  return weights;
};

const rowOf = (value: number, variance: number, degrees: number | undefined) => {
  if (!(variance > 0)) return { value, error: null, statistic: null, p: null, low: null, high: null };
  const error = Math.sqrt(variance);
  const reach = twoSidedQuantile(0.05, degrees) * error;
  const statistic = value / error;
  return { value, error, statistic, p: twoSided(statistic, degrees), low: value - reach, high: value + reach };
};

/**
 * Coefficients in the units of the raw columns, output after output, the intercept first. With a covariance those of
 * several outputs are told against the first one, which has none of its own.
 */
export const inferCoefficients = (
  { arrays }: Pick<Estimator, 'arrays'>,
  inference: Inference,
  scaling: Scaling,
): readonly InferredCoefficient[] => {
  const { coefficients, intercepts, covariance } = arrays as Readonly<Record<string, Float64Array>>;
  if (!coefficients || !intercepts) return [];
  const features = scaling.length;
  const against = inference.known && intercepts.length > 1;
  const valuesOf = (output: number): Float64Array =>
    Float64Array.from({ length: features + 1 }, (_, at) =>
      at === features ? (intercepts[output] as number) : (coefficients[output * features + at] as number),
    );
  const base = against ? valuesOf(0) : new Float64Array(features + 1);
  const size = (intercepts.length - (against ? 1 : 0)) * (features + 1);
  return Array.from({ length: size }, (_, index): InferredCoefficient => {
    const block = Math.floor(index / (features + 1));
    const at = index % (features + 1);
    const feature = at === 0 ? undefined : at - 1;
    const output = block + (against ? 1 : 0);
    const values = valuesOf(output).map((value, place) => value - (base[place] as number));
    const weights = combination(feature, scaling, values);
    const value = weights.reduce((sum, weight, place) => sum + weight * (values[place] as number), 0);
    const variance =
      inference.known && covariance ? quadratic(covariance, size, block * (features + 1), weights) : Number.NaN;
    return { output, feature, ...rowOf(value, variance, inference.known ? inference.degrees : undefined) };
  });
};
