import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// Registers the gradients.
import '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { scoreOutputs } from '../../algorithms/neural/head.ts';
import { withInitialWeights } from '../../algorithms/neural/initial-weights.ts';
import { type KernelNetwork, openKernelNetwork } from '../../algorithms/neural/kernel-network.ts';
import { type Network, outputsOf, sizeOf, weightCounts } from '../../algorithms/neural/network.ts';
import { createRandom } from '../../algorithms/random/random.ts';
import { designNetwork } from '../../nodes/train/neural-network/design.ts';
import { networkParams } from '../../nodes/train/neural-network/params.ts';

const rows = 4;
const columns = 16;
const random = createRandom(1);
const x = Float32Array.from({ length: rows * columns }, () => random.normal());
const weights = Float64Array.of(1, 2, 0.5, 1);

const design = (settings: Record<string, unknown>, task: 'classification' | 'regression', classes: number): Network =>
  withInitialWeights(
    designNetwork(
      { task, columns, classes },
      networkParams.parse({ layers: [5], filters: [3], activation: 'tanh', ...settings }),
    ),
    createRandom(2),
  );
const labels = (network: Network): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => (network.output === 'linear' ? row - 1.5 : row % outputsOf(network)));

/** Loss of the rows, and what it changes by with each weight if asked. */
const run = (network: Network, opened: KernelNetwork, learns: boolean): number => {
  const { input, forward, backward, sums, sumDeltas } = opened;
  input.set(x);
  forward({ rows, first: 0 });
  const outputs = { rows, sums: sums.subarray(0, rows * outputsOf(network)), y: labels(network), weights };
  const { loss } = scoreOutputs(network.output, outputs, learns ? sumDeltas : undefined, 1);
  if (learns) backward({ rows, first: 0 });
  return loss;
};

/** One a number of the network's block of weights. */
const gradientsOf = (network: Network): Float32Array => {
  const opened = openKernelNetwork(network, { learns: true });
  run(network, opened, true);
  return new Float32Array(opened.kernels.buffer, opened.blocks.gradients, opened.blocks.count).slice();
};

const byTensors = (network: Network): number[] => {
  const variables = network.weights.flatMap((one, index) => {
    const layer = network.layers[index];
    if (!one || !layer || layer.type === 'pooling') return [];
    const shape = layer.type === 'dense' ? [layer.inputs, layer.units] : [...layer.size, layer.input[2], layer.filters];
    return [core.variable(core.tensor(one.kernel, shape)), core.variable(core.tensor1d(one.bias)) as core.Variable];
  });
  const loss = (): core.Scalar => {
    let values: core.Tensor = core.tensor(x, [rows, ...network.input]);
    let next = 0;
    for (const [index, layer] of network.layers.entries()) {
      if (layer.type === 'pooling') {
        values = core.maxPool(values as core.Tensor4D, [...layer.size], [...layer.size], 'valid');
        continue;
      }
      const [kernel, bias] = [variables[next++], variables[next++]] as [core.Variable, core.Variable];
      const sums =
        layer.type === 'dense'
          ? core.matMul(core.reshape(values, [rows, layer.inputs]), kernel)
          : core.conv2d(values as core.Tensor4D, kernel as core.Variable<core.Rank.R4>, 1, 'same');
      values = core.add(sums, bias);
      if (index < network.layers.length - 1) values = core.tanh(values);
    }
    const y = labels(network);
    const given = core.tensor1d(Float32Array.from(weights));
    const wanted = core.tensor1d(Float32Array.from(y));
    const flat = core.reshape(values, [rows, -1]);
    const losses =
      network.output === 'softmax'
        ? core.neg(
            core.sum(core.mul(core.oneHot(core.cast(wanted, 'int32'), outputsOf(network)), core.logSoftmax(flat)), 1),
          )
        : network.output === 'linear'
          ? core.squaredDifference(core.reshape(flat, [rows]), wanted)
          : core.sub(core.softplus(core.reshape(flat, [rows])), core.mul(core.reshape(flat, [rows]), wanted));
    return core.sum(core.mul(losses, given));
  };
  const { grads } = core.variableGrads(loss, variables);
  return variables.flatMap((variable) => [...(grads[variable.name]?.dataSync() ?? [])]);
};

/** A step to each side of one weight. */
const bySteps = (network: Network, at: number): number => {
  const step = 2e-3;
  const moved = [step, -step].map((move) => {
    let before = 0;
    const shifted = (array: Float32Array): Float32Array => {
      const own = at - before;
      before += array.length;
      return own >= 0 && own < array.length ? array.with(own, (array[own] ?? 0) + move) : array;
    };
    const nudged = network.weights.map((one) => one && { kernel: shifted(one.kernel), bias: shifted(one.bias) });
    const changed = { ...network, weights: nudged };
    return run(changed, openKernelNetwork(changed, { learns: false }), false);
  });
  return ((moved[0] ?? 0) - (moved[1] ?? 0)) / (2 * step);
};

beforeAll(() => core.setBackend('cpu'));

describe.each([
  ['dense, two classes', { kind: 'dense' }, 'classification', 2],
  ['dense, three classes', { kind: 'dense', layers: [7, 5] }, 'classification', 3],
  ['dense, values', { kind: 'dense' }, 'regression', 0],
  ['conv1d', { kind: 'conv1d', filters: [3, 2] }, 'classification', 3],
  ['conv2d', { kind: 'conv2d', filters: [3, 2] }, 'classification', 2],
] as const)('gradients of a network that is %s', (_, settings, task, classes) => {
  const network = design(settings, task, classes);
  const count = network.layers.map(weightCounts).reduce((sum, { kernel, bias }) => sum + kernel + bias, 0);

  it('are those of TensorFlow.js', () => {
    const mine = gradientsOf(network);
    const theirs = byTensors(network);
    expect(theirs).toHaveLength(count);
    expect(sizeOf(network.input)).toBe(columns);
    for (const [at, value] of theirs.entries()) expect(Math.abs((mine[at] ?? Number.NaN) - value)).toBeLessThan(1e-4);
  });

  it('are what the loss really changes by', () => {
    const mine = gradientsOf(network);
    for (let at = 0; at < count; at += 7)
      expect(Math.abs((mine[at] ?? Number.NaN) - bySteps(network, at))).toBeLessThan(2e-3);
  });
});
