import type { Rank, Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Tensors } from '../../../contract/context.ts';
import type { Batch } from './batches.ts';
import type { NetworkSettings } from './fit-network.ts';
import type { Layer, Topology } from './network.ts';

export interface Trainer {
  /** One step of the optimiser; answers the mean loss of the batch without penalties. */
  step(batch: Batch): number;
  /** Mean loss with dropout off. */
  loss(batch: Batch): number;
  weights(): Promise<readonly Layer[]>;
  dispose(): void;
}

interface Weights {
  readonly kernel: Variable<Rank.R2>;
  readonly bias: Variable<Rank.R1>;
}

/** The network on TensorFlow.js, with Adam (Kingma & Ba 2015) and decoupled weight decay (Loshchilov & Hutter 2019). */
export const createTrainer = (
  core: Tensors['core'],
  topology: Topology,
  initial: readonly Layer[],
  { learningRate, dropout, weightDecay, activation }: NetworkSettings,
): Trainer => {
  const variableOf = (value: Tensor): Variable => {
    const made = core.variable(value);
    value.dispose();
    return made;
  };
  const weights = initial.map(
    ({ inputs, units, kernel, bias }): Weights => ({
      kernel: variableOf(core.tensor2d(kernel, [inputs, units])) as Variable<Rank.R2>,
      bias: variableOf(core.tensor1d(bias)) as Variable<Rank.R1>,
    }),
  );
  const variables = weights.flatMap(({ kernel, bias }): Variable[] => [kernel, bias]);
  const optimizer = core.train.adam(learningRate);
  const outputs = topology.sizes.at(-1) ?? 1;
  const activate = { relu: core.relu, tanh: core.tanh, sigmoid: core.sigmoid }[activation] as (x: Tensor2D) => Tensor2D;
  let steps = 0;

  const forward = (x: Tensor2D, rate: number): Tensor2D =>
    weights.reduce((values, { kernel, bias }, index) => {
      const sums = core.add(core.matMul(values, kernel), bias) as Tensor2D;
      if (index === weights.length - 1) return sums;
      const active = activate(sums);
      // A seed of its own for every mask, and never 0, which TensorFlow.js takes for none.
      return rate > 0
        ? (core.dropout(active, rate, undefined, steps * weights.length + index + 1) as Tensor2D)
        : active;
    }, x);

  const lossOf = (batch: Batch, rate: number): Scalar => {
    const x = core.tensor2d(batch.x, [batch.rows, topology.sizes[0] ?? 0]);
    const y = core.tensor2d(batch.y, [batch.rows, outputs]);
    const given = core.tensor1d(batch.weights);
    const raw = forward(x, rate);
    const losses: Tensor =
      topology.output === 'softmax'
        ? core.neg(core.sum(core.mul(y, core.logSoftmax(raw)), 1))
        : core.sum(core.squaredDifference(raw, y), 1);
    return core.div(core.sum(core.mul(losses, given)), Math.max(batch.weight, Number.MIN_VALUE)) as Scalar;
  };
  const taken = (loss: Scalar): number => {
    const value = loss.dataSync()[0] ?? Number.NaN;
    loss.dispose();
    return value;
  };
  const decay = (): void => {
    if (weightDecay === 0) return;
    core.tidy(() => {
      for (const { kernel } of weights) kernel.assign(core.mul(kernel, 1 - learningRate * weightDecay));
    });
  };

  return {
    step: (batch) => {
      steps++;
      decay();
      const loss = optimizer.minimize(() => lossOf(batch, dropout), true, variables);
      return loss ? taken(loss) : Number.NaN;
    },
    loss: (batch) => taken(core.tidy(() => lossOf(batch, 0))),
    weights: () =>
      Promise.all(
        weights.map(
          async ({ kernel, bias }, index): Promise<Layer> => ({
            inputs: topology.sizes[index] ?? 0,
            units: topology.sizes[index + 1] ?? 0,
            kernel: Float32Array.from(await kernel.data()),
            bias: Float32Array.from(await bias.data()),
          }),
        ),
      ),
    dispose: () => {
      optimizer.dispose();
      for (const variable of variables) variable.dispose();
    },
  };
};
