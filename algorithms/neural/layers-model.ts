import type { Json, JsonObject } from '../../contract/json.ts';
import {
  type Activation,
  type Architecture,
  type Extent,
  type Layer,
  type Network,
  outputOf,
  sizeOf,
  type Weights,
} from './network.ts';

/** A network as TensorFlow.js saves its layers models: what `model.json` says, and the weights by name. */
export interface LayersModel {
  readonly topology: JsonObject;
  readonly weightSpecs: readonly WeightSpec[];
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

interface Named {
  readonly class_name: string;
  readonly config: JsonObject;
}

/** It takes the columns of the matrix as they are: networks on images and sequences begin with a Reshape. */
export const toLayersModel = (network: Network): LayersModel => {
  const names = network.layers.map((layer, index) => `${layer.type}_${index + 1}`);
  const layers = [
    ...opening(network),
    ...network.layers.flatMap((layer, index) => saved(network, layer, index, names)),
  ];
  const [first, ...rest] = layers;
  const withInput = first && {
    ...first,
    config: { ...first.config, batch_input_shape: [null, sizeOf(network.input)] },
  };
  const weightSpecs: WeightSpec[] = [];
  const arrays: Record<string, Float32Array> = {};
  for (const [index, layer] of network.layers.entries()) {
    const weights = network.weights[index];
    if (!weights) continue;
    for (const [part, shape] of Object.entries(shapesOf(network, layer))) {
      const name = `${names[index]}/${part}`;
      weightSpecs.push({ name, shape, dtype: 'float32' });
      arrays[name] = weights[part as keyof Weights];
    }
  }
  return {
    topology: {
      class_name: 'Sequential',
      config: { name: 'network', layers: [withInput, ...rest] as unknown as Json },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightSpecs,
    arrays,
  };
};

const isSequence = ({ kind }: Architecture): boolean => kind === 'conv1d';

const opening = (network: Architecture): readonly Named[] => {
  const { input, rescale, kind } = network;
  if (kind === 'dense') return [];
  const [height, width, channels] = input;
  const shape = isSequence(network) ? [width, channels] : [height, width, channels];
  return [
    { class_name: 'Reshape', config: { name: 'reshape', target_shape: shape } },
    ...(rescale ? [{ class_name: 'Rescaling', config: { name: 'rescaling', ...rescale } }] : []),
  ];
};

const saved = (network: Architecture, layer: Layer, index: number, names: readonly string[]): readonly Named[] => {
  const name = names[index] as string;
  const dimensions = isSequence(network) ? '1D' : '2D';
  const sides = (size: readonly [number, number]): number[] => (isSequence(network) ? [size[1]] : [...size]);
  if (layer.type === 'pooling') {
    const size = sides(layer.size);
    const config = { name, pool_size: size, strides: size, padding: 'valid' };
    return [{ class_name: `MaxPooling${dimensions}`, config }];
  }
  if (layer.type === 'convolution') {
    const { filters, activation } = layer;
    const config = { name, filters, kernel_size: sides(layer.size), padding: 'same', activation, use_bias: true };
    return [{ class_name: `Conv${dimensions}`, config }];
  }
  const isLast = index === network.layers.length - 1;
  const activation = isLast ? network.output : layer.activation;
  const before = network.layers[index - 1];
  const flattens = network.kind !== 'dense' && before?.type !== 'dense';
  return [
    ...(flattens ? [{ class_name: 'Flatten', config: { name: 'flatten' } }] : []),
    { class_name: 'Dense', config: { name, units: layer.units, activation, use_bias: true } },
  ];
};

const shapesOf = (network: Architecture, layer: Layer): Readonly<Record<string, readonly number[]>> => {
  if (layer.type === 'pooling') return {};
  if (layer.type === 'dense') return { kernel: [layer.inputs, layer.units], bias: [layer.units] };
  const size = isSequence(network) ? [layer.size[1]] : layer.size;
  return { kernel: [...size, layer.input[2], layer.filters], bias: [layer.filters] };
};

/** The network that `toLayersModel` has saved. @throws Error where it is of another making, or weights are missing */
export const fromLayersModel = (topology: JsonObject, arrays: Readonly<Record<string, unknown>>): Network => {
  const named = (topology['config'] as JsonObject)['layers'] as unknown as readonly Named[];
  const reading: Reading = { input: inputOf(named), layers: [], weights: [], output: 'linear' };
  const kind = named.some(({ class_name }) => class_name === 'Reshape')
    ? isLong(named)
      ? 'conv1d'
      : 'conv2d'
    : 'dense';
  for (const [index, one] of named.entries()) readLayer(reading, one, { arrays, isLast: index === named.length - 1 });
  const rescaling = named.find(({ class_name }) => class_name === 'Rescaling')?.config;
  const rescale = rescaling && { scale: Number(rescaling['scale']), offset: Number(rescaling['offset']) };
  const { input, layers, weights, output } = reading;
  return { kind, input, layers, weights, output, ...(rescale ? { rescale } : {}) };
};

interface Reading {
  readonly input: Extent;
  readonly layers: Layer[];
  readonly weights: (Weights | undefined)[];
  output: Network['output'];
}

const numbers = (value: Json | undefined): readonly number[] => (value as readonly number[] | undefined) ?? [];
const isLong = (named: readonly Named[]): boolean =>
  named.some(({ class_name, config }) => class_name === 'Reshape' && numbers(config['target_shape']).length === 2);

const inputOf = (named: readonly Named[]): Extent => {
  const shape = numbers(named.find(({ class_name }) => class_name === 'Reshape')?.config['target_shape']);
  const columns = numbers(named[0]?.config['batch_input_shape'])[1] ?? 0;
  return [1, 1, columns, ...shape].slice(-3).length === 3 && shape.length > 0
    ? ([1, ...shape].slice(-3) as unknown as Extent)
    : [1, 1, columns];
};

interface From {
  readonly arrays: Readonly<Record<string, unknown>>;
  readonly isLast: boolean;
}

const readLayer = (reading: Reading, { class_name: type, config }: Named, { arrays, isLast }: From): void => {
  const { layers, weights } = reading;
  const last = layers.at(-1);
  const input = last ? outputOf(last) : reading.input;
  const sides = (key: string): readonly [number, number] => [1, ...numbers(config[key])].slice(-2) as [number, number];
  const weightsOf = (): Weights => {
    const [kernel, bias] = ['kernel', 'bias'].map((part) => arrays[`${config['name']}/${part}`]);
    if (!(kernel instanceof Float32Array) || !(bias instanceof Float32Array)) throw new Error('weights are missing');
    return { kernel, bias };
  };
  const activation = config['activation'] as Activation | Network['output'];
  if (type === 'Dense') {
    layers.push({
      type: 'dense',
      inputs: sizeOf(input),
      units: Number(config['units']),
      activation: isLast ? 'linear' : (activation as Activation),
    });
    weights.push(weightsOf());
    reading.output = activation as Network['output'];
  } else if (type.startsWith('Conv')) {
    const size = sides('kernel_size');
    layers.push({
      type: 'convolution',
      input,
      filters: Number(config['filters']),
      size,
      activation: activation as Activation,
    });
    weights.push(weightsOf());
  } else if (type.startsWith('MaxPooling')) {
    layers.push({ type: 'pooling', input, size: sides('pool_size') });
    weights.push(undefined);
  }
};
