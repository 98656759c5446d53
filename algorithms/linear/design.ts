import type { Matrix } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';

/**
 * A matrix with a column of ones behind its features, handed out in blocks of doubles with the column means taken off.
 * Centring costs nothing here and keeps the normal equations well-conditioned.
 */
export interface Design {
  readonly rows: number;
  readonly features: number;
  /** Index of the column of ones. */
  readonly ones: number;
  /** Features, ones, and zeros up to a multiple of four: loops need no remainder. */
  readonly width: number;
  readonly means: Float64Array;
  /** Column j of the current block is `block.subarray(j * blockRows, …)`; rows beyond the block's end are zeros. */
  readonly block: Float64Array;
  readonly blockRows: number;
  /** Fills `block` with rows from `start` on and answers how many there are. */
  load(start: number): number;
}

const meansOf = (x: Matrix): Float64Array => {
  const means = new Float64Array(x.columns.length);
  for (let column = 0; column < means.length; column++) {
    const end = (column + 1) * x.rows;
    let total = 0;
    for (let at = column * x.rows; at < end; at++) total += x.data[at] as number;
    if (!Number.isFinite(total)) throw notFinite(x, column);
    means[column] = x.rows > 0 ? total / x.rows : 0;
  }
  return means;
};

const notFinite = (x: Matrix, column: number) =>
  fail('train.failed', {
    values: { reason: `the column “${x.columns[column]?.name}” has missing or infinite values` },
  });

const roundedUp = (count: number): number => Math.ceil(count / 4) * 4;

/** @throws train.failed where a value is missing or infinite */
export const createDesign = (x: Matrix): Design => {
  const features = x.columns.length;
  const width = roundedUp(features + 1);
  // A block of doubles of about 256 KiB stays in a core's own cache.
  const blockRows = roundedUp(Math.min(1024, Math.max(64, Math.floor(32768 / width))));
  const means = meansOf(x);
  const block = new Float64Array(width * blockRows);
  const load = (start: number): number => {
    const count = Math.min(blockRows, x.rows - start);
    for (let column = 0; column < features; column++) {
      const from = column * x.rows + start;
      const to = column * blockRows;
      const mean = means[column] as number;
      for (let row = 0; row < count; row++) block[to + row] = (x.data[from + row] as number) - mean;
    }
    block.fill(1, features * blockRows, features * blockRows + count);
    if (count < blockRows)
      for (let column = 0; column <= features; column++)
        block.fill(0, column * blockRows + count, (column + 1) * blockRows);
    return count;
  };
  return { rows: x.rows, features, ones: features, width, means, block, blockRows, load };
};
