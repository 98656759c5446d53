import type { FitContext } from '../../contract/context.ts';
import type { TrainingData } from '../../contract/matrix.ts';
import type { Run } from './growing-tree.ts';
import { classBaselines, type Loss, type NumberLoss, numberLoss } from './losses.ts';
import { factors, slots, type Workbench } from './workbench.ts';

export interface BoostingOptions {
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  /** null for none. */
  readonly maxDepth: number | null;
  /** Fewest rows a leaf. */
  readonly minLeaf: number;
  readonly l2: number;
  /** Share of the rows, and of the columns, that each round sees. */
  readonly subsample: number;
  readonly columnSample: number;
  /** Rounds without a better loss on the validation rows after which to stop. */
  readonly earlyStop: number;
  /** Of numbers; classes have the log loss. */
  readonly loss: NumberLoss;
  readonly quantile: number;
}

export type FitReporting = Pick<FitContext, 'seed' | 'signal' | 'metric' | 'progress' | 'helpers'>;

/** Everything about one fit that stays as it is from round to round. */
export interface Boosting {
  readonly bench: Workbench;
  readonly run: Run;
  readonly options: BoostingOptions;
  /** Undefined for classes. */
  readonly loss: Loss | undefined;
  readonly outputs: number;
  readonly baseline: Float64Array;
  /** Targets and weights (of mean 1) of the training rows, then the validation rows. */
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly raw: readonly Float64Array[];
}

/** Trees a round: one, or one a class from three classes on; none where there is only one class. */
export const outputsOf = ({ task, classes }: TrainingData): number =>
  task === 'regression' ? 1 : classes.length > 2 ? classes.length : Math.max(0, classes.length - 1);

const joined = (a: Float64Array, b: Float64Array | undefined): Float64Array => {
  const all = new Float64Array(a.length + (b?.length ?? 0));
  all.set(a);
  if (b) all.set(b, a.length);
  return all;
};

const ones = (count: number): Float64Array => new Float64Array(count).fill(1);

/** Weights with mean 1 over the training rows: only their ratios count. */
const weightsOf = ({ weights, y, validation }: TrainingData): Float64Array | undefined => {
  if (!weights) return undefined;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = total > 0 ? y.length / total : 1;
  return joined(weights, validation && (validation.weights ?? ones(validation.y.length))).map((each) => each * scale);
};

export const createBoosting = (
  data: TrainingData,
  options: BoostingOptions,
  { bench, run }: { readonly bench: Workbench; readonly run: Run },
): Boosting => {
  const { plan, kernels, floats } = bench;
  const loss = data.task === 'regression' ? numberLoss(options.loss, options.quantile) : undefined;
  const baseline = loss
    ? Float64Array.of(loss.baseline(data.y, data.weights))
    : classBaselines(data, data.classes.length);
  const y = joined(data.y, data.validation?.y);
  const weights = weightsOf(data);
  const raw = Array.from(
    { length: plan.outputs },
    (_, output) => new Float64Array(kernels.buffer, plan.raw + output * plan.rawStride, plan.rows),
  );
  for (const [output, values] of raw.entries()) values.fill(baseline[output] as number);
  floats.set(y, plan.labels / 4);
  if (weights) floats.set(weights, plan.weights / 4);
  return { bench, run, options, loss, outputs: plan.outputs, baseline, y, weights, raw };
};

/** Gradients of numbers; the training rows only. */
const numberGradients = ({ bench, y, weights, raw }: Boosting, { gradient, hessian }: Loss): void => {
  const { plan, floats, doubles } = bench;
  const values = raw[0] as Float64Array;
  let [top, topHessian] = [0, 0];
  for (let row = 0; row < plan.trained; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    const g = Math.fround(gradient(values[row] as number, y[row] as number) * weight);
    const h = Math.fround(hessian(values[row] as number) * weight);
    floats[plan.gradients / 4 + row] = g;
    floats[plan.hessians / 4 + row] = h;
    top = Math.max(top, Math.abs(g));
    topHessian = Math.max(topHessian, h);
  }
  doubles.set([top, topHessian], plan.perThread / 8);
};

/** What must be done once a round, before the gradients of each output. */
export const beginRound = ({ loss, outputs, run }: Boosting): void => {
  if (!loss && outputs > 1) run('softmaxNorms');
};

/**
 * Computes gradients and packs them as whole numbers, about ten bits each (Shi et al., “Quantized Training of Gradient
 * Boosting Decision Trees”, 2022): sums of whole numbers do not depend on who added which. Answers what one unit stands for.
 */
export const packGradients = (
  boosting: Boosting,
  output: number,
  salt: number,
): { readonly gradientUnit: number; readonly hessianUnit: number } => {
  const { bench, run, loss, outputs } = boosting;
  const { plan, ints, doubles } = bench;
  ints[plan.control / 4 + slots.output] = output;
  let threads = 1;
  if (loss) numberGradients(boosting, loss);
  else threads = run(outputs > 1 ? 'softmax' : 'logistic');
  let [top, topHessian] = [0, 0];
  for (let thread = 0; thread < threads; thread++) {
    top = Math.max(top, doubles[(plan.perThread + thread * 64) / 8] as number);
    topHessian = Math.max(topHessian, doubles[(plan.perThread + thread * 64) / 8 + 1] as number);
  }
  // Sums over all rows must fit in 31 bits.
  const levels = Math.max(1, Math.min(511, Math.floor(((2 ** 31 - 1) / plan.trained - 1) / 2)));
  const gradientUnit = top > 0 ? top / levels : 1;
  const hessianUnit = topHessian > 0 ? topHessian / (2 * levels + 1) : 1;
  ints.set([salt, levels], plan.control / 4 + slots.salt);
  doubles.set([1 / gradientUnit, 1 / hessianUnit], plan.control / 8 + factors.gradient);
  run('quantise');
  return { gradientUnit, hessianUnit };
};
