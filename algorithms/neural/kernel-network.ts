import { type Arena, createArena } from '../kernels/arena.ts';
import type { NetworkKernels } from '../kernels/network-kernels.ts';
import { openNetworkKernels } from '../kernels/open-network-kernels.ts';
import { planConvolution } from './convolution-stage.ts';
import { planDense } from './dense-stage.ts';
import {
  type Architecture,
  inputSizeOf,
  type Layer,
  type Network,
  outputSizeOf,
  outputsOf,
  type Weights,
  weightCounts,
} from './network.ts';
import { planPooling } from './pooling-stage.ts';
import { floatBytes, type Pass, type Place, type PlannedStage, type StagePlan, type WeightPlace } from './stage.ts';

/** A network in the memory of kernels. */
export interface KernelNetwork {
  readonly kernels: NetworkKernels;
  /** Most rows of a pass: as many as stay in the cache. */
  readonly passRows: number;
  /** Where inputs are put, rows × inputs, and where the last sums and their changes stand. */
  readonly input: Float32Array;
  readonly sums: Float32Array;
  readonly sumDeltas: Float32Array;
  /** The blocks of all weights, and of their gradients, and what Adam remembers: alike, one after the other. */
  readonly blocks: Blocks;
  readonly places: readonly WeightPlace[];
  forward(pass: Pass): void;
  backward(pass: Pass): void;
  weights(): Network['weights'];
}

export interface Blocks {
  readonly weights: number;
  readonly gradients: number;
  readonly means: number;
  readonly squares: number;
  /** Numbers in each. */
  readonly count: number;
}

/** Bytes that the values of a pass may take, so that they stay in the second level of the cache. */
const passBytes = 2 ** 18;

export const passRowsOf = ({ layers }: Architecture): number => {
  const widest = Math.max(1, ...layers.map((layer) => Math.max(inputSizeOf(layer), outputSizeOf(layer))));
  return Math.max(4, Math.min(64, Math.floor(passBytes / floatBytes / widest)));
};

/** Opens memory and puts the weights there. Without `learns` it can only go forward, and takes less. */
export const openKernelNetwork = (network: Network, { learns }: { readonly learns: boolean }): KernelNetwork => {
  const { layers } = network;
  const arena = createArena();
  const passRows = passRowsOf(network);
  const blocks = planBlocks(arena, network, learns);
  const places = placesIn(blocks, layers);
  const widths = [inputSizeOf(layers[0] as Layer), ...layers.map(outputSizeOf)];
  const values = widths.map((width, level): Place => {
    const bytes = passRows * width * floatBytes;
    return { values: arena.take(bytes), deltas: learns && level > 0 ? arena.take(bytes) : 0 };
  });
  const planned = layers.map((layer, index) => planLayer(layers, index, { layer, places, values, learns, arena }));
  const kernels = openNetworkKernels(arena.bytes);
  const stages = planned.map((plan) => plan(kernels));
  const view = (at: number, count: number): Float32Array => new Float32Array(kernels.buffer, at, count);
  putWeights(network, places, view);
  const last = values.at(-1) as Place;
  const outputs = passRows * outputsOf(network);
  return {
    kernels,
    passRows,
    input: view((values[0] as Place).values, passRows * (widths[0] as number)),
    sums: view(last.values, outputs),
    sumDeltas: view(last.deltas, learns ? outputs : 0),
    blocks,
    places,
    forward: (pass) => {
      for (const stage of stages) stage.forward(pass);
    },
    backward: (pass) => {
      for (const stage of stages.toReversed()) stage.backward(pass);
    },
    weights: () => takeWeights(layers, places, view),
  };
};

const planBlocks = (arena: Arena, { layers }: Architecture, learns: boolean): Blocks => {
  const count = layers.map(weightCounts).reduce((sum, { kernel, bias }) => sum + kernel + bias, 0);
  const take = (): number => arena.take(count * floatBytes);
  const weights = take();
  return learns
    ? { weights, gradients: take(), means: take(), squares: take(), count }
    : { weights, gradients: 0, means: 0, squares: 0, count };
};

const placesIn = ({ weights, gradients }: Blocks, layers: readonly Layer[]): readonly WeightPlace[] => {
  let at = 0;
  return layers.map((layer) => {
    const counts = weightCounts(layer);
    const kernel = at;
    const bias = kernel + counts.kernel * floatBytes;
    at = bias + counts.bias * floatBytes;
    return {
      kernel: weights + kernel,
      bias: weights + bias,
      kernelGradient: gradients + kernel,
      biasGradient: gradients + bias,
    };
  });
};

interface Planning {
  readonly layer: Layer;
  readonly places: readonly WeightPlace[];
  readonly values: readonly Place[];
  readonly learns: boolean;
  readonly arena: Arena;
}

const planLayer = (
  layers: readonly Layer[],
  index: number,
  { layer, places, values, learns, arena }: Planning,
): PlannedStage => {
  const plan: StagePlan = {
    from: values[index] as Place,
    to: values[index + 1] as Place,
    passesBack: learns && index > 0,
    salt: dropsOut(layers, index)
      ? layers.slice(0, index).filter((_, before) => dropsOut(layers, before)).length
      : undefined,
  };
  if (layer.type === 'pooling') return planPooling(layer, plan);
  const place = places[index] as WeightPlace;
  return layer.type === 'dense'
    ? planDense(layer, place, { plan, arena })
    : planConvolution(layer, place, { plan, arena });
};

/** Dropout stands behind hidden dense layers. */
export const dropsOut = (layers: readonly Layer[], index: number): boolean =>
  layers[index]?.type === 'dense' && index < layers.length - 1;

const putWeights = (
  { weights }: Network,
  places: readonly WeightPlace[],
  view: (at: number, count: number) => Float32Array,
): void => {
  for (const [index, one] of weights.entries()) {
    const place = places[index];
    if (!one || !place) continue;
    view(place.kernel, one.kernel.length).set(one.kernel);
    view(place.bias, one.bias.length).set(one.bias);
  }
};

const takeWeights = (
  layers: readonly Layer[],
  places: readonly WeightPlace[],
  view: (at: number, count: number) => Float32Array,
): Network['weights'] =>
  layers.map((layer, index): Weights | undefined => {
    const place = places[index];
    const { kernel, bias } = weightCounts(layer);
    if (!place || kernel + bias === 0) return undefined;
    // A view is sent with the whole memory beneath it, and goes on changing; `slice` of a shared one is not shared.
    return { kernel: view(place.kernel, kernel).slice(), bias: view(place.bias, bias).slice() };
  });
