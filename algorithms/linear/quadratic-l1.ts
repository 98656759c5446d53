import { factorise } from './cholesky.ts';

/** Minimise ½ w'Aw − b'w + Σ l1·|w|. `matrix` is symmetric and positive semi-definite, row-major. */
export interface QuadraticL1 {
  readonly matrix: Float64Array;
  readonly b: Float64Array;
  readonly l1: Float64Array;
}

export interface QuadraticL1Result {
  readonly solution: Float64Array;
  readonly converged: boolean;
}

const sweepsBetweenPolishes = 20;

const soft = (value: number, threshold: number): number =>
  value > threshold ? value - threshold : value < -threshold ? value + threshold : 0;

/** Slope of the smooth part: b − A·w. */
const slopeOf = ({ matrix, b }: QuadraticL1, w: Float64Array): Float64Array => {
  const size = b.length;
  const slope = Float64Array.from(b);
  for (let column = 0; column < size; column++) {
    const value = w[column] as number;
    if (value === 0) continue;
    const start = column * size;
    for (let row = 0; row < size; row++) slope[row] = (slope[row] as number) - (matrix[start + row] as number) * value;
  }
  return slope;
};

/** One pass of coordinate descent; answers the largest change in units of the objective. */
const sweep = ({ matrix, l1 }: QuadraticL1, w: Float64Array, slope: Float64Array): number => {
  const size = w.length;
  let largest = 0;
  for (let at = 0; at < size; at++) {
    const curvature = matrix[at * size + at] as number;
    if (!(curvature > 0)) continue;
    const before = w[at] as number;
    const after = soft((slope[at] as number) + curvature * before, l1[at] as number) / curvature;
    const change = after - before;
    if (change === 0) continue;
    w[at] = after;
    const start = at * size;
    for (let row = 0; row < size; row++) slope[row] = (slope[row] as number) - change * (matrix[start + row] as number);
    largest = Math.max(largest, change * change * curvature);
  }
  return largest;
};

/** Solves exactly for the coefficients that are not zero, their signs held; undefined where a sign or a zero would not keep. */
const polished = (problem: QuadraticL1, w: Float64Array): Float64Array | undefined => {
  const { matrix, b, l1 } = problem;
  const size = w.length;
  const active = [...w.keys()].filter((at) => w[at] !== 0 || (l1[at] === 0 && (matrix[at * size + at] as number) > 0));
  const inner = new Float64Array(active.length * active.length);
  const right = new Float64Array(active.length);
  active.forEach((row, i) => {
    right[i] = (b[row] as number) - (l1[row] as number) * Math.sign(w[row] as number);
    active.forEach((column, j) => {
      inner[i * active.length + j] = matrix[row * size + column] as number;
    });
  });
  const factor = factorise(inner, active.length);
  if (factor.rank < active.length) return undefined;
  const exact = new Float64Array(size);
  factor.solve(right).forEach((value, i) => {
    exact[active[i] as number] = value;
  });
  const slope = slopeOf(problem, exact);
  const kept = exact.every((value, at) => {
    const limit = l1[at] as number;
    if (limit === 0) return true;
    return value === 0
      ? Math.abs(slope[at] as number) <= limit * (1 + 1e-9)
      : Math.sign(value) === Math.sign(w[at] as number);
  });
  return kept ? exact : undefined;
};

/**
 * Coordinate descent (Friedman, Hastie and Tibshirani, 2010), ended by an exact solve on the coefficients that stay:
 * descent alone crawls where columns are nearly collinear.
 */
export const minimiseQuadraticL1 = (
  problem: QuadraticL1,
  start: Float64Array,
  maxSweeps = 20_000,
): QuadraticL1Result => {
  const w = Float64Array.from(start);
  let slope = slopeOf(problem, w);
  let first = 0;
  for (let count = 1; count <= maxSweeps; count++) {
    const largest = sweep(problem, w, slope);
    first = Math.max(first, largest);
    const settled = largest <= 1e-22 * first;
    if (settled || count % sweepsBetweenPolishes === 0) {
      const exact = polished(problem, w);
      if (exact) return { solution: exact, converged: true };
      if (settled) return { solution: w, converged: true };
      slope = slopeOf(problem, w);
    }
  }
  return { solution: w, converged: false };
};
