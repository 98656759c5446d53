import type { FitContext } from '../../contract/context.ts';
import type { LabelledMatrix, Task, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { Random } from '../random/random.ts';
import { shuffle } from '../random/shuffle.ts';
import { gatherBatch, type PackedRows, packRows, type TargetScale } from './batch.ts';
import type { Score } from './head.ts';
import type { Architecture, Network } from './network.ts';
import type { Trainer } from './trainer.ts';

export interface Schedule {
  readonly batchSize: number;
  readonly epochs: number;
  /** Epochs without a better validation loss after which training ends. */
  readonly earlyStop: number;
}

export interface Trained {
  readonly network: Network;
  /** Epochs that were run, and the one whose weights were kept. */
  readonly epochs: number;
  readonly best: number;
}

/** Validation rows that are looked at together: TensorFlow keeps what each layer makes of all of them. */
export const heldRows = 512;

interface Training {
  readonly trainer: Trainer;
  readonly rescale: Architecture['rescale'];
  readonly target: TargetScale;
  readonly schedule: Schedule;
  readonly random: Random;
}

/** Shuffled batches, epoch by epoch; with validation rows the weights of the best epoch are kept, else the last ones. */
export const trainNetwork = (
  data: TrainingData,
  { trainer, rescale, target, schedule, random }: Training,
  ctx: FitContext,
): Trained => {
  const rows = packRows(data, rescale);
  const held = data.validation ? packRows(data.validation, rescale) : undefined;
  const order = inOrder(rows);
  const heldOrder = held ? inOrder(held) : undefined;
  const report = reporter(data.task, target, ctx);
  let best: { readonly epoch: number; readonly loss: number; readonly network: Network } | undefined;
  let epoch = 0;
  while (epoch < schedule.epochs) {
    epoch++;
    const progress = (share: number): void =>
      ctx.progress((epoch - 1 + share) / schedule.epochs, `epoch ${epoch} of ${schedule.epochs}`);
    const epochRows = { rows, order: shuffle(order, random), target, size: schedule.batchSize };
    const seen = overBatches(epochRows, trainer.step, { ctx, progress });
    if (!Number.isFinite(seen.loss)) throw exploded();
    report('training', epoch, seen);
    if (held && heldOrder) {
      const score = overBatches({ rows: held, order: heldOrder, target, size: heldRows }, trainer.score, { ctx });
      report('validation', epoch, score);
      if (!best || score.loss < best.loss) best = { epoch, loss: score.loss, network: trainer.network() };
      if (epoch - best.epoch >= schedule.earlyStop) break;
    }
  }
  return { network: best?.network ?? trainer.network(), epochs: epoch, best: best?.epoch ?? epoch };
};

const exploded = () =>
  fail('train.failed', { values: { reason: 'the loss grew beyond all bounds; a smaller learning rate may help' } });

const inOrder = ({ rows }: PackedRows): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);

interface Rows {
  readonly rows: PackedRows;
  readonly order: Uint32Array;
  readonly target: TargetScale;
  readonly size: number;
}

/** Means over the rows. */
const overBatches = (
  { rows, order, target, size }: Rows,
  run: Trainer['step'],
  { ctx, progress }: { readonly ctx: FitContext; readonly progress?: (share: number) => void },
): Score => {
  let [loss, metric, weight] = [0, 0, 0];
  for (let start = 0; start < order.length; start += size) {
    ctx.signal.throwIfAborted();
    const end = Math.min(start + size, order.length);
    const batch = gatherBatch(rows, target, order, [start, end]);
    if (batch.weight === 0) continue;
    const score = run(batch);
    loss += score.loss;
    metric += score.metric;
    weight += batch.weight;
    // After each batch: of large images one alone takes a quarter of a second.
    progress?.(end / order.length);
  }
  return weight > 0 ? { loss: loss / weight, metric: metric / weight } : { loss: 0, metric: 0 };
};

type Report = (part: 'training' | 'validation', epoch: number, score: Score) => void;

/** Losses and errors in the unit of the target. */
const reporter =
  (task: Task, { deviation }: TargetScale, ctx: FitContext): Report =>
  (part, epoch, { loss, metric }) => {
    ctx.metric(`${part} loss`, epoch, loss * deviation ** 2);
    if (task === 'classification') ctx.metric(`${part} accuracy`, epoch, metric);
    else ctx.metric(`${part} mae`, epoch, metric * deviation);
  };

/** Targets are scaled, so that one learning rate does for incomes as well as for shares. */
export const targetScale = (task: Task, { y }: LabelledMatrix): TargetScale => {
  if (task === 'classification') return { mean: 0, deviation: 1 };
  const mean = y.reduce((sum, value) => sum + value, 0) / Math.max(1, y.length);
  const deviation = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, y.length));
  return { mean, deviation: deviation > 0 ? deviation : 1 };
};
