import { inputSizeOf, outputSizeOf, weightCounts } from '../../../algorithms/neural/network.ts';
import { heldRows } from '../../../algorithms/neural/train-network.ts';
import { designNetwork } from './design.ts';
import type { NetworkParams } from './params.ts';

/** More classes than this are rare, and their outputs small beside the rest. */
const classes = 16;
/** Programs and libraries. */
const base = 2 ** 25;

/** Bytes of a fit beside its matrix. Columns that make no image need nothing: the fit says so before it begins. */
export const networkMemory = (rows: number, columns: number, settings: NetworkParams): number => {
  try {
    const { layers } = designNetwork({ task: 'classification', columns, classes }, settings);
    const counts = layers.map(weightCounts).reduce((sum, { kernel, bias }) => sum + kernel + bias, 0);
    const values = layers.reduce((sum, layer) => sum + inputSizeOf(layer) + outputSizeOf(layer), 0);
    const together = Math.max(settings.batchSize * 2, heldRows);
    // Rows once more, row by row; weights, gradients, two moments of Adam and the best so far; values and deltas of a batch, as TensorFlow keeps them.
    return 4 * (rows * columns + counts * 5 + together * values) + base;
  } catch {
    return base;
  }
};
