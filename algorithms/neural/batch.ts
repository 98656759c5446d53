import type { LabelledMatrix, Matrix } from '../../contract/matrix.ts';
import type { Architecture } from './network.ts';

/** Some rows as networks take them: row-major. */
export interface Batch {
  readonly rows: number;
  readonly x: Float32Array;
  /** Class codes, or values brought to mean 0 and deviation 1. */
  readonly y: Float64Array;
  readonly weights: Float64Array;
  /** Sum of the weights. */
  readonly weight: number;
}

export interface TargetScale {
  readonly mean: number;
  readonly deviation: number;
}

export interface PackedRows {
  readonly rows: number;
  readonly columns: number;
  readonly x: Float32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** Rows side by side: picking them by chance from columns would miss the cache once a value, which took most of an epoch. */
export const packRows = ({ x, y, weights }: LabelledMatrix, rescale: Architecture['rescale']): PackedRows => ({
  rows: x.rows,
  columns: x.columns.length,
  x: rowMajor(x, [0, x.rows], rescale),
  y,
  weights,
});

const blockRows = 64;

/** Rows `start`…`end` of a matrix, row after row, as the network takes them. */
export const rowMajor = (
  x: Matrix,
  [start, end]: readonly [number, number],
  rescale: Architecture['rescale'],
): Float32Array => {
  const { scale, offset } = rescale ?? { scale: 1, offset: 0 };
  const columns = x.columns.length;
  const packed = new Float32Array((end - start) * columns);
  for (let block = start; block < end; block += blockRows) {
    const last = Math.min(block + blockRows, end);
    for (let column = 0; column < columns; column++)
      for (let row = block; row < last; row++)
        packed[(row - start) * columns + column] = (x.data[column * x.rows + row] as number) * scale + offset;
  }
  return packed;
};

/** Gathers the rows `order[start…end)`. */
export const gatherBatch = (
  { columns, x, y, weights }: PackedRows,
  { mean, deviation }: TargetScale,
  order: Uint32Array,
  [start, end]: readonly [number, number],
): Batch => {
  const rows = end - start;
  const batch = {
    x: new Float32Array(rows * columns),
    y: new Float64Array(rows),
    weights: new Float64Array(rows),
  };
  let weight = 0;
  for (let at = 0; at < rows; at++) {
    const row = order[start + at] as number;
    const from = row * columns;
    const to = at * columns;
    for (let column = 0; column < columns; column++) batch.x[to + column] = x[from + column] as number;
    batch.y[at] = ((y[row] as number) - mean) / deviation;
    const own = weights ? (weights[row] as number) : 1;
    batch.weights[at] = own;
    weight += own;
  }
  return { rows, ...batch, weight };
};
