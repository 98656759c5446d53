import { sortNumbers } from '../sort/sort-numbers.ts';
import { quantileOf } from '../statistics/describe.ts';
import { nearest } from './nearest.ts';

/** Rows of one class: columns of numbers, and columns of codes for categories. */
export interface MixedRows {
  readonly rows: number;
  readonly numbers: readonly Float64Array[];
  readonly codes: readonly Int32Array[];
}

const medianOf = (values: Float64Array): number =>
  values.length === 0 ? 0 : quantileOf(sortNumbers(values.slice()), 0.5);

/** A missing number stands where half of the others are, so that it brings rows neither nearer nor farther. */
const withoutGaps = (values: Float64Array): Float64Array => {
  const middle = medianOf(values.filter(Number.isFinite));
  return values.map((value) => (Number.isFinite(value) ? value : middle));
};

const deviationOf = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
};

/**
 * The neighbours from which SMOTE-NC makes new rows (Chawla et al. 2002, §6.1), `k` a row or as many as there are. Distances
 * are Euclidean over the numbers; each category that differs adds half the square of the median deviation of the numbers, as
 * imbalanced-learn's SMOTENC does, and 1 where there are no numbers. @returns a function from a row to its neighbours
 */
export const smoteNeighbours = (
  { rows, numbers, codes }: MixedRows,
  k: number,
): ((row: number) => readonly number[]) => {
  const filled = numbers.map(withoutGaps);
  const middle = filled.length === 0 ? Math.SQRT2 : medianOf(Float64Array.from(filled, deviationOf));
  const differing = (middle * middle) / 2;
  return (row) =>
    nearest(rows, k, (other) => {
      if (other === row) return Number.NaN;
      let sum = 0;
      for (const values of filled) sum += ((values[row] as number) - (values[other] as number)) ** 2;
      for (const values of codes) if (values[row] !== values[other]) sum += differing;
      return sum;
    });
};

/** The commonest code among some rows; of equally common ones that of the nearest, which comes first. */
export const majority = (codes: Int32Array, rows: readonly number[]): number => {
  const votes = new Map<number, number>();
  for (const row of rows) votes.set(codes[row] as number, (votes.get(codes[row] as number) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return codes[rows.find((row) => votes.get(codes[row] as number) === most) ?? 0] ?? -1;
};
