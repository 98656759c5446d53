import { type Matrix, matrixColumn } from '../../contract/matrix.ts';
import { sharedDoubles, sharedFloats } from './shared-array.ts';
import type { Labels } from './training-data.ts';

const pick = (values: Float64Array, rows: ArrayLike<number>): Float64Array => {
  const picked = sharedDoubles(rows.length);
  for (let at = 0; at < rows.length; at++) picked[at] = values[rows[at] as number] as number;
  return picked;
};

export const pickLabels = ({ y, weights }: Labels, rows: ArrayLike<number>): Labels => ({
  y: pick(y, rows),
  ...(weights ? { weights: pick(weights, rows) } : {}),
});

/** Some rows of a matrix, on shared memory. */
export const pickRows = (x: Matrix, rows: ArrayLike<number>): Matrix => {
  const data = sharedFloats(x.columns.length * rows.length);
  for (let index = 0; index < x.columns.length; index++) {
    const column = matrixColumn(x, index);
    const from = index * rows.length;
    for (let at = 0; at < rows.length; at++) data[from + at] = column[rows[at] as number] as number;
  }
  return { rows: rows.length, columns: x.columns, data };
};
