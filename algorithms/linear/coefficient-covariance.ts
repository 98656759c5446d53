import { factorise } from './cholesky.ts';
import type { Design } from './design.ts';

/** More coefficients than this have no covariance: it is a table of their number squared, kept in the model. */
export const mostInferred = 256;

/** Coefficients that are told apart: of two classes or a value one list, of more classes all but the first one's. */
export const inferredOutputs = (outputs: number): number => (outputs > 1 ? outputs - 1 : 1);

/**
 * Covariance of the coefficients at an optimum without a penalty: the inverse of the Hessian times `scale`. Output after
 * output, each with its features in order and then the intercept of uncentred features. Of several outputs the first is
 * what the others are told against, as in a multinomial logit. Features that were `dropped`, and what the data can't tell
 * beside, are NaN.
 * Greene, Econometric Analysis, 3.4 and 17.3.
 */
export const coefficientCovariance = (
  hessian: Float64Array,
  { features, ones, width, means }: Pick<Design, 'features' | 'ones' | 'width' | 'means'>,
  {
    outputs,
    scale,
    dropped,
  }: { readonly outputs: number; readonly scale: number; readonly dropped: readonly number[] },
): Float64Array => {
  const blocks = inferredOutputs(outputs);
  const each = features + 1;
  const size = blocks * each;
  const place = (at: number): number =>
    (Math.floor(at / each) + outputs - blocks) * width + (at % each === features ? ones : at % each);
  const inner = new Float64Array(size * size);
  const isHeld = (at: number): boolean => dropped.includes(at % each);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (!isHeld(row) && !isHeld(column))
        inner[row * size + column] = hessian[place(row) * outputs * width + place(column)] as number;
  const factor = factorise(inner, size);
  const covariance = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = scale;
    if (!factor.dependent.includes(column)) covariance.set(factor.solve(unit), column * size);
  }
  uncentre(covariance, { blocks, each, means });
  for (const at of factor.dependent)
    for (let other = 0; other < size; other++) {
      covariance[at * size + other] = Number.NaN;
      covariance[other * size + at] = Number.NaN;
    }
  return covariance;
};

interface Blocks {
  readonly blocks: number;
  readonly each: number;
  readonly means: Float64Array;
}

/** The intercept of uncentred features is that of centred ones less Σ mean · coefficient: first its rows, then its columns. */
const uncentre = (covariance: Float64Array, { blocks, each, means }: Blocks): void => {
  const size = blocks * each;
  const subtract = (block: number, cell: (at: number, other: number) => number): void => {
    const intercept = block * each + each - 1;
    for (let other = 0; other < size; other++) {
      let sum = 0;
      for (let feature = 0; feature < each - 1; feature++)
        sum += (means[feature] as number) * (covariance[cell(block * each + feature, other)] as number);
      const at = cell(intercept, other);
      covariance[at] = (covariance[at] as number) - sum;
    }
  };
  for (let block = 0; block < blocks; block++) subtract(block, (at, other) => at * size + other);
  for (let block = 0; block < blocks; block++) subtract(block, (at, other) => other * size + at);
};
