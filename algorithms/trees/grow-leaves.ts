import { missingBin } from '../kernels/tree-kernels.ts';
import { type GrowingTree, type Leaf, type Root, say } from './growing-tree.ts';
import { createSlots } from './histogram-slots.ts';
import type { NodeSplit } from './node-split.ts';
import { studyPair, studyRoot } from './study-leaves.ts';
import { slots, type Workbench } from './workbench.ts';

/** Fewer rows are seen to by one thread: waking another takes longer. */
const rowsAlone = 30_000;

const writeTable = ({ plan, kernels }: Workbench, { bin, mask, missingLeft }: NodeSplit): void => {
  const table = new Uint8Array(kernels.buffer, plan.table, 256);
  if (mask) table.set(mask);
  else {
    table.fill(0);
    table.fill(1, 0, bin + 1);
  }
  table[missingBin] = missingLeft ? 1 : 0;
};

/** Parts a stretch of `order` by the table; answers how many rows went left. */
const partRows = ({ bench, run }: GrowingTree, column: number, start: number, rows: number): number => {
  if (rows === 0) return 0;
  const { plan, ints } = bench;
  say(bench, slots.start, start);
  say(bench, slots.rows, rows);
  say(bench, slots.column, column);
  const alone = rows < rowsAlone;
  const threads = run('part', alone);
  run('gather', alone);
  let lefts = 0;
  for (let thread = 0; thread < threads; thread++) lefts += ints[(plan.perThread + thread * 64) / 4] as number;
  return lefts;
};

const divide = (tree: GrowingTree, leaf: Leaf, split: NodeSplit): readonly [Leaf, Leaf] => {
  writeTable(tree.bench, split);
  const [left, right] = tree.onSplit(leaf, split);
  const { start, restStart, restRows, sums } = leaf;
  partRows(tree, split.column, start, sums.rows);
  const restLeft = partRows(tree, split.column, restStart, restRows);
  const depth = leaf.depth + 1;
  const rest = {
    gradients: sums.gradients - split.left.gradients,
    hessians: sums.hessians - split.left.hessians,
    rows: sums.rows - split.left.rows,
  };
  // Written out: spreading what both share takes several times as long.
  return [
    { node: left, depth, start, restStart, restRows: restLeft, sums: split.left, slot: -1, split: undefined },
    {
      node: right,
      depth,
      start: start + split.left.rows,
      restStart: restStart + restLeft,
      restRows: restRows - restLeft,
      sums: rest,
      slot: -1,
      split: undefined,
    },
  ];
};

const takeBest = (open: Leaf[]): Leaf => {
  let best = 0;
  for (let at = 1; at < open.length; at++)
    if (((open[at] as Leaf).split?.gain ?? 0) > ((open[best] as Leaf).split?.gain ?? 0)) best = at;
  return open.splice(best, 1)[0] as Leaf;
};

/**
 * Grows a tree best leaf first (Shi, 2007; as LightGBM and HistGradientBoosting do) until it has `maxLeaves` or no split
 * gains anything. Answers its leaves.
 */
export const growLeaves = (tree: GrowingTree, rows: Root): readonly Leaf[] => {
  const pool = createSlots(tree.bench.plan.slots);
  const root = studyRoot(tree, rows, pool);
  const open: Leaf[] = root.split ? [root] : [];
  const done: Leaf[] = root.split ? [] : [root];
  while (open.length > 0) {
    tree.signal.throwIfAborted();
    const leaf = takeBest(open);
    const pair = divide(tree, leaf, leaf.split as NodeSplit);
    if (open.length + done.length + 2 < tree.limits.maxLeaves)
      studyPair(tree, { pair, parentSlot: leaf.slot }, pool, open);
    for (const child of pair) (child.split ? open : done).push(child);
    if (open.length + done.length >= tree.limits.maxLeaves) break;
  }
  return [...done, ...open];
};
