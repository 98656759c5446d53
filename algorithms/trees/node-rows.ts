import type { Targets } from './targets.ts';

/**
 * Rows of one tree in an order in which every node's rows stand together, with what is needed of each beside it:
 * so that only its bins have to be fetched from elsewhere.
 */
export interface NodeRows {
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly spareRows: Int32Array;
  readonly spareValues: Float64Array;
  readonly spareWeights: Float64Array;
}

export const createNodeRows = (rows: number): NodeRows => ({
  rows: new Int32Array(rows),
  values: new Float64Array(rows),
  weights: new Float64Array(rows),
  spareRows: new Int32Array(rows),
  spareValues: new Float64Array(rows),
  spareWeights: new Float64Array(rows),
});

/** Takes in the rows that were drawn, weighted by how often; answers how many there are. */
export const fillNodeRows = ({ rows, values, weights }: NodeRows, drawn: Uint8Array, targets: Targets): number => {
  let count = 0;
  for (let row = 0; row < drawn.length; row++) {
    const weight = (drawn[row] as number) * (targets.weights ? (targets.weights[row] as number) : 1);
    if (!(weight > 0)) continue;
    rows[count] = row;
    values[count] = targets.values[row] as number;
    weights[count] = weight;
    count++;
  }
  return count;
};

/** Brings the rows whose bin goes left to the front of start…end, keeping their order; answers where the others start. */
export const partition = (
  nodeRows: NodeRows,
  bins: Uint8Array,
  goesLeft: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
): number => {
  const { rows, values, weights, spareRows, spareValues, spareWeights } = nodeRows;
  let left = start;
  let right = 0;
  for (let at = start; at < end; at++) {
    const row = rows[at] as number;
    if (goesLeft[bins[row] as number] === 1) {
      rows[left] = row;
      values[left] = values[at] as number;
      weights[left] = weights[at] as number;
      left++;
    } else {
      spareRows[right] = row;
      spareValues[right] = values[at] as number;
      spareWeights[right] = weights[at] as number;
      right++;
    }
  }
  rows.set(spareRows.subarray(0, right), left);
  values.set(spareValues.subarray(0, right), left);
  weights.set(spareWeights.subarray(0, right), left);
  return left;
};
