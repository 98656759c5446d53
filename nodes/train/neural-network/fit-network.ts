import { createRandom } from '../../../algorithms/random/random.ts';
import { shuffle } from '../../../algorithms/random/shuffle.ts';
import type { FitContext, Tensors } from '../../../contract/context.ts';
import type { LabelledMatrix, TrainingData } from '../../../contract/matrix.ts';
import { fail } from '../../../contract/problem.ts';
import { gatherBatch } from './batches.ts';
import { initialLayers, type Layer, type Network, type Topology } from './network.ts';
import { createTrainer, type Trainer } from './trainer.ts';

export interface NetworkSettings {
  readonly layers: readonly number[];
  readonly activation: Topology['activation'];
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly earlyStop: number;
  readonly dropout: number;
  readonly weightDecay: number;
}

export interface FittedNetwork {
  readonly network: Network;
  readonly backend: Tensors['backend'];
  /** Epochs that were run, and the one whose weights were kept. */
  readonly epochs: number;
  readonly best: number;
}

/** Adam on shuffled batches; with validation rows the weights of the best epoch are kept, else the last ones. */
export const fitNetwork = async (
  data: TrainingData,
  settings: NetworkSettings,
  ctx: FitContext,
): Promise<FittedNetwork> => {
  const { core, backend } = await ctx.tensors();
  const topology = topologyOf(data, settings);
  const random = createRandom(ctx.seed);
  const trainer = createTrainer(core, topology, initialLayers(topology, random), settings);
  const order = Uint32Array.from({ length: data.x.rows }, (_, row) => row);
  const rows = data.validation ? Uint32Array.from({ length: data.validation.x.rows }, (_, row) => row) : undefined;
  let best: { readonly epoch: number; readonly loss: number; readonly layers: readonly Layer[] } | undefined;
  let epoch = 0;
  try {
    while (epoch < settings.epochs) {
      epoch++;
      const loss = runEpoch(
        trainer,
        { data, topology, order: shuffle(order, random), batchSize: settings.batchSize },
        ctx,
      );
      if (!Number.isFinite(loss))
        throw fail('train.failed', {
          values: { reason: 'the loss grew beyond all bounds; a smaller learning rate may help' },
        });
      ctx.metric('training loss', epoch, loss);
      if (data.validation && rows) {
        const held = evaluate(trainer, data.validation, topology, rows);
        ctx.metric('validation loss', epoch, held);
        if (!best || held < best.loss) best = { epoch, loss: held, layers: await trainer.weights() };
        if (epoch - best.epoch >= settings.earlyStop) break;
      }
      ctx.progress(epoch / settings.epochs, `epoch ${epoch} of ${settings.epochs}`);
    }
    const layers = best?.layers ?? (await trainer.weights());
    return { network: { topology, layers }, backend, epochs: epoch, best: best?.epoch ?? epoch };
  } finally {
    trainer.dispose();
  }
};

const topologyOf = ({ task, x, y, classes }: TrainingData, settings: NetworkSettings): Topology => {
  const outputs = task === 'classification' ? classes.length : 1;
  return {
    kind: 'dense',
    sizes: [x.columns.length, ...settings.layers, outputs],
    activation: settings.activation,
    output: task === 'classification' ? 'softmax' : 'value',
    target: task === 'classification' ? { mean: 0, deviation: 1 } : spread(y),
  };
};

/** Targets are scaled, so that one learning rate does for incomes as well as for shares. */
const spread = (y: Float64Array): Topology['target'] => {
  const mean = y.reduce((sum, value) => sum + value, 0) / Math.max(1, y.length);
  const deviation = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, y.length));
  return { mean, deviation: deviation > 0 ? deviation : 1 };
};

interface Epoch {
  readonly data: LabelledMatrix;
  readonly topology: Topology;
  readonly order: Uint32Array;
  readonly batchSize: number;
}

/** Mean loss over the rows, in squared units of the target for regression. */
const runEpoch = (trainer: Trainer, { data, topology, order, batchSize }: Epoch, ctx: FitContext): number => {
  let total = 0;
  let weight = 0;
  for (let start = 0; start < order.length; start += batchSize) {
    ctx.signal.throwIfAborted();
    const batch = gatherBatch(data, topology, order, [start, Math.min(start + batchSize, order.length)]);
    if (batch.weight === 0) continue;
    total += trainer.step(batch) * batch.weight;
    weight += batch.weight;
  }
  return (total / weight) * topology.target.deviation ** 2;
};

const evaluate = (trainer: Trainer, data: LabelledMatrix, topology: Topology, order: Uint32Array): number => {
  let total = 0;
  let weight = 0;
  for (let start = 0; start < order.length; start += 4096) {
    const batch = gatherBatch(data, topology, order, [start, Math.min(start + 4096, order.length)]);
    total += trainer.loss(batch) * batch.weight;
    weight += batch.weight;
  }
  return weight > 0 ? (total / weight) * topology.target.deviation ** 2 : 0;
};
