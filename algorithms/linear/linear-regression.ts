import type { FitContext } from '../../contract/context.ts';
import type { Estimator, LabelledMatrix, Matrix } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import { createDesign } from './design.ts';
import { fitLinearModel } from './fit-linear-model.ts';
import { inferLinear } from './infer-linear.ts';
import { linearScores, uncentred } from './linear-estimator.ts';
import { dependentColumns, dependentFeatures, notConverged } from './linear-findings.ts';
import { squaredLoss } from './losses.ts';

export interface LinearRegressionOptions {
  readonly penalty: 'none' | 'ridge' | 'lasso' | 'elastic-net';
  readonly alpha: number;
  /** Share of the L1 part of an elastic net. */
  readonly l1Ratio: number;
  readonly maxIterations: number;
}

type Reporting = Pick<FitContext, 'signal' | 'metric' | 'finding'>;

const totalWeight = ({ y, weights }: LabelledMatrix): number =>
  weights ? weights.reduce((sum, weight) => sum + weight, 0) : y.length;

/** In units of ½ Σ w·error²: ridge adds ½·α·|w|², the lasso's and the elastic net's own loss is divided by the weight. */
const strengthOf = (options: LinearRegressionOptions, weight: number): { readonly l1: number; readonly l2: number } => {
  const { penalty, alpha, l1Ratio } = options;
  switch (penalty) {
    case 'none':
      return { l1: 0, l2: 0 };
    case 'ridge':
      return { l1: 0, l2: alpha };
    case 'lasso':
      return { l1: alpha * weight, l2: 0 };
    case 'elastic-net':
      return { l1: alpha * l1Ratio * weight, l2: alpha * (1 - l1Ratio) * weight };
  }
};

/**
 * Least squares with the objectives of scikit-learn's LinearRegression, Ridge, Lasso and ElasticNet; the intercept is not penalised.
 * Features must have no missing values. The estimator has `coefficients` (one a column), `intercepts` (one) and, without a penalty,
 * their `covariance`.
 * @throws train.failed for missing or infinite values, data.no-training-rows
 */
export const fitLinearRegression = (
  data: LabelledMatrix,
  options: LinearRegressionOptions,
  ctx: Reporting,
): Estimator => {
  const weight = totalWeight(data);
  if (!(weight > 0)) throw fail('data.no-training-rows');
  if (!data.y.every(Number.isFinite))
    throw fail('train.failed', { values: { reason: 'the target has infinite values' } });
  const design = createDesign(data.x, 1);
  const start = new Float64Array(design.width);
  start[design.ones] = data.y.reduce((sum, y, row) => sum + y * (data.weights?.[row] ?? 1), 0) / weight;
  const strength = strengthOf(options, weight);
  const minimum = fitLinearModel(design, squaredLoss(data.y, data.weights), {
    strength,
    start,
    tolerance: 1e-6,
    maxIterations: options.maxIterations,
    signal: ctx.signal,
    watch: (iteration, value) => {
      ctx.metric('training loss', iteration, value / weight);
      return false;
    },
  });
  if (!minimum.converged) ctx.finding(notConverged(minimum));
  const dropped = dependentFeatures(minimum, 1, design);
  const { names, findings } = dependentColumns(dropped, data.x);
  findings.forEach(ctx.finding);
  const { inference, arrays } = inferLinear({ design, minimum, dropped, signal: ctx.signal }, data, strength);
  return {
    json: { kind: 'linear-regression', iterations: minimum.iterations, dependent: names, inference },
    arrays: { ...uncentred(design, 1, minimum.coefficients), ...arrays },
  };
};

/** One value a row. */
export const predictLinearRegression = (estimator: Estimator, x: Matrix): Float64Array => linearScores(estimator, x);
