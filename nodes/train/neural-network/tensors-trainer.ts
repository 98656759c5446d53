import type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { isDropped } from '../../../algorithms/kernels/plain-network-kernels.ts';
import type { Batch } from '../../../algorithms/neural/batch.ts';
import { type Score, scoreOutputs } from '../../../algorithms/neural/head.ts';
import { dropsOut } from '../../../algorithms/neural/kernel-network.ts';
import {
  type Layer,
  type Network,
  outputSizeOf,
  outputsOf,
  sizeOf,
  type Weights,
} from '../../../algorithms/neural/network.ts';
import { dropLimit, type Trainer, type TrainerSettings } from '../../../algorithms/neural/trainer.ts';
import type { Tensors } from '../../../contract/context.ts';

type Core = Tensors['core'];

interface Learned {
  readonly kernel: Variable;
  readonly bias: Variable<Rank.R1>;
}

/** The network on TensorFlow.js, with Adam (Kingma & Ba 2015) and decoupled weight decay (Loshchilov & Hutter 2019). */
export const createTensorsTrainer = (core: Core, network: Network, settings: TrainerSettings): Trainer => {
  const { learningRate, weightDecay, dropout, salt } = settings;
  const learned = network.weights.map((weights, index) => weights && learnedOf(core, network, { weights, index }));
  const variables = learned.flatMap((one): Variable[] => (one ? [one.kernel, one.bias as Variable] : []));
  const optimizer = core.train.adam(learningRate);
  const keep = 1 - learningRate * weightDecay;
  const decay = (): void =>
    void core.tidy(() => {
      for (const one of learned) one?.kernel.assign(core.mul(one.kernel, keep));
    });
  return {
    step: (batch) => {
      const masks = dropout > 0 ? masksOf(core, network, { rows: batch.rows, share: dropout, salt }) : [];
      let sums: Tensor2D | undefined;
      const { value, grads } = core.variableGrads(() => {
        const made = forward(core, { network, learned, masks }, batch);
        sums = core.keep(core.clone(made));
        return lossOf(core, network, made, batch);
      }, variables);
      if (keep !== 1) decay();
      optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      const score = scoreTensor(network, sums as Tensor2D | undefined, batch);
      core.dispose([value, grads, masks.filter((mask) => mask !== undefined), sums ?? []] as never);
      return score;
    },
    score: (batch) =>
      core.tidy(() => scoreTensor(network, forward(core, { network, learned, masks: [] }, batch), batch) as never),
    network: () => ({
      ...network,
      weights: learned.map((one): Weights | undefined => one && { kernel: floats(one.kernel), bias: floats(one.bias) }),
    }),
    dispose: () => {
      optimizer.dispose();
      for (const variable of variables) variable.dispose();
    },
  };
};

const floats = (tensor: Tensor): Float32Array => Float32Array.from(tensor.dataSync());

const learnedOf = (
  core: Core,
  { layers }: Network,
  { weights, index }: { readonly weights: Weights; readonly index: number },
): Learned => {
  const layer = layers[index];
  const shape =
    layer?.type === 'convolution'
      ? [...layer.size, layer.input[2], layer.filters]
      : [weights.kernel.length / weights.bias.length, weights.bias.length];
  const variableOf = (value: Tensor): Variable => {
    const made = core.variable(value);
    value.dispose();
    return made;
  };
  return {
    kernel: variableOf(core.tensor(weights.kernel, shape)),
    bias: variableOf(core.tensor1d(weights.bias)) as Variable<Rank.R1>,
  };
};

interface Running {
  readonly network: Network;
  readonly learned: readonly (Learned | undefined)[];
  readonly masks: readonly (Tensor2D | undefined)[];
}

/** Last sums, rows × outputs. */
const forward = (core: Core, { network, learned, masks }: Running, { rows, x }: Batch): Tensor2D => {
  let values: Tensor = core.tensor2d(x, [rows, sizeOf(network.input)]);
  for (const [index, layer] of network.layers.entries()) {
    values = apply(core, layer, {
      values: core.reshape(values, [rows, ...inputShape(layer)]),
      learned: learned[index],
    });
    const mask = masks[index];
    if (mask) values = core.mul(values, mask);
  }
  return values as Tensor2D;
};

const inputShape = (layer: Layer): readonly number[] => (layer.type === 'dense' ? [layer.inputs] : layer.input);

interface Applied {
  readonly values: Tensor;
  readonly learned: Learned | undefined;
}

const apply = (core: Core, layer: Layer, { values, learned }: Applied): Tensor => {
  if (layer.type === 'pooling') return core.maxPool(values as Tensor4D, [...layer.size], [...layer.size], 'valid');
  const { kernel, bias } = learned as Learned;
  const sums =
    layer.type === 'dense'
      ? core.matMul(values, kernel)
      : core.conv2d(values as Tensor4D, kernel as Tensor4D, 1, 'same');
  const biased = core.add(sums, bias);
  return layer.activation === 'linear' ? biased : core[layer.activation](biased);
};

/** The same units that our own kernels would leave out. */
const masksOf = (
  core: Core,
  { layers }: Network,
  { rows, share, salt }: { readonly rows: number; readonly share: number; readonly salt: () => number },
): readonly (Tensor2D | undefined)[] =>
  layers.map((layer, index) => {
    if (!dropsOut(layers, index)) return undefined;
    const own = salt();
    const units = outputSizeOf(layer);
    const limit = dropLimit(share);
    const mask = Float32Array.from({ length: rows * units }, (_, at) =>
      isDropped(at, own, limit) ? 0 : 1 / (1 - share),
    );
    return core.tensor2d(mask, [rows, units]);
  });

const lossOf = (core: Core, network: Network, sums: Tensor2D, { rows, y, weights, weight }: Batch): Scalar => {
  const outputs = outputsOf(network);
  const losses = (): Tensor1D => {
    if (network.output === 'softmax') {
      const wanted = core.oneHot(core.tensor1d(Int32Array.from(y), 'int32'), outputs);
      return core.neg(core.sum(core.mul(wanted, core.logSoftmax(sums)), 1));
    }
    const raw: Tensor1D = core.reshape(sums, [rows]);
    const wanted = core.tensor1d(Float32Array.from(y));
    if (network.output === 'linear') return core.squaredDifference(raw, wanted);
    // max(s, 0) − s·y + log(1 + exp(−|s|))
    const small = core.log1p(core.exp(core.neg(core.abs(raw))));
    return core.add(core.sub(core.relu(raw), core.mul(raw, wanted)), small);
  };
  const weighted = core.mul(losses(), core.tensor1d(Float32Array.from(weights)));
  return core.div(core.sum(weighted), weight);
};

const scoreTensor = (network: Network, sums: Tensor2D | undefined, { rows, y, weights }: Batch): Score =>
  scoreOutputs(network.output, { rows, sums: sums ? floats(sums) : new Float32Array(), y, weights }, undefined, 1);
