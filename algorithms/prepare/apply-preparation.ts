import { type Matrix, type MatrixColumn, matrixColumn } from '../../contract/matrix.ts';
import type { Preparation } from '../../contract/values.ts';

type Allocate = (length: number) => Float32Array;

/** The columns that come out of a preparation: one a level where categories are spread, named `column=level`. */
export const preparedColumns = ({ input, oneHot }: Preparation): readonly MatrixColumn[] =>
  input.flatMap((column, index) =>
    oneHot[index]
      ? column.levels.map((level): MatrixColumn => ({ name: `${column.name}=${level}`, kind: 'number', levels: [] }))
      : [column],
  );

/** What was taken off each column that comes out of a preparation; null where it is as it was. */
export const preparedScales = ({ input, oneHot, scale }: Preparation): Preparation['scale'] =>
  input.flatMap((column, index) => (oneHot[index] ? column.levels.map(() => null) : [scale[index] ?? null]));

/** Whether a preparation changes anything. */
export const changes = ({ input, fill, oneHot, scale }: Preparation): boolean =>
  input.some((_, index) => fill[index] !== null || oneHot[index] || scale[index] !== null);

/**
 * Does to a matrix what was learned from training rows; its columns must be those of `preparation.input`, in order.
 * Answers the matrix itself where nothing needs doing, else a new one on memory from `allocate`.
 */
export const applyPreparation = (
  preparation: Preparation,
  x: Matrix,
  allocate: Allocate = (length) => new Float32Array(length),
): Matrix => {
  if (!changes(preparation)) return x;
  const columns = preparedColumns(preparation);
  const data = allocate(columns.length * x.rows);
  let next = 0;
  for (let index = 0; index < x.columns.length; index++) next += applyColumn(preparation, x, index, { data, next });
  return { rows: x.rows, columns, data };
};

/** Writes what becomes of input column `index` to `data`, from prepared column `next` on; answers how many columns it took. */
export const applyColumn = (
  { fill, oneHot, scale }: Preparation,
  x: Matrix,
  index: number,
  { data, next }: { readonly data: Float32Array; readonly next: number },
): number => {
  const width = oneHot[index] ? (x.columns[index]?.levels.length ?? 0) : 1;
  const target = data.subarray(next * x.rows, (next + width) * x.rows);
  const values = matrixColumn(x, index);
  if (oneHot[index]) spreadCodes(values, target);
  else fillAndScale(values, target, fill[index] ?? null, scale[index] ?? null);
  return width;
};

/** `target` is zero already. */
const spreadCodes = (codes: Float32Array, target: Float32Array): void => {
  const rows = codes.length;
  for (let row = 0; row < rows; row++) {
    const code = codes[row] as number;
    if (!Number.isNaN(code)) target[code * rows + row] = 1;
  }
};

const fillAndScale = (
  values: Float32Array,
  target: Float32Array,
  fill: number | null,
  scale: { readonly mean: number; readonly deviation: number } | null,
): void => {
  const { mean, deviation } = scale ?? { mean: 0, deviation: 1 };
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    const filled = Number.isNaN(value) && fill !== null ? fill : value;
    target[row] = scale ? (filled - mean) / deviation : filled;
  }
};
