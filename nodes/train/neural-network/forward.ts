import type { Matrix } from '../../../contract/matrix.ts';
import type { Activation, Layer, Network } from './network.ts';

const blockRows = 64;

/**
 * Predicts without TensorFlow: the same bits on every machine, and a model opens without loading it.
 * Answers rows × outputs, row-major, with sums in double precision.
 */
export const predictNetwork = ({ topology, layers }: Network, x: Matrix): Float64Array => {
  const outputs = topology.sizes.at(-1) ?? 1;
  const result = new Float64Array(x.rows * outputs);
  for (let start = 0; start < x.rows; start += blockRows) {
    const rows = Math.min(blockRows, x.rows - start);
    let values = rowMajor(x, start, rows);
    for (const [index, layer] of layers.entries()) {
      values = dense(values, rows, layer);
      if (index < layers.length - 1) activate(values, topology.activation);
    }
    if (topology.output === 'softmax') softmax(values, outputs);
    else for (let at = 0; at < values.length; at++) values[at] = unscaled(values[at] as number, topology.target);
    result.set(values, start * outputs);
  }
  return result;
};

const unscaled = (value: number, target: { readonly mean: number; readonly deviation: number }): number =>
  value * target.deviation + target.mean;

const rowMajor = (x: Matrix, start: number, rows: number): Float64Array => {
  const columns = x.columns.length;
  const values = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++)
      values[row * columns + column] = x.data[column * x.rows + start + row] as number;
  return values;
};

const dense = (values: Float64Array, rows: number, { inputs, units, kernel, bias }: Layer): Float64Array => {
  const sums = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    const into = sums.subarray(row * units, (row + 1) * units);
    into.set(bias);
    for (let input = 0; input < inputs; input++) {
      const value = values[row * inputs + input] as number;
      if (value === 0) continue;
      const from = input * units;
      for (let unit = 0; unit < units; unit++)
        into[unit] = (into[unit] as number) + value * (kernel[from + unit] as number);
    }
  }
  return sums;
};

const functions: Readonly<Record<Activation, (value: number) => number>> = {
  relu: (value) => Math.max(0, value),
  tanh: Math.tanh,
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

const activate = (values: Float64Array, activation: Activation): void => {
  const apply = functions[activation];
  for (let at = 0; at < values.length; at++) values[at] = apply(values[at] as number);
};

const softmax = (values: Float64Array, classes: number): void => {
  for (let start = 0; start < values.length; start += classes) {
    const row = values.subarray(start, start + classes);
    const largest = Math.max(...row);
    let total = 0;
    for (let code = 0; code < classes; code++) total += row[code] = Math.exp((row[code] as number) - largest);
    for (let code = 0; code < classes; code++) row[code] = (row[code] as number) / total;
  }
};
