import type { Batch } from './batch.ts';
import type { Score } from './head.ts';
import type { Network } from './network.ts';

/** A network that learns, wherever its numbers are computed. */
export interface Trainer {
  /** One step of the optimiser; answers how the batch was seen before it, dropout included, penalties not. */
  step(batch: Batch): Score;
  /** With dropout off. */
  score(batch: Batch): Score;
  network(): Network;
  dispose(): void;
}

export interface TrainerSettings {
  readonly learningRate: number;
  /** Share of hidden units that are left out in a step. */
  readonly dropout: number;
  readonly weightDecay: number;
  /** Draws the salts of dropout: one a step and hidden layer. */
  readonly salt: () => number;
}

/** What dropout compares 24 bits of chance with. */
export const dropLimit = (share: number): number => Math.round(share * 2 ** 24);
