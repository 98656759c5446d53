/** One feature of a matrix. Categories are stored as codes 0…levels−1, missing and unseen as NaN. */
export interface MatrixColumn {
  readonly name: string;
  readonly kind: 'number' | 'category';
  readonly levels: readonly string[];
}

/**
 * Features of `rows` rows, column-major: column j is `data.subarray(j * rows, (j + 1) * rows)`.
 * Missing is NaN. `data` may stand on a SharedArrayBuffer, and is then read by several workers at once:
 * nobody writes to a matrix that was handed to them.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: readonly MatrixColumn[];
  readonly data: Float32Array;
}

export const matrixColumn = (matrix: Matrix, index: number): Float32Array =>
  matrix.data.subarray(index * matrix.rows, (index + 1) * matrix.rows);

export type Task = 'classification' | 'regression';

/** A matrix with its target. For classification `y` holds class codes 0…classes−1, for regression values. */
export interface LabelledMatrix {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** Row weights; all 1 where absent. */
  readonly weights?: Float64Array;
}

export interface TrainingData extends LabelledMatrix {
  readonly task: Task;
  /** Class names in code order; empty for regression. */
  readonly classes: readonly string[];
  /** Validation rows, for early stopping and curves. Never test rows. */
  readonly validation?: LabelledMatrix;
}

export type TypedArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array | Int8Array;

/** What a fit leaves behind: plain JSON and named typed arrays, so that it can be stored, sent and exported. */
export interface Estimator {
  readonly json: import('./json.ts').JsonObject;
  readonly arrays: Readonly<Record<string, TypedArray>>;
}
