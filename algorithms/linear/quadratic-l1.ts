import { type Factor, factorise } from './cholesky.ts';

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

interface Active {
  /** Coefficients that are not zero, or may be so for nothing. */
  readonly places: readonly number[];
  readonly inner: Float64Array;
}

const activeOf = ({ matrix, l1 }: QuadraticL1, w: Float64Array): Active => {
  const size = w.length;
  const places = [...w.keys()].filter((at) => w[at] !== 0 || (l1[at] === 0 && (matrix[at * size + at] as number) > 0));
  const inner = new Float64Array(places.length ** 2);
  places.forEach((row, i) => {
    places.forEach((column, j) => {
      inner[i * places.length + j] = matrix[row * size + column] as number;
    });
  });
  return { places, inner };
};

/** A direction along which the quadratic does not change: one column that is a combination of others, against them. */
const flatDirection = ({ places, inner }: Active, factor: Factor, size: number): Float64Array => {
  const [dependent = 0] = factor.dependent;
  const count = places.length;
  const others = factor.solve(inner.slice(dependent * count, (dependent + 1) * count));
  const direction = new Float64Array(size);
  places.forEach((place, i) => {
    direction[place] = i === dependent ? 1 : -(others[i] as number);
  });
  return direction;
};

/** The point of the line with the least Σ l1·|w|, where one more coefficient is zero; undefined where none becomes so. */
const leastAlong = ({ l1 }: QuadraticL1, w: Float64Array, direction: Float64Array): Float64Array | undefined => {
  let slope = 0;
  for (let at = 0; at < w.length; at++)
    slope += (l1[at] as number) * Math.sign(w[at] as number) * (direction[at] as number);
  const way = slope > 0 ? -1 : 1;
  const crossings = [...w.keys()]
    .map((at) => ({ at, length: (-way * (w[at] as number)) / (direction[at] as number) }))
    .filter(({ at, length }) => (l1[at] as number) > 0 && length > 0 && Number.isFinite(length))
    .sort((one, two) => one.length - two.length);
  let left = -Math.abs(slope);
  for (const { at, length } of crossings) {
    left += 2 * (l1[at] as number) * Math.abs(direction[at] as number);
    if (left < 0) continue;
    const moved = w.map((value, place) => value + way * length * (direction[place] as number));
    moved[at] = 0;
    return moved;
  }
  return undefined;
};

/** More than so many dependent columns would take longer to clear than to descend. */
const mostDependent = 32;

/**
 * Where columns depend on each other, as those of a one-hot category do, descent creeps along what the quadratic leaves open,
 * by no more than the penalty a sweep. So what is open is settled by the penalty alone, until no active column depends on others.
 */
const independent = (problem: QuadraticL1, w: Float64Array) => {
  let point = w;
  for (;;) {
    const active = activeOf(problem, point);
    const factor = factorise(active.inner, active.places.length);
    const { length } = factor.dependent;
    if (length === 0) return { point, active, factor };
    const next =
      length <= mostDependent ? leastAlong(problem, point, flatDirection(active, factor, w.length)) : undefined;
    if (!next) return undefined;
    point = next;
  }
};

/** Solves exactly for the coefficients that are not zero, their signs held; not `exact` where a sign or a zero would not keep. */
const polished = (problem: QuadraticL1, w: Float64Array): { readonly at: Float64Array; readonly exact: boolean } => {
  const { b, l1 } = problem;
  const found = independent(problem, w);
  if (!found) return { at: w, exact: false };
  const { point, active, factor } = found;
  const right = Float64Array.from(
    active.places,
    (place) => (b[place] as number) - (l1[place] as number) * Math.sign(point[place] as number),
  );
  const exact = new Float64Array(w.length);
  factor.solve(right).forEach((value, i) => {
    exact[active.places[i] as number] = value;
  });
  const slope = slopeOf(problem, exact);
  const kept = exact.every((value, at) => {
    const limit = l1[at] as number;
    if (limit === 0) return true;
    return value === 0
      ? Math.abs(slope[at] as number) <= limit * (1 + 1e-9)
      : Math.sign(value) === Math.sign(point[at] as number);
  });
  return kept ? { at: exact, exact: true } : { at: point, exact: false };
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
  let w = Float64Array.from(start);
  let slope = slopeOf(problem, w);
  let first = 0;
  for (let count = 1; count <= maxSweeps; count++) {
    const largest = sweep(problem, w, slope);
    first = Math.max(first, largest);
    const settled = largest <= 1e-22 * first;
    if (settled || count % sweepsBetweenPolishes === 0) {
      const { at, exact } = polished(problem, w);
      if (exact || (settled && at === w)) return { solution: at, converged: true };
      w = Float64Array.from(at);
      slope = slopeOf(problem, w);
    }
  }
  return { solution: w, converged: false };
};
