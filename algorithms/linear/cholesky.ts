/** A factored symmetric matrix that may be singular. */
export interface Factor {
  readonly size: number;
  readonly rank: number;
  /** Indices that came out as combinations of the others. */
  readonly dependent: readonly number[];
  /** A solution of A·x = b for b in A's range. */
  solve(b: Float64Array): Float64Array;
}

interface Work {
  readonly size: number;
  /** Lower triangle, row-major, rows and columns in pivot order. */
  readonly lower: Float64Array;
  readonly pivots: Int32Array;
}

const swap = ({ size, lower, pivots }: Work, one: number, two: number): void => {
  if (one === two) return;
  const exchange = (a: number, b: number): void => {
    const kept = lower[a] as number;
    lower[a] = lower[b] as number;
    lower[b] = kept;
  };
  const pivot = pivots[one] as number;
  pivots[one] = pivots[two] as number;
  pivots[two] = pivot;
  for (let at = 0; at < one; at++) exchange(one * size + at, two * size + at);
  exchange(one * size + one, two * size + two);
  for (let at = one + 1; at < two; at++) exchange(at * size + one, two * size + at);
  for (let at = two + 1; at < size; at++) exchange(at * size + one, at * size + two);
};

const largestDiagonal = ({ size, lower }: Work, from: number): number => {
  let best = from;
  for (let at = from + 1; at < size; at++)
    if ((lower[at * size + at] as number) > (lower[best * size + best] as number)) best = at;
  return best;
};

/** Outer-product Cholesky in place, largest diagonal first; answers the rank. */
const decompose = (work: Work, tolerance: number): number => {
  const { size, lower } = work;
  const below = new Float64Array(size);
  for (let step = 0; step < size; step++) {
    swap(work, step, largestDiagonal(work, step));
    const pivot = lower[step * size + step] as number;
    if (!(pivot > tolerance)) return step;
    const root = Math.sqrt(pivot);
    lower[step * size + step] = root;
    for (let row = step + 1; row < size; row++) {
      const value = (lower[row * size + step] as number) / root;
      lower[row * size + step] = value;
      below[row] = value;
    }
    for (let row = step + 1; row < size; row++) {
      const factor = below[row] as number;
      if (factor === 0) continue;
      const start = row * size;
      for (let column = step + 1; column <= row; column++)
        lower[start + column] = (lower[start + column] as number) - factor * (below[column] as number);
    }
  }
  return size;
};

const substitute = ({ size, lower }: Work, rank: number, values: Float64Array): void => {
  for (let row = 0; row < rank; row++) {
    let value = values[row] as number;
    for (let column = 0; column < row; column++)
      value -= (lower[row * size + column] as number) * (values[column] as number);
    values[row] = value / (lower[row * size + row] as number);
  }
  for (let row = rank - 1; row >= 0; row--) {
    let value = values[row] as number;
    for (let below = row + 1; below < rank; below++)
      value -= (lower[below * size + row] as number) * (values[below] as number);
    values[row] = value / (lower[row * size + row] as number);
  }
};

/**
 * Cholesky with diagonal pivoting of a symmetric positive semi-definite matrix (lower triangle of `matrix`, row-major, left as it is).
 * Rows and columns are first scaled to a unit diagonal. An index whose own share of its diagonal is below `tolerance` is
 * held to be a combination of the others, and gets 0 in every solution.
 * Golub and Van Loan, Matrix Computations, 4.2.8.
 */
export const factorise = (matrix: Float64Array, size: number, tolerance = 1e-11): Factor => {
  const scale = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const diagonal = matrix[at * size + at] as number;
    scale[at] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 0;
  }
  const work: Work = {
    size,
    lower: new Float64Array(size * size),
    pivots: Int32Array.from({ length: size }, (_, at) => at),
  };
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++)
      work.lower[row * size + column] =
        (matrix[row * size + column] as number) * (scale[row] as number) * (scale[column] as number);
  const rank = decompose(work, tolerance);
  const solve = (b: Float64Array): Float64Array => {
    const inner = new Float64Array(rank);
    for (let at = 0; at < rank; at++) {
      const index = work.pivots[at] as number;
      inner[at] = (b[index] as number) * (scale[index] as number);
    }
    substitute(work, rank, inner);
    const solution = new Float64Array(size);
    for (let at = 0; at < rank; at++) {
      const index = work.pivots[at] as number;
      solution[index] = (inner[at] as number) * (scale[index] as number);
    }
    return solution;
  };
  return { size, rank, dependent: [...work.pivots.subarray(rank)], solve };
};
