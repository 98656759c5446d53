import type { Matrix } from '../../contract/matrix.ts';
import type { TreeKernels } from '../kernels/tree-kernels.ts';
import { blockRows, columnBytes, countingBytes } from '../kernels/tree-kernels.ts';
import { shareOf, type TrainingPlan } from './training-plan.ts';

/** One thread's view of the work: the same memory for all, its own kernels. */
export interface Workbench {
  readonly plan: TrainingPlan;
  readonly kernels: TreeKernels;
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
  /** Training and validation features; read while they are binned only. */
  readonly matrices: readonly Matrix[];
}

export const createWorkbench = (plan: TrainingPlan, kernels: TreeKernels, matrices: readonly Matrix[]): Workbench => ({
  plan,
  kernels,
  matrices,
  ints: new Int32Array(kernels.buffer),
  floats: new Float32Array(kernels.buffer),
  doubles: new Float64Array(kernels.buffer),
});

/** Int32 words of `control` in which a piece of work finds what it is about; doubles from word 64 on. */
export const slots = {
  builds: 16,
  /** Histogram, first place in `order` and rows of what is counted: two of them. */
  build: 17,
  subtract: 23,
  search: 24,
  start: 26,
  rows: 27,
  column: 28,
  stretches: 29,
  output: 30,
  salt: 31,
  levels: 32,
  /** Threads that counted. */
  counted: 33,
} as const;
export const factors = { gradient: 32, hessian: 33 } as const;

/** A piece of work, done by each of `threads` threads for its own share. Sums are of whole numbers, so the shares do not matter. */
export type Work = (bench: Workbench, thread: number, threads: number) => void;

export const argument = ({ ints, plan }: Workbench, slot: number): number => ints[plan.control / 4 + slot] as number;

export const countingOf = ({ plan }: Workbench, thread: number): number => plan.counting + thread * countingBytes;

export const histogramOf = (plan: TrainingPlan, slot: number, column: number): number =>
  plan.histograms + slot * plan.histogramBytes + column * columnBytes;

/** Calls `visit` for each block of this thread's share of so many rows. */
export const eachBlock = (
  count: number,
  [thread, threads]: readonly [number, number],
  visit: (from: number, rows: number) => void,
): void => {
  const { from, to } = shareOf(count, thread, threads);
  for (let at = from; at < to; at += blockRows) visit(at, Math.min(blockRows, to - at));
};
