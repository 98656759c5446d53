import { type Matrix, matrixColumn } from '../../contract/matrix.ts';
import { blockRows, type TreeKernels } from '../kernels/tree-kernels.ts';
import type { ColumnGroup } from './column-groups.ts';

export interface Binning {
  readonly kernels: TreeKernels;
  readonly floats: Float32Array;
  /** Their rows one after the other. */
  readonly matrices: readonly Matrix[];
  readonly plan: {
    /** 256 float32 a column, infinite beyond its edges. */
    readonly edges: number;
  };
}

/** Puts the values of a group's columns into bins, block by block; `values` is room for a block. */
export const binGroup = ({ plan, kernels, floats, matrices }: Binning, group: ColumnGroup, values: number): void => {
  const size = 2 ** group.shift;
  for (let own = 0; own < group.columns; own++) {
    const column = group.first + own;
    let first = 0;
    for (const matrix of matrices) {
      const source = matrixColumn(matrix, column);
      for (let from = 0; from < matrix.rows; from += blockRows) {
        const count = Math.min(blockRows, matrix.rows - from);
        floats.set(source.subarray(from, from + count), values / 4);
        const to = group.bins + (first + from) * size + own;
        if (matrix.columns[column]?.kind === 'category') kernels.binCategories(values, count, to, size);
        else kernels.binNumbers(values, count, plan.edges + column * 1024, to, size);
      }
      first += matrix.rows;
    }
  }
};
