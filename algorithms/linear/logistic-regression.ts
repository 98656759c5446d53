import type { FitContext } from '../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import { createDesign, type Design } from './design.ts';
import { fitLinearModel } from './fit-linear-model.ts';
import { linearScores, uncentred } from './linear-estimator.ts';
import { dependentColumns, notConverged, separated } from './linear-findings.ts';
import { logisticLoss, type RowLoss, softmaxLoss } from './losses.ts';

export interface LogisticRegressionOptions {
  readonly penalty: 'l2' | 'l1' | 'none';
  /** Inverse strength of the penalty: the objective is C·Σ loss + penalty. */
  readonly C: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

type Reporting = Pick<FitContext, 'signal' | 'metric' | 'finding' | 'progress'>;

/** Weight of the rows of each class. */
const classWeights = ({ y, weights, classes }: TrainingData): Float64Array => {
  const sums = new Float64Array(classes.length);
  for (let row = 0; row < y.length; row++) {
    const code = y[row] as number;
    sums[code] = (sums[code] as number) + (weights ? (weights[row] as number) : 1);
  }
  return sums;
};

/** Codes among the classes that have rows. A class without any can't be learned and gets the probability 0. */
const recoded = (y: Float64Array, present: readonly number[]): Float64Array => {
  const codes = new Map(present.map((code, index) => [code, index]));
  return y.map((code) => codes.get(code) ?? 0);
};

/** Intercepts to start from: the classes' shares, features left out. */
const startOf = (design: Design, outputs: number, weights: readonly number[]): Float64Array => {
  const start = new Float64Array(outputs * design.width);
  const [first = 1, second = 1] = weights;
  if (outputs === 1) start[design.ones] = Math.log(second / first);
  else {
    const centre = weights.reduce((sum, weight) => sum + Math.log(weight), 0) / outputs;
    weights.forEach((weight, output) => {
      start[output * design.width + design.ones] = Math.log(weight) - centre;
    });
  }
  return start;
};

/** Softmax does not change when all outputs shift alike; of the equal optima the one that sums to 0 over the classes. */
const balance = (values: Float64Array, outputs: number): void => {
  const each = values.length / outputs;
  for (let at = 0; at < each; at++) {
    let total = 0;
    for (let output = 0; output < outputs; output++) total += values[output * each + at] as number;
    for (let output = 0; output < outputs; output++)
      values[output * each + at] = (values[output * each + at] as number) - total / outputs;
  }
};

const isSeparated = (loss: number, weight: number): boolean => loss < 1e-7 * weight;

/**
 * Logistic regression, softmax for more than two classes, with the objective of scikit-learn's LogisticRegression:
 * C·Σ weight·loss + ½·|w|² (l2) or + |w| (l1); intercepts are not penalised. Features must have no missing values.
 * @throws data.one-class, train.failed for missing or infinite values
 */
export const fitLogisticRegression = (
  data: TrainingData,
  options: LogisticRegressionOptions,
  ctx: Reporting,
): Estimator => {
  const weights = classWeights(data);
  const present = [...weights.keys()].filter((code) => (weights[code] as number) > 0);
  if (present.length < 2)
    throw fail('data.one-class', { column: 'target', values: { class: data.classes[present[0] ?? 0] ?? 'none' } });
  const weight = weights.reduce((sum, value) => sum + value, 0);
  const y = recoded(data.y, present);
  const outputs = present.length === 2 ? 1 : present.length;
  const loss: RowLoss = outputs === 1 ? logisticLoss(y, data.weights) : softmaxLoss(y, present.length, data.weights);
  const design = createDesign(data.x);
  const strength = 1 / options.C;
  let separable = false;
  const minimum = fitLinearModel(design, loss, {
    strength: { l1: options.penalty === 'l1' ? strength : 0, l2: options.penalty === 'l2' ? strength : 0 },
    start: startOf(
      design,
      outputs,
      present.map((code) => weights[code] as number),
    ),
    tolerance: options.tolerance,
    maxIterations: options.maxIterations,
    signal: ctx.signal,
    watch: (iteration, value) => {
      ctx.metric('training loss', iteration, value / weight);
      ctx.progress(undefined, `Iteration ${iteration}`);
      separable = options.penalty === 'none' && isSeparated(value, weight);
      return separable;
    },
  });
  if (separable) ctx.finding(separated);
  if (!minimum.converged) ctx.finding(notConverged(minimum));
  const dependent =
    options.penalty === 'none' && !separable
      ? dependentColumns(minimum, outputs, { design, x: data.x })
      : { names: [], findings: [] };
  dependent.findings.forEach(ctx.finding);
  const { coefficients, intercepts } = uncentred(design, outputs, minimum.coefficients);
  if (outputs > 1) {
    balance(intercepts, outputs);
    if (options.penalty === 'none') balance(coefficients, outputs);
  }
  return {
    json: {
      kind: 'logistic-regression',
      classes: data.classes.length,
      present,
      iterations: minimum.iterations,
      dependent: dependent.names,
    },
    arrays: { coefficients, intercepts },
  };
};

/** Rows × classes probabilities, row-major. */
export const predictLogisticRegression = (estimator: Estimator, x: Matrix): Float64Array => {
  const { classes, present } = estimator.json as unknown as {
    readonly classes: number;
    readonly present: readonly number[];
  };
  const scores = linearScores(estimator, x);
  const probabilities = new Float64Array(x.rows * classes);
  if (present.length === 2) {
    const [first = 0, second = 1] = present;
    for (let row = 0; row < x.rows; row++) {
      const score = scores[row] as number;
      const small = Math.exp(-Math.abs(score));
      probabilities[row * classes + second] = (score >= 0 ? 1 : small) / (1 + small);
      probabilities[row * classes + first] = (score >= 0 ? small : 1) / (1 + small);
    }
    return probabilities;
  }
  const outputs = present.length;
  for (let row = 0; row < x.rows; row++) {
    let top = Number.NEGATIVE_INFINITY;
    for (let output = 0; output < outputs; output++) top = Math.max(top, scores[row * outputs + output] as number);
    let total = 0;
    for (let output = 0; output < outputs; output++) {
      const value = Math.exp((scores[row * outputs + output] as number) - top);
      probabilities[row * classes + (present[output] as number)] = value;
      total += value;
    }
    for (let code = 0; code < classes; code++)
      probabilities[row * classes + code] = (probabilities[row * classes + code] as number) / total;
  }
  return probabilities;
};
