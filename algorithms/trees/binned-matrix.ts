import { type Matrix, matrixColumn } from '../../contract/matrix.ts';
import { binEdges, mostBins } from './bin-edges.ts';

/** Bin of missing values; values have bins 0…254. */
export const missingBin = 255;

/** A matrix whose values were put into at most 255 bins a column. Column-major, as a split looks at one column of many rows. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly bins: Uint8Array;
  /** Smallest and largest value of each bin, 256 a column. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  /** Per column the number of levels, 0 for numbers. Codes from 254 on share the last bin. */
  readonly levels: Int32Array;
}

/** First edge that is not below the value. */
const binOf = (edges: Float32Array, value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};

interface ColumnBins {
  readonly bins: Uint8Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

const fillNumbers = (values: Float32Array, { bins, low, high }: ColumnBins): void => {
  const edges = binEdges(values);
  low.fill(Number.POSITIVE_INFINITY);
  high.fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      bins[row] = missingBin;
      continue;
    }
    const bin = binOf(edges, value);
    bins[row] = bin;
    if (value < (low[bin] as number)) low[bin] = value;
    if (value > (high[bin] as number)) high[bin] = value;
  }
};

/** The bin of a category is its code. */
export const categoryBin = (code: number): number =>
  Number.isNaN(code) || code < 0 ? missingBin : Math.min(code, mostBins - 1);

const fillCategories = (values: Float32Array, { bins }: ColumnBins): void => {
  for (let row = 0; row < values.length; row++) bins[row] = categoryBin(values[row] as number);
};

export const binMatrix = (x: Matrix): BinnedMatrix => {
  const columns = x.columns.length;
  const bins = new Uint8Array(x.rows * columns);
  const low = new Float32Array(columns * 256);
  const high = new Float32Array(columns * 256);
  const levels = new Int32Array(columns);
  x.columns.forEach(({ kind, levels: names }, column) => {
    const own = {
      bins: bins.subarray(column * x.rows, (column + 1) * x.rows),
      low: low.subarray(column * 256, (column + 1) * 256),
      high: high.subarray(column * 256, (column + 1) * 256),
    };
    if (kind === 'category') {
      levels[column] = Math.max(1, names.length);
      fillCategories(matrixColumn(x, column), own);
    } else fillNumbers(matrixColumn(x, column), own);
  });
  return { rows: x.rows, columns, bins, low, high, levels };
};
