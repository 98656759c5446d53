import { type Factor, factorise } from './cholesky.ts';
import type { Objective } from './objective.ts';
import { absolutePart, addSmooth, type Penalty, scaledPenalty } from './penalty.ts';
import { minimiseQuadraticL1 } from './quadratic-l1.ts';

export interface NewtonOptions {
  readonly penalty: Penalty;
  /** Relative size of a step below which the optimum is held to be reached. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Sample whose curvature stands for that of all rows, where those are many. */
  readonly curvatureRows?: Objective;
  /** Told the value after each iteration; answers true to stop. */
  readonly watch?: (iteration: number, value: number) => boolean;
}

export interface Minimum {
  readonly coefficients: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** Coefficients that the data can't tell from others. */
  readonly dependent: readonly number[];
}

interface Curvature {
  readonly matrix: Float64Array;
  readonly factor: Factor | undefined;
  /** Root of the diagonal: makes steps of differently scaled coefficients comparable. */
  readonly units: Float64Array;
}

/** `share`: of the rows whose loss is minimised; `objective` may look at fewer of them. */
const curvatureOf = (objective: Objective, share: number, coefficients: Float64Array, penalty: Penalty): Curvature => {
  const matrix = objective.hessian(coefficients);
  const { size } = objective;
  const scale = share / objective.share;
  if (scale !== 1) for (let at = 0; at < matrix.length; at++) matrix[at] = (matrix[at] as number) * scale;
  for (let at = 0; at < size; at++)
    matrix[at * size + at] = (matrix[at * size + at] as number) + (penalty.l2[at] as number);
  return {
    matrix,
    factor: penalty.hasL1 ? undefined : factorise(matrix, size),
    units: Float64Array.from({ length: size }, (_, at) => Math.sqrt(matrix[at * size + at] as number)),
  };
};

const dot = (one: Float64Array, two: Float64Array): number => {
  let total = 0;
  for (let at = 0; at < one.length; at++) total += (one[at] as number) * (two[at] as number);
  return total;
};

/** Where the quadratic model around `w` has its minimum, as a step from `w`. */
const stepOf = (curvature: Curvature, penalty: Penalty, w: Float64Array, gradient: Float64Array): Float64Array => {
  if (curvature.factor) return curvature.factor.solve(gradient).map((value) => -value);
  const { matrix } = curvature;
  const size = w.length;
  const b = gradient.map((slope, row) => dot(matrix.subarray(row * size, (row + 1) * size), w) - slope);
  const { solution } = minimiseQuadraticL1({ matrix, b, l1: penalty.l1 }, w);
  return solution.map((value, at) => value - (w[at] as number));
};

const relativeSize = (step: Float64Array, w: Float64Array, units: Float64Array): number => {
  let largestStep = 0;
  let largest = 0;
  for (let at = 0; at < step.length; at++) {
    largestStep = Math.max(largestStep, Math.abs(step[at] as number) * (units[at] as number));
    largest = Math.max(largest, Math.abs(w[at] as number) * (units[at] as number));
  }
  return largestStep === 0 ? 0 : largestStep / Math.max(largest, Number.MIN_VALUE);
};

interface Point {
  readonly w: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

const moved = (w: Float64Array, step: Float64Array, length: number): Float64Array =>
  w.map((from, at) => from + length * (step[at] as number));

/** Halves the step until the value falls as it should; `length` tells how far it went. */
const backtrack = (
  from: Point,
  step: Float64Array,
  penalty: Penalty,
  { at, noise }: { readonly at: (w: Float64Array) => Point; readonly noise: number },
): Point & { readonly length: number } => {
  const expected =
    dot(from.gradient, step) + absolutePart(penalty, moved(from.w, step, 1)) - absolutePart(penalty, from.w);
  let length = 1;
  let trial = at(moved(from.w, step, length));
  for (let halvings = 0; halvings < 40; halvings++) {
    if (trial.value <= from.value + 1e-4 * length * expected + noise) break;
    length /= 2;
    trial = at(moved(from.w, step, length));
  }
  return { ...trial, length };
};

/**
 * Steps shrink by a factor that grows no worse, so after one of this size about `size` · factor is left of the way. Where
 * that is nothing, another look at all rows would change nothing. With an L1 penalty a coefficient may still leave zero.
 */
const isLast = (size: number, before: number, { penalty, tolerance }: NewtonOptions): boolean =>
  !penalty.hasL1 && before < 1 && size < 0.3 * before && (2 * size * size) / before <= tolerance;

/**
 * Newton's method with backtracking; with an L1 penalty proximal Newton (Lee, Sun and Saunders, 2014).
 * Where `curvatureRows` is given, its curvature is reused and only gradients are taken over all rows: each step then
 * gains a fixed factor instead of squaring the error, at a fraction of the cost.
 */
export const minimiseNewton = (objective: Objective, start: Float64Array, options: NewtonOptions): Minimum => {
  const { penalty, tolerance, maxIterations } = options;
  const at = (w: Float64Array): Point => {
    const gradient = new Float64Array(objective.size);
    const smooth = objective.evaluate(w, gradient) + addSmooth(penalty, w, gradient);
    return { w, gradient, value: smooth + absolutePart(penalty, w) };
  };
  let point = at(start);
  // A perfect fit brings the value to where only rounding is left of it.
  const noise = 1e-13 * Math.abs(point.value);
  let sample = options.curvatureRows;
  let curvature = curvatureOf(sample ?? objective, objective.share, point.w, penalty);
  let before = Number.POSITIVE_INFINITY;
  const minimum = (iterations: number, converged: boolean): Minimum => ({
    coefficients: point.w,
    iterations,
    converged,
    dependent: curvature.factor?.dependent ?? [],
  });
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const step = stepOf(curvature, penalty, point.w, point.gradient);
    if (isLast(relativeSize(step, moved(point.w, step, 1), curvature.units), before, options)) {
      point = { ...point, w: moved(point.w, step, 1) };
      return minimum(iteration, true);
    }
    const next = backtrack(point, step, penalty, { at, noise });
    const size = relativeSize(step, next.w, curvature.units);
    point = next;
    const stopped = options.watch?.(iteration, point.value) ?? false;
    if (stopped || (next.length === 1 && size <= tolerance)) return minimum(iteration, true);
    if (sample && (next.length < 1 || size > 0.3 * before)) sample = undefined;
    if (!sample) curvature = curvatureOf(objective, objective.share, point.w, penalty);
    before = size;
  }
  return minimum(maxIterations, false);
};

/** Where the minimum on a sample of the rows lies, to start from. */
export const minimiseOnSample = (sample: Objective, start: Float64Array, options: NewtonOptions): Float64Array =>
  minimiseNewton(sample, start, {
    penalty: scaledPenalty(options.penalty, sample.share),
    maxIterations: Math.min(30, options.maxIterations),
    tolerance: 1e-3,
  }).coefficients;
