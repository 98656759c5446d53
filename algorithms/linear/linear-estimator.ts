import type { Estimator, Matrix } from '../../contract/matrix.ts';
import type { Design } from './design.ts';

/** Coefficients by output, output after output, without the intercepts; and the intercepts for uncentred features. */
export interface LinearCoefficients {
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
}

/** Takes a minimiser's answer, which is about centred columns, apart. */
export const uncentred = (design: Design, outputs: number, found: Float64Array): LinearCoefficients => {
  const coefficients = new Float64Array(outputs * design.features);
  const intercepts = new Float64Array(outputs);
  for (let output = 0; output < outputs; output++) {
    let intercept = found[output * design.width + design.ones] as number;
    for (let feature = 0; feature < design.features; feature++) {
      const value = found[output * design.width + feature] as number;
      coefficients[output * design.features + feature] = value;
      intercept -= value * (design.means[feature] as number);
    }
    intercepts[output] = intercept;
  }
  return { coefficients, intercepts };
};

const blockRows = 4096;

/** Scores rows × outputs, row-major: intercept + Σ coefficient · feature. */
export const linearScores = (estimator: Pick<Estimator, 'arrays'>, x: Matrix): Float64Array => {
  const { coefficients, intercepts } = estimator.arrays as unknown as LinearCoefficients;
  const outputs = intercepts.length;
  const features = x.columns.length;
  const scores = new Float64Array(x.rows * outputs);
  for (let start = 0; start < x.rows; start += blockRows) {
    const end = Math.min(start + blockRows, x.rows);
    for (let output = 0; output < outputs; output++) {
      for (let row = start; row < end; row++) scores[row * outputs + output] = intercepts[output] as number;
      for (let feature = 0; feature < features; feature++) {
        const coefficient = coefficients[output * features + feature] as number;
        if (coefficient === 0) continue;
        const column = feature * x.rows;
        for (let row = start; row < end; row++)
          scores[row * outputs + output] =
            (scores[row * outputs + output] as number) + coefficient * (x.data[column + row] as number);
      }
    }
  }
  return scores;
};

/** Size of each feature's coefficient, the largest of all outputs; features are comparable only where they were scaled. */
export const linearImportance = (estimator: Pick<Estimator, 'arrays'>): Float64Array => {
  const { coefficients, intercepts } = estimator.arrays as unknown as LinearCoefficients;
  const features = coefficients.length / Math.max(1, intercepts.length);
  return Float64Array.from({ length: features }, (_, feature) => {
    let largest = 0;
    for (let output = 0; output < intercepts.length; output++)
      largest = Math.max(largest, Math.abs(coefficients[output * features + feature] as number));
    return largest;
  });
};
