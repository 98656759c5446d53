import { type Matrix, matrixColumn } from '../../contract/matrix.ts';
import { blockRows, type TreeKernels } from '../kernels/tree-kernels.ts';
import { type ColumnBins, categoryBin, columnBins } from './bin-edges.ts';
import { binGroup } from './bin-group.ts';
import type { ColumnGroup } from './column-groups.ts';
import type { ForestDesk, ForestPlan } from './forest-plan.ts';

/** One thread's view of the memory in which trees grow. */
export interface ForestBench {
  readonly plan: ForestPlan;
  readonly desk: ForestDesk;
  readonly kernels: TreeKernels;
  readonly bytes: Uint8Array;
  readonly shorts: Uint16Array;
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

export const createForestBench = (plan: ForestPlan, kernels: TreeKernels, thread: number): ForestBench => ({
  plan,
  kernels,
  desk: plan.desks[thread] as ForestDesk,
  bytes: new Uint8Array(kernels.buffer),
  shorts: new Uint16Array(kernels.buffer),
  ints: new Int32Array(kernels.buffer),
  floats: new Float32Array(kernels.buffer),
  doubles: new Float64Array(kernels.buffer),
});

const noBins: ColumnBins = { edges: new Float32Array(), low: new Float32Array(), high: new Float32Array() };

/** The bins of each column, at most `most`; categories have none, as their code is their bin. */
export const binsOf = (x: Matrix, most: number): readonly ColumnBins[] =>
  x.columns.map(({ kind }, column) => (kind === 'category' ? noBins : columnBins(matrixColumn(x, column), most)));

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

const binWideGroup = (
  { plan, shorts }: ForestBench,
  { first, columns, shift, bins }: ColumnGroup,
  x: Matrix,
  columnsBins: readonly ColumnBins[],
): void => {
  const size = 2 ** shift / 2;
  for (let column = first; column < first + columns; column++) {
    const values = matrixColumn(x, column);
    const { edges } = columnsBins[column] as ColumnBins;
    const category = x.columns[column]?.kind === 'category';
    for (let row = 0; row < x.rows; row++) {
      const value = values[row] as number;
      const bin = category
        ? categoryBin(value, plan.missing)
        : Number.isNaN(value)
          ? plan.missing
          : binOf(edges, value);
      shorts[bins / 2 + row * size + column - first] = bin;
    }
  }
};

/** The bins of a group's columns, row by row. */
const fillGroup = ({ plan, kernels }: ForestBench, { first, columns, shift, bins }: ColumnGroup): void => {
  const from = (plan.columnBins[first] as ColumnGroup).bins;
  for (let row = 0; row < plan.rows; row += blockRows) {
    const count = Math.min(blockRows, plan.rows - row);
    kernels.fillRecords(from + row, plan.columnStride, columns, count, bins + row * 2 ** shift, 2 ** shift);
  }
};

/** Puts all rows into bins. */
export const binForest = (bench: ForestBench, x: Matrix, columnsBins: readonly ColumnBins[]): void => {
  const { plan, desk, floats } = bench;
  if (plan.wide) {
    for (const group of plan.groups) binWideGroup(bench, group, x, columnsBins);
    return;
  }
  columnsBins.forEach(({ edges }, column) => {
    const from = plan.edges / 4 + column * 256;
    floats.fill(Number.POSITIVE_INFINITY, from, from + 256).set(edges, from);
  });
  const twice = plan.columnBins.length > 0;
  for (const group of twice ? plan.columnBins : plan.groups) binGroup({ ...bench, matrices: [x] }, group, desk.scratch);
  if (twice) for (const group of plan.groups) fillGroup(bench, group);
};
