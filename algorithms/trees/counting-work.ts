import { blockRows, columnBytes, nodeFacts, splitBytes } from '../kernels/tree-kernels.ts';
import type { TrainingPlan } from './training-plan.ts';
import { argument, countingOf, histogramOf, slots, type Work, type Workbench } from './workbench.ts';

interface Build {
  readonly slot: number;
  readonly start: number;
  readonly rows: number;
}

const buildOf = (bench: Workbench, build: number): Build => {
  const at = slots.build + build * 3;
  return { slot: argument(bench, at), start: argument(bench, at + 1), rows: argument(bench, at + 2) };
};

/** Where a thread counts a node: the first one in its histogram, others for themselves. */
const ownHistogram = (plan: TrainingPlan, { slot }: Build, build: number, thread: number): number =>
  thread === 0 ? histogramOf(plan, slot, 0) : plan.partials + ((thread - 1) * 2 + build) * plan.histogramBytes;

/** Counts one node or two, each thread its share of the rows. */
export const count: Work = (bench, thread, threads) => {
  const { plan, kernels } = bench;
  for (let build = 0; build < argument(bench, slots.builds); build++) {
    const node = buildOf(bench, build);
    const histogram = ownHistogram(plan, node, build, thread);
    kernels.zero(histogram, plan.histogramBytes);
    const [from, to] = [0, 1].map((edge) => Math.floor((node.rows * (thread + edge)) / threads)) as [number, number];
    for (let at = from; at < to; at += blockRows)
      kernels.addRows(
        plan.order + (node.start + at) * 4,
        Math.min(blockRows, to - at),
        plan.records,
        plan.recordBytes,
        plan.counted,
        plan.packed,
        histogram,
        countingOf(bench, thread),
      );
  }
};

/** What all threads counted, of this thread's columns. */
const merge = (bench: Workbench, build: number, [from, columns]: readonly [number, number]): void => {
  const { plan, kernels } = bench;
  const node = buildOf(bench, build);
  for (let other = 1; other < argument(bench, slots.counted); other++)
    kernels.add(
      histogramOf(plan, node.slot, from),
      ownHistogram(plan, node, build, other) + from * columnBytes,
      columns * 256,
    );
};

/** Puts together what was counted, takes a node as what the other leaves of their parent, and looks for their splits. */
export const search: Work = (bench, thread, threads) => {
  const { plan, kernels } = bench;
  const from = Math.floor((plan.counted * thread) / threads);
  const columns = Math.floor((plan.counted * (thread + 1)) / threads) - from;
  for (let build = 0; build < argument(bench, slots.builds); build++) merge(bench, build, [from, columns]);
  const histogram = [0, 1].map((build) => histogramOf(plan, buildOf(bench, build).slot, from)) as [number, number];
  if (argument(bench, slots.subtract) === 1) kernels.subtract(histogram[1], histogram[0], columns * 256);
  for (let node = 0; node < 2; node++)
    if (argument(bench, slots.search + node) === 1)
      kernels.findSplits(
        histogram[node] as number,
        Math.min(columns, plan.columns - from),
        plan.searched + from * 4,
        plan.nodes + node * nodeFacts.count * 8,
        plan.splits + (node * plan.columns + from) * splitBytes,
      );
};
