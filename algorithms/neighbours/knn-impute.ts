import { nearest } from './nearest.ts';

/**
 * Squared Euclidean distance over the columns where both rows have a value, scaled up to all columns; NaN where there is none
 * (Dixon 1979; scikit-learn's nan_euclidean_distances).
 */
export const gappyDistance = (
  one: readonly Float64Array[],
  row: number,
  other: readonly Float64Array[],
  otherRow: number,
): number => {
  let [sum, count] = [0, 0];
  for (let column = 0; column < one.length; column++) {
    const difference =
      ((one[column] as Float64Array)[row] as number) - ((other[column] as Float64Array)[otherRow] as number);
    if (Number.isNaN(difference)) continue;
    sum += difference * difference;
    count++;
  }
  return count > 0 ? (sum * one.length) / count : Number.NaN;
};

/**
 * What a missing cell becomes: the mean of the column over the `k` nearest reference rows that have a value there, as
 * scikit-learn's KNNImputer with uniform weights. @returns NaN where no reference row can be compared or has a value
 */
export const neighbourMean = (
  reference: readonly Float64Array[],
  values: readonly Float64Array[],
  { row, column, k }: { readonly row: number; readonly column: number; readonly k: number },
): number => {
  const donors = reference[column] as Float64Array;
  const near = nearest(donors.length, k, (other) =>
    Number.isNaN(donors[other] as number) ? Number.NaN : gappyDistance(values, row, reference, other),
  );
  return near.reduce((sum, other) => sum + (donors[other] as number), 0) / near.length;
};
