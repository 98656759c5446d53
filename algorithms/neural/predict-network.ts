import type { FitContext } from '../../contract/context.ts';
import type { Matrix } from '../../contract/matrix.ts';
import { rowMajor } from './batch.ts';
import { openKernelNetwork } from './kernel-network.ts';
import { type Network, outputsOf, sizeOf } from './network.ts';

/**
 * Predicts on our own kernels, wherever the network was trained: the same bits on every machine, and TensorFlow need not be
 * there. Answers rows × classes probabilities, row-major, or one value a row.
 */
export const predictNetwork = (
  network: Network,
  x: Matrix,
  progress: FitContext['progress'] = () => undefined,
): Float64Array => {
  const { passRows, input, sums, forward } = openKernelNetwork(network, { learns: false });
  const inputs = sizeOf(network.input);
  if (x.columns.length !== inputs) throw new Error(`the network takes ${inputs} columns, not ${x.columns.length}`);
  const outputs = outputsOf(network);
  const classes = network.output === 'sigmoid' ? 2 : outputs;
  const result = new Float64Array(x.rows * classes);
  for (let start = 0; start < x.rows; start += passRows) {
    const end = Math.min(start + passRows, x.rows);
    input.set(rowMajor(x, [start, end], network.rescale));
    forward({ rows: end - start, first: 0 });
    for (let row = 0; row < end - start; row++)
      answers[network.output](
        sums.subarray(row * outputs, (row + 1) * outputs),
        result.subarray((start + row) * classes, (start + row + 1) * classes),
      );
    progress(end / x.rows, `predicted ${end.toLocaleString('en')} of ${x.rows.toLocaleString('en')} rows`);
  }
  return result;
};

type Answer = (sums: Float32Array, result: Float64Array) => void;

const answers: Readonly<Record<Network['output'], Answer>> = {
  linear: (sums, result) => result.set(sums),
  sigmoid: (sums, result) => {
    const small = Math.exp(-Math.abs(sums[0] as number));
    const [larger, smaller] = [1 / (1 + small), small / (1 + small)];
    result.set((sums[0] as number) >= 0 ? [smaller, larger] : [larger, smaller]);
  },
  softmax: (sums, result) => {
    let largest = Number.NEGATIVE_INFINITY;
    for (let code = 0; code < sums.length; code++) largest = Math.max(largest, sums[code] as number);
    let total = 0;
    for (let code = 0; code < sums.length; code++) total += result[code] = Math.exp((sums[code] as number) - largest);
    for (let code = 0; code < sums.length; code++) result[code] = (result[code] as number) / total;
  },
};
