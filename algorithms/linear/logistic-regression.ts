import type { FitContext } from '../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import { createDesign, type Design } from './design.ts';
import { type FitOptions, fitLinearModel } from './fit-linear-model.ts';
import { withHelpers } from './gradient-crew.ts';
import { inferLogistic, unknown } from './infer-linear.ts';
import { linearScores, uncentred } from './linear-estimator.ts';
import { dependentColumns, dependentFeatures, notConverged, separated } from './linear-findings.ts';
import { type ClassLabels, classLoss } from './losses.ts';

export interface LogisticRegressionOptions {
  readonly penalty: 'l2' | 'l1' | 'elastic-net' | 'none';
  /** Inverse strength of the penalty: the objective is C·Σ loss + penalty. */
  readonly C: number;
  /** Share of the L1 part of an elastic net; one half where absent. */
  readonly l1Ratio?: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

type Reporting = Pick<FitContext, 'signal' | 'metric' | 'finding' | 'progress' | 'helpers'>;

const l1Shares = (ratio: number) => ({ none: 0, l2: 0, l1: 1, 'elastic-net': ratio }) as const;

const strengthOf = ({ penalty, C, l1Ratio = 0.5 }: LogisticRegressionOptions): FitOptions['strength'] => {
  if (penalty === 'none') return { l1: 0, l2: 0 };
  const share = l1Shares(l1Ratio)[penalty];
  return { l1: share / C, l2: (1 - share) / C };
};

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
  if (present.every((code, index) => code === index)) return y;
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

/** The classes that have rows, which are what can be told apart. */
interface Present {
  readonly codes: readonly number[];
  readonly weights: readonly number[];
  readonly total: number;
  /** One score for two classes, one a class for more. */
  readonly outputs: number;
  readonly labels: ClassLabels;
}

const presentIn = (data: TrainingData): Present => {
  const weights = classWeights(data);
  const codes = [...weights.keys()].filter((code) => (weights[code] as number) > 0);
  if (codes.length < 2)
    throw fail('data.one-class', { column: 'target', values: { class: data.classes[codes[0] ?? 0] ?? 'none' } });
  return {
    codes,
    weights: codes.map((code) => weights[code] as number),
    total: weights.reduce((sum, value) => sum + value, 0),
    outputs: codes.length === 2 ? 1 : codes.length,
    labels: { y: recoded(data.y, codes), classes: codes.length, weights: data.weights },
  };
};

/**
 * Logistic regression, softmax for more than two classes, with the objective of scikit-learn's LogisticRegression:
 * C·Σ weight·loss + ½·|w|² (l2), + |w| (l1), or both by the `l1Ratio`; intercepts are not penalised. Features must have no missing values.
 * @throws data.one-class, train.failed for missing or infinite values
 */
export const fitLogisticRegression = (
  data: TrainingData,
  options: LogisticRegressionOptions,
  ctx: Reporting,
): Estimator => {
  const { penalty, maxIterations, tolerance } = options;
  const present = presentIn(data);
  const { outputs } = present;
  const design = createDesign(data.x, outputs);
  const loss = classLoss(design, present.labels);
  const strength = strengthOf(options);
  let separable = false;
  const watch = (iteration: number, value: number): boolean => {
    ctx.metric('training loss', iteration, value / present.total);
    ctx.progress(undefined, `Iteration ${iteration}`);
    separable = penalty === 'none' && isSeparated(value, present.total);
    return separable;
  };
  const start = startOf(design, outputs, present.weights);
  const fit = { strength, start, tolerance, maxIterations, signal: ctx.signal, watch };
  const { labels } = present;
  const minimum = withHelpers(design, { x: data.x, labels, loss, helpers: ctx.helpers }, (gradients) =>
    fitLinearModel(design, loss, { ...fit, gradients }),
  );
  if (separable) ctx.finding(separated);
  if (!minimum.converged) ctx.finding(notConverged(minimum));
  const free = penalty === 'none' && !separable;
  const dropped = free ? dependentFeatures(minimum, outputs, design) : [];
  const { names, findings } = dependentColumns(dropped, data.x);
  findings.forEach(ctx.finding);
  const { coefficients, intercepts } = uncentred(design, outputs, minimum.coefficients);
  if (outputs > 1) balance(intercepts, outputs);
  if (outputs > 1 && penalty === 'none') balance(coefficients, outputs);
  const { iterations } = minimum;
  const fitted = { design, minimum, dropped, signal: ctx.signal };
  const { inference, arrays } = separable
    ? { inference: unknown('separated'), arrays: {} }
    : inferLogistic(fitted, loss, strength);
  return {
    json: {
      kind: 'logistic-regression',
      classes: data.classes.length,
      present: present.codes,
      iterations,
      dependent: names,
      inference,
    },
    arrays: { coefficients, intercepts, ...arrays },
  };
};

/** Turns scores into probabilities in place, row by row. */
const softmax = (scores: Float64Array, outputs: number): void => {
  for (let start = 0; start < scores.length; start += outputs) {
    let top = Number.NEGATIVE_INFINITY;
    for (let at = start; at < start + outputs; at++) top = Math.max(top, scores[at] as number);
    let total = 0;
    for (let at = start; at < start + outputs; at++) {
      scores[at] = Math.exp((scores[at] as number) - top);
      total += scores[at] as number;
    }
    for (let at = start; at < start + outputs; at++) scores[at] = (scores[at] as number) / total;
  }
};

/** Rows × classes probabilities, row-major. */
export const predictLogisticRegression = (estimator: Estimator, x: Matrix): Float64Array => {
  const { classes, present } = estimator.json as unknown as {
    readonly classes: number;
    readonly present: readonly number[];
  };
  const scores = linearScores(estimator, x);
  const probabilities = new Float64Array(x.rows * classes);
  if (present.length > 2) {
    softmax(scores, present.length);
    for (let row = 0; row < x.rows; row++)
      for (let output = 0; output < present.length; output++)
        probabilities[row * classes + (present[output] as number)] = scores[row * present.length + output] as number;
    return probabilities;
  }
  const [first = 0, second = 1] = present;
  for (let row = 0; row < x.rows; row++) {
    const score = scores[row] as number;
    const small = Math.exp(-Math.abs(score));
    probabilities[row * classes + second] = (score >= 0 ? 1 : small) / (1 + small);
    probabilities[row * classes + first] = (score >= 0 ? small : 1) / (1 + small);
  }
  return probabilities;
};
