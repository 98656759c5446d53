import { blockRows } from '../kernels/tree-kernels.ts';
import { shareOf } from './training-plan.ts';
import { argument, eachBlock, slots, type Work } from './workbench.ts';

/** All rows in their own order again. */
export const restore: Work = ({ plan, kernels }, thread, threads) =>
  eachBlock(plan.rows, [thread, threads], (at, rows) => kernels.countUp(plan.order + at * 4, rows, at));

/** Parts a stretch of `order` by the bins of a column. */
export const part: Work = (bench, thread, threads) => {
  const { plan, kernels, ints } = bench;
  const start = argument(bench, slots.start);
  const bins = plan.bins + argument(bench, slots.column) * plan.binsStride;
  const { from } = shareOf(argument(bench, slots.rows), thread, threads);
  let lefts = 0;
  eachBlock(argument(bench, slots.rows), [thread, threads], (at, rows) => {
    lefts += kernels.partition(
      plan.order + (start + at) * 4,
      rows,
      bins,
      0,
      plan.table,
      plan.spareLeft + (start + from + lefts) * 4,
      plan.spareRight + (start + at - lefts) * 4,
    );
  });
  ints[(plan.perThread + thread * 64) / 4] = lefts;
};

/** Brings the parted rows back in order: all threads' lefts, then all threads' rights. */
export const gather: Work = (bench, thread, threads) => {
  const { plan, kernels, ints } = bench;
  const [start, rows] = [argument(bench, slots.start), argument(bench, slots.rows)];
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
export const mark: Work = (bench, thread, threads) => {
  const { plan, kernels, ints } = bench;
  const { from, to } = shareOf(plan.rows, thread, threads);
  for (let at = 0; at < argument(bench, slots.stretches); at++) {
    const word = plan.stretches / 4 + at * 3;
    const end = Math.min(to, ints[word + 1] as number);
    for (let start = Math.max(from, ints[word] as number); start < end; start += blockRows)
      kernels.markRows(plan.order + start * 4, Math.min(blockRows, end - start), plan.leaves, ints[word + 2] as number);
  }
};

export const addValues: Work = (bench, thread, threads) => {
  const { plan, kernels } = bench;
  const raw = plan.raw + argument(bench, slots.output) * plan.rawStride;
  eachBlock(plan.rows, [thread, threads], (at, rows) =>
    kernels.addLeafValues(raw + at * 8, plan.leaves + at * 2, plan.leafValues, rows),
  );
};
