import type { LabelledMatrix } from '../../../contract/matrix.ts';
import type { Topology } from './network.ts';

/** Some rows as TensorFlow takes them: row-major. */
export interface Batch {
  readonly rows: number;
  readonly x: Float32Array;
  /** One-hot for classes, the scaled value for regression. */
  readonly y: Float32Array;
  readonly weights: Float32Array;
  readonly weight: number;
}

/** Gathers the rows `order[start…end)` of column-major data. */
export const gatherBatch = (
  { x, y, weights }: LabelledMatrix,
  topology: Topology,
  order: Uint32Array,
  [start, end]: readonly [number, number],
): Batch => {
  const rows = end - start;
  const columns = x.columns.length;
  const outputs = topology.sizes.at(-1) ?? 1;
  const { mean, deviation } = topology.target;
  const batch = {
    x: new Float32Array(rows * columns),
    y: new Float32Array(rows * outputs),
    weights: new Float32Array(rows),
  };
  let weight = 0;
  for (let at = 0; at < rows; at++) {
    const row = order[start + at] as number;
    for (let column = 0; column < columns; column++)
      batch.x[at * columns + column] = x.data[column * x.rows + row] as number;
    const label = y[row] as number;
    if (topology.output === 'softmax') batch.y[at * outputs + label] = 1;
    else batch.y[at] = (label - mean) / deviation;
    const own = weights ? (weights[row] as number) : 1;
    batch.weights[at] = own;
    weight += own;
  }
  return { rows, ...batch, weight };
};
