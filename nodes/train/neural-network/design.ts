import {
  type Architecture,
  type ConvolutionLayer,
  type Extent,
  type Layer,
  outputOf,
  type PoolingLayer,
  sizeOf,
} from '../../../algorithms/neural/network.ts';
import type { Task } from '../../../contract/matrix.ts';
import { fail } from '../../../contract/problem.ts';
import type { NetworkParams } from './params.ts';

export interface Wanted {
  readonly task: Task;
  readonly columns: number;
  readonly classes: number;
}

/** The layers that the settings ask for. @throws train.not-an-image */
export const designNetwork = ({ task, columns, classes }: Wanted, settings: NetworkParams): Architecture => {
  const input = inputOf(columns, settings);
  const layers: Layer[] = settings.kind === 'dense' ? [] : convolutions(input, settings);
  const output = outputFor(task, classes);
  let inputs = sizeOf(lastExtent(layers, input));
  for (const units of settings.layers) {
    layers.push({ type: 'dense', inputs, units, activation: settings.activation });
    inputs = units;
  }
  layers.push({ type: 'dense', inputs, units: output === 'softmax' ? classes : 1, activation: 'linear' });
  return { kind: settings.kind, input, layers, output };
};

const outputFor = (task: Task, classes: number): Architecture['output'] => {
  if (task === 'regression') return 'linear';
  return classes === 2 ? 'sigmoid' : 'softmax';
};

const lastExtent = (layers: readonly Layer[], input: Extent): Extent => {
  const last = layers.at(-1);
  return last ? outputOf(last) : input;
};

/** Blocks of a convolution and, while there is something to halve, a pooling. */
const convolutions = (input: Extent, { kind, filters, kernelSize, activation }: NetworkParams): Layer[] => {
  const layers: Layer[] = [];
  const isSequence = kind === 'conv1d';
  for (const count of filters) {
    const from = lastExtent(layers, input);
    const convolution: ConvolutionLayer = {
      type: 'convolution',
      input: from,
      filters: count,
      size: [isSequence ? 1 : kernelSize, kernelSize],
      activation,
    };
    layers.push(convolution);
    const pooling: PoolingLayer = { type: 'pooling', input: outputOf(convolution), size: [isSequence ? 1 : 2, 2] };
    if (sizeOf(outputOf(pooling)) > 0) layers.push(pooling);
  }
  return layers;
};

/** Images are square unless a width is given; three channels are seen by what makes a square. */
const inputOf = (columns: number, { kind, width, channels }: NetworkParams): Extent => {
  if (kind === 'dense') return [1, 1, columns];
  const isSquare = (pixels: number): boolean => Number.isInteger(Math.sqrt(pixels));
  if (kind === 'conv1d') {
    const own = channels || 1;
    if (columns % own > 0) throw notAnImage(columns, `steps of ${own} channels`);
    return [1, columns / own, own];
  }
  const own = channels || (!width && isSquare(columns / 3) ? 3 : 1);
  const pixels = columns / own;
  const across = width || Math.sqrt(pixels);
  if (!Number.isInteger(pixels) || !Number.isInteger(across) || pixels % across > 0)
    throw notAnImage(columns, width ? `rows of ${width} pixels with ${own} channels` : 'a square image');
  return [pixels / across, across, own];
};

const notAnImage = (columns: number, what: string) => fail('train.not-an-image', { values: { columns, what } });
