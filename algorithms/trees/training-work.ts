import type { Matrix } from '../../contract/matrix.ts';
import type { TreeKernels } from '../kernels/tree-kernels.ts';
import { blockRows, columnBytes, nodeFacts, scratchBytes, scratchValues, splitBytes } from '../kernels/tree-kernels.ts';
import { binGroup } from './bin-group.ts';
import type { ColumnGroup } from './column-groups.ts';
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
  group: 28,
  column: 29,
  stretches: 30,
  output: 31,
  salt: 32,
  levels: 33,
} as const;
export const factors = { gradient: 32, hessian: 33 } as const;

/** A piece of work, done by each of `threads` threads for its own share. Sums are of whole numbers, so the shares do not matter. */
export type Work = (bench: Workbench, thread: number, threads: number) => void;

const argument = ({ ints, plan }: Workbench, slot: number): number => ints[plan.control / 4 + slot] as number;

const ownGroups = ({ plan }: Workbench, thread: number, threads: number): readonly ColumnGroup[] =>
  plan.groups.filter((_, index) => index % threads === thread);

const scratchOf = ({ plan }: Workbench, thread: number): number => plan.scratch + thread * scratchBytes;

const bin: Work = (bench, thread, threads) => {
  for (const group of ownGroups(bench, thread, threads))
    binGroup(bench, group, scratchOf(bench, thread) + scratchValues);
};

const countRows = (bench: Workbench, group: ColumnGroup, build: number, scratch: number): void => {
  const { plan, kernels } = bench;
  const [slot, start, rows] = [0, 1, 2].map((word) => argument(bench, slots.build + build * 3 + word)) as [
    number,
    number,
    number,
  ];
  const histogram = histogramOf(plan, slot, group.first);
  kernels.zero(histogram, group.columns * columnBytes);
  for (let from = 0; from < rows; from += blockRows)
    kernels.addRows(
      plan.order + (start + from) * 4,
      Math.min(blockRows, rows - from),
      group.bins,
      group.shift,
      group.columns,
      plan.packed,
      histogram,
      scratch,
    );
};

export const histogramOf = (plan: TrainingPlan, slot: number, column: number): number =>
  plan.histograms + slot * plan.histogramBytes + column * columnBytes;

/** Counts one or two nodes, or one and the other by what is left of their parent, and looks for their splits. */
const grow: Work = (bench, thread, threads) => {
  const { plan, kernels } = bench;
  const slotOf = (build: number): number => argument(bench, slots.build + build * 3);
  for (const group of ownGroups(bench, thread, threads)) {
    for (let build = 0; build < argument(bench, slots.builds); build++)
      countRows(bench, group, build, scratchOf(bench, thread));
    const histogram = [0, 1].map((build) => histogramOf(plan, slotOf(build), group.first)) as [number, number];
    if (argument(bench, slots.subtract) === 1) kernels.subtract(histogram[1], histogram[0], group.columns * 256);
    for (let node = 0; node < 2; node++)
      if (argument(bench, slots.search + node) === 1)
        kernels.findSplits(
          histogram[node] as number,
          group.columns,
          plan.searched + group.first * 4,
          plan.nodes + node * nodeFacts.count * 8,
          plan.splits + (node * plan.columns + group.first) * splitBytes,
        );
  }
};

const part: Work = (bench, thread, threads) => {
  const { plan, kernels, ints } = bench;
  const start = argument(bench, slots.start);
  const group = plan.groups[argument(bench, slots.group)] as ColumnGroup;
  const { from, to } = shareOf(argument(bench, slots.rows), thread, threads);
  let lefts = 0;
  for (let at = from; at < to; at += blockRows)
    lefts += kernels.partition(
      plan.order + (start + at) * 4,
      Math.min(blockRows, to - at),
      group.bins + argument(bench, slots.column),
      group.shift,
      plan.table,
      plan.spareLeft + (start + from + lefts) * 4,
      plan.spareRight + (start + at - lefts) * 4,
    );
  ints[(plan.perThread + thread * 64) / 4] = lefts;
};

