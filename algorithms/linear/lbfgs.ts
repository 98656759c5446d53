import type { Minimum } from './newton.ts';
import type { Objective } from './objective.ts';
import { absolutePart, addSmooth, type Penalty } from './penalty.ts';

export interface LbfgsOptions {
  readonly penalty: Penalty;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly watch?: (iteration: number, value: number) => boolean;
}

interface Pair {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly product: number;
}

const remembered = 12;

const dot = (one: Float64Array, two: Float64Array): number => {
  let total = 0;
  for (let at = 0; at < one.length; at++) total += (one[at] as number) * (two[at] as number);
  return total;
};

/** The subgradient of least size: what is left of the slope once |w| has taken what it can. */
const pseudoGradient = (w: Float64Array, gradient: Float64Array, { l1 }: Penalty): Float64Array =>
  gradient.map((slope, at) => {
    const limit = l1[at] as number;
    const value = w[at] as number;
    if (value !== 0) return slope + Math.sign(value) * limit;
    return slope > limit ? slope - limit : slope < -limit ? slope + limit : 0;
  });

/** Two-loop recursion: −H·slope from the remembered pairs. */
const directionOf = (pairs: readonly Pair[], slope: Float64Array): Float64Array => {
  const direction = slope.map((value) => -value);
  const shares: number[] = [];
  for (const { moved, turned, product } of pairs.toReversed()) {
    const share = dot(moved, direction) / product;
    shares.push(share);
    for (let at = 0; at < direction.length; at++)
      direction[at] = (direction[at] as number) - share * (turned[at] as number);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.product / dot(last.turned, last.turned);
    for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] as number) * scale;
  }
  for (const { moved, turned, product } of pairs) {
    const change = (shares.pop() as number) - dot(turned, direction) / product;
    for (let at = 0; at < direction.length; at++)
      direction[at] = (direction[at] as number) + change * (moved[at] as number);
  }
  return direction;
};

/** Coefficients may not change sign within a step, and a direction may not point up the pseudo-gradient. */
const alignTo = (direction: Float64Array, slope: Float64Array, { l1 }: Penalty): void => {
  for (let at = 0; at < direction.length; at++)
    if ((l1[at] as number) > 0 && (direction[at] as number) * (slope[at] as number) >= 0) direction[at] = 0;
};

const moveTo = (w: Float64Array, direction: Float64Array, length: number, orthant: Float64Array): Float64Array =>
  w.map((value, at) => {
    const moved = value + length * (direction[at] as number);
    const side = orthant[at] as number;
    return side !== 0 && Math.sign(moved) !== side ? 0 : moved;
  });

/** Sign each penalised coefficient has to keep in this step; 0 where it is free. */
const orthantOf = (w: Float64Array, slope: Float64Array, { l1 }: Penalty): Float64Array =>
  w.map((value, at) => ((l1[at] as number) > 0 ? Math.sign(value) || -Math.sign(slope[at] as number) : 0));

const remember = (pairs: Pair[], moved: Float64Array, turned: Float64Array): void => {
  const product = dot(moved, turned);
  if (!(product > 1e-12 * dot(turned, turned))) return;
  pairs.push({ moved, turned, product });
  if (pairs.length > remembered) pairs.shift();
};

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

interface Point {
  readonly w: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Pseudo-gradient. */
  readonly slope: Float64Array;
}

const difference = (to: Float64Array, from: Float64Array): Float64Array =>
  to.map((value, at) => value - (from[at] as number));

/** The first point along the direction at which the value falls as it should; undefined where none does. */
const search = (
  from: Point,
  direction: Float64Array,
  penalty: Penalty,
  { at, length }: { readonly at: (w: Float64Array) => Point; readonly length: number },
): Point | undefined => {
  const orthant = orthantOf(from.w, from.slope, penalty);
  // Near the optimum values differ by no more than their rounding, while slopes still point down.
  const noise = 1e-14 * Math.abs(from.value);
  for (let halvings = 0, reach = length; halvings < 40; halvings++, reach /= 2) {
    const trial = at(moveTo(from.w, direction, reach, orthant));
    if (trial.value <= from.value + 1e-4 * dot(from.slope, difference(trial.w, from.w)) + noise) return trial;
  }
  return undefined;
};

/**
 * Limited-memory BFGS; with an L1 penalty orthant-wise (OWL-QN; Andrew and Gao, 2007). For designs too wide for a Hessian.
 * Ends where no slope is left beyond `tolerance` times the first one.
 */
export const minimiseLbfgs = (objective: Objective, start: Float64Array, options: LbfgsOptions): Minimum => {
  const { penalty, tolerance, maxIterations } = options;
  const at = (w: Float64Array): Point => {
    const gradient = new Float64Array(objective.size);
    const smooth = objective.evaluate(w, gradient) + addSmooth(penalty, w, gradient);
    return { w, gradient, value: smooth + absolutePart(penalty, w), slope: pseudoGradient(w, gradient, penalty) };
  };
  const pairs: Pair[] = [];
  let point = at(start);
  const first = largest(point.slope);
  const minimum = (iterations: number, converged: boolean): Minimum => ({
    coefficients: point.w,
    iterations,
    converged,
    dependent: [],
  });
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (largest(point.slope) <= tolerance * first) return minimum(iteration - 1, true);
    const direction = directionOf(pairs, point.slope);
    alignTo(direction, point.slope, penalty);
    const length = pairs.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(point.slope, point.slope))) : 1;
    const next = search(point, direction, penalty, { at, length });
    if (!next) {
      // Not even the steepest way leads down: rounding is all that is left.
      if (pairs.length === 0) return minimum(iteration, largest(point.slope) <= 1e-4 * first);
      pairs.length = 0;
      continue;
    }
    remember(pairs, difference(next.w, point.w), difference(next.gradient, point.gradient));
    point = next;
    if (options.watch?.(iteration, point.value)) return minimum(iteration, true);
  }
  return minimum(maxIterations, false);
};
