import type { Batch } from './batch.ts';
import { type Score, scoreOutputs } from './head.ts';
import { dropsOut, type KernelNetwork, openKernelNetwork } from './kernel-network.ts';
import { type Network, outputsOf, sizeOf, weightCounts } from './network.ts';
import type { Pass } from './stage.ts';
import type { Trainer, TrainerSettings } from './trainer.ts';

/** Learns on our own kernels, by the same steps as TensorFlow.js takes. */
export const createKernelTrainer = (network: Network, settings: TrainerSettings): Trainer => {
  const { dropout: share, salt } = settings;
  const opened = openKernelNetwork(network, { learns: true });
  const { kernels, blocks } = opened;
  const gradients = new Float32Array(kernels.buffer, blocks.gradients, blocks.count);
  const dropped = network.layers.filter((_, index) => dropsOut(network.layers, index));
  let steps = 0;
  return {
    step: (batch) => {
      gradients.fill(0);
      const dropout = share > 0 ? { dropout: { share, salts: dropped.map(salt) } } : {};
      const score = overPasses(batch, { network, opened }, (pass, outputs) => {
        opened.forward({ ...pass, ...dropout });
        const part = scoreOutputs(network.output, outputs, opened.sumDeltas, 1 / batch.weight);
        opened.backward({ ...pass, ...dropout });
        return part;
      });
      update({ network, opened, settings }, ++steps);
      return score;
    },
    score: (batch) =>
      overPasses(batch, { network, opened }, (pass, outputs) => {
        opened.forward(pass);
        return scoreOutputs(network.output, outputs, undefined, 1);
      }),
    network: () => ({ ...network, weights: opened.weights() }),
    dispose: () => undefined,
  };
};

interface Running {
  readonly network: Network;
  readonly opened: KernelNetwork;
}

const overPasses = (
  { rows, x, y, weights }: Batch,
  { network, opened }: Running,
  run: (pass: Pass, outputs: Parameters<typeof scoreOutputs>[1]) => Score,
): Score => {
  const { passRows, input, sums } = opened;
  const inputs = sizeOf(network.input);
  const outputs = outputsOf(network);
  let loss = 0;
  let metric = 0;
  for (let first = 0; first < rows; first += passRows) {
    const end = Math.min(first + passRows, rows);
    input.set(x.subarray(first * inputs, end * inputs));
    const part = run(
      { rows: end - first, first },
      {
        rows: end - first,
        sums: sums.subarray(0, (end - first) * outputs),
        y: y.subarray(first, end),
        weights: weights.subarray(first, end),
      },
    );
    loss += part.loss;
    metric += part.metric;
  }
  return { loss, metric };
};

const update = (
  { network, opened, settings }: Running & { readonly settings: TrainerSettings },
  steps: number,
): void => {
  const { kernels, blocks, places } = opened;
  const { learningRate, weightDecay } = settings;
  const factors = [1 - 0.9 ** steps, 1 - 0.999 ** steps] as const;
  const adam = (at: number, gradient: number, count: number, keep: number): void => {
    const moment = at - blocks.weights;
    kernels.adam(at, gradient, blocks.means + moment, blocks.squares + moment, count, ...factors, learningRate, keep);
  };
  for (const [index, layer] of network.layers.entries()) {
    const place = places[index];
    const counts = weightCounts(layer);
    if (!place || counts.kernel === 0) continue;
    adam(place.kernel, place.kernelGradient, counts.kernel, 1 - learningRate * weightDecay);
    adam(place.bias, place.biasGradient, counts.bias, 1);
  }
};
