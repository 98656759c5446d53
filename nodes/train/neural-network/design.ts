import {
  type Architecture,
  type DenseLayer,
  type Extent,
  type Layer,
  outputOf,
  sizeOf,
} from '../../../algorithms/neural/network.ts';
import type { TrainingData } from '../../../contract/matrix.ts';
import type { NetworkParams } from './params.ts';

/** The layers that the settings ask for, on these data. */
export const designNetwork = ({ task, x, classes }: TrainingData, settings: NetworkParams): Architecture => {
  const input: Extent = [1, 1, x.columns.length];
  const layers: Layer[] = [];
  let inputs = layers.length > 0 ? sizeOf(outputOf(layers.at(-1) as Layer)) : sizeOf(input);
  for (const units of settings.layers) {
    layers.push({ type: 'dense', inputs, units, activation: settings.activation });
    inputs = units;
  }
  return {
    kind: 'dense',
    input,
    layers: [...layers, lastLayer(task, classes, inputs)],
    output: outputFor(task, classes),
  };
};

const outputFor = (task: TrainingData['task'], classes: readonly string[]): Architecture['output'] => {
  if (task === 'regression') return 'linear';
  return classes.length === 2 ? 'sigmoid' : 'softmax';
};

const lastLayer = (task: TrainingData['task'], classes: readonly string[], inputs: number): DenseLayer => {
  const units = outputFor(task, classes) === 'softmax' ? classes.length : 1;
  return { type: 'dense', inputs, units, activation: 'linear' };
};