/** Brings the parted rows back in order: all threads' lefts, then all threads' rights. */
const gather: Work = ({ plan, kernels, ints }, thread, threads) => {
  const [start, rows] = [slots.start, slots.rows].map((slot) => ints[plan.control / 4 + slot] as number) as [
    number,
    number,
  ];
  const { from, to } = shareOf(rows, thread, threads);
  let left = start;
  let right = start;
  for (let other = 0; other < threads; other++) {
    const lefts = ints[(plan.perThread + other * 64) / 4] as number;
    const share = shareOf(rows, other, threads);
    right += lefts;
    if (other >= thread) continue;
    left += lefts;
    right += share.to - share.from - lefts;
  }
  const lefts = ints[(plan.perThread + thread * 64) / 4] as number;
  kernels.copy(plan.order + left * 4, plan.spareLeft + (start + from) * 4, lefts * 4);
  kernels.copy(plan.order + right * 4, plan.spareRight + (start + from) * 4, (to - from - lefts) * 4);
};

/** Tells each row its leaf, as far as it stands in the thread's share of `order`. */
const mark: Work = (bench, thread, threads) => {
  const { plan, kernels, ints } = bench;
  const { from, to } = shareOf(plan.rows, thread, threads);
  for (let at = 0; at < argument(bench, slots.stretches); at++) {
    const word = plan.stretches / 4 + at * 3;
    const end = Math.min(to, ints[word + 1] as number);
    for (let start = Math.max(from, ints[word] as number); start < end; start += blockRows)
      kernels.markRows(plan.order + start * 4, Math.min(blockRows, end - start), plan.leaves, ints[word + 2] as number);
  }
};

const eachBlock = (
  count: number,
  [thread, threads]: readonly [number, number],
  visit: (from: number, rows: number) => void,
): void => {
  const { from, to } = shareOf(count, thread, threads);
  for (let at = from; at < to; at += blockRows) visit(at, Math.min(blockRows, to - at));
};

const addValues: Work = (bench, thread, threads) => {
  const { plan, kernels } = bench;
  const raw = plan.raw + argument(bench, slots.output) * plan.rawStride;
  eachBlock(plan.rows, [thread, threads], (at, rows) =>
    kernels.addLeafValues(raw + at * 8, plan.leaves + at * 2, plan.leafValues, rows),
  );
};

const weightsAt = ({ weights }: TrainingPlan, row: number): number => (weights === 0 ? 0 : weights + row * 4);

const logistic: Work = ({ plan, kernels, doubles }, thread, threads) => {
  const largest = plan.perThread + thread * 64;
  doubles.fill(0, largest / 8, largest / 8 + 2);
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.logisticGradients(
      plan.raw + at * 8,
      plan.labels + at * 4,
      weightsAt(plan, at),
      rows,
      plan.gradients + at * 4,
      plan.hessians + at * 4,
      largest,
    ),
  );
};

const softmaxNorms: Work = ({ plan, kernels }, thread, threads) =>
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.softmaxNorms(
      plan.raw + at * 8,
      plan.rawStride,
      plan.outputs,
      rows,
      plan.tops + at * 8,
      plan.inverses + at * 8,
    ),
  );

const softmax: Work = (bench, thread, threads) => {
  const { plan, kernels, doubles } = bench;
  const output = argument(bench, slots.output);
  const largest = plan.perThread + thread * 64;
  doubles.fill(0, largest / 8, largest / 8 + 2);
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.softmaxGradients(
      plan.raw + output * plan.rawStride + at * 8,
      plan.tops + at * 8,
      plan.inverses + at * 8,
      plan.labels + at * 4,
      output,
      weightsAt(plan, at),
      rows,
      plan.gradients + at * 4,
      plan.hessians + at * 4,
      largest,
    ),
  );
};

const quantise: Work = (bench, thread, threads) => {
  const { plan, kernels, doubles } = bench;
  const factor = (slot: number): number => doubles[plan.control / 8 + slot] as number;
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.quantise(
      plan.gradients + at * 4,
      plan.hessians + at * 4,
      at,
      rows,
      argument(bench, slots.salt),
      factor(factors.gradient),
      factor(factors.hessian),
      argument(bench, slots.levels),
      plan.packed + at * 4,
    ),
  );
};

/** All work that threads share, by name. */
export const works = { bin, grow, part, gather, mark, addValues, logistic, softmaxNorms, softmax, quantise } as const;
export type WorkName = keyof typeof works;
