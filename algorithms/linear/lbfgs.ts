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

/**
 * Limited-memory BFGS; with an L1 penalty orthant-wise (OWL-QN; Andrew and Gao, 2007). For designs too wide for a Hessian.
 * Ends where no slope is left beyond `tolerance` times the first one.
 */
export const minimiseLbfgs = (objective: Objective, start: Float64Array, options: LbfgsOptions): Minimum => {
  const { penalty, tolerance, maxIterations } = options;
  const pairs: Pair[] = [];
  let w = start;
  let gradient = new Float64Array(objective.size);
  const valueAt = (point: Float64Array, slope: Float64Array): number =>
    objective.evaluate(point, slope) + addSmooth(penalty, point, slope) + absolutePart(penalty, point);
  let value = valueAt(w, gradient);
  const first = largest(pseudoGradient(w, gradient, penalty));
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const slope = pseudoGradient(w, gradient, penalty);
    if (largest(slope) <= tolerance * first)
      return { coefficients: w, value, iterations: iteration - 1, converged: true, dependent: [] };
    const direction = directionOf(pairs, slope);
    alignTo(direction, slope, penalty);
    const orthant = orthantOf(w, slope, penalty);
    let length = pairs.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
    let trial = w;
    let trialValue = value;
    const trialGradient = new Float64Array(objective.size);
    let improved = false;
    for (let halvings = 0; halvings < 40 && !improved; halvings++, length /= 2) {
      trial = moveTo(w, direction, length, orthant);
      trialValue = valueAt(trial, trialGradient);
      const expected = dot(
        slope,
        trial.map((to, at) => to - (w[at] as number)),
      );
      improved = trialValue <= value + 1e-4 * expected;
    }
    if (!improved) {
      if (pairs.length === 0)
        return {
          coefficients: w,
          value,
          iterations: iteration,
          converged: largest(slope) <= 1e-4 * first,
          dependent: [],
        };
      pairs.length = 0;
      continue;
    }
    remember(
      pairs,
      trial.map((to, at) => to - (w[at] as number)),
      trialGradient.map((to, at) => to - (gradient[at] as number)),
    );
    [w, value, gradient] = [trial, trialValue, trialGradient];
    if (options.watch?.(iteration, value))
      return { coefficients: w, value, iterations: iteration, converged: true, dependent: [] };
  }
  return { coefficients: w, value, iterations: maxIterations, converged: false, dependent: [] };
};
