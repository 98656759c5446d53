import { missingBin } from '../kernels/tree-kernels.ts';
import type { NodeSums } from './category-groups.ts';
import { bestSplit, type NodeFacts, type NodeSplit, writeFacts } from './node-split.ts';
import type { WorkName } from './training-work.ts';
import { histogramOf, slots, type Workbench } from './workbench.ts';

/** Does a piece of work, on other threads too where there are any, and answers how many there were. */
export type Run = (work: WorkName, alone?: boolean) => number;

export interface GrowLimits extends NodeFacts {
  readonly maxLeaves: number;
  readonly maxDepth: number;
}

/** A leaf, as long as it may be split. */
export interface Leaf {
  /** Number of the node in the tree. */
  readonly node: number;
  readonly depth: number;
  /** Its rows among those that make the tree, and among those that are only routed through it: places in `order`. */
  readonly start: number;
  readonly restStart: number;
  readonly restRows: number;
  readonly sums: NodeSums;
  /** Its histogram; −1 where it was thrown away. */
  slot: number;
  split: NodeSplit | undefined;
}

/** All rows: those that make the tree come first in `order`. */
export interface Root {
  readonly node: number;
  readonly rows: number;
  readonly restRows: number;
}

export interface GrowingTree {
  readonly bench: Workbench;
  readonly run: Run;
  readonly limits: GrowLimits;
  readonly categories: readonly number[];
  readonly signal: AbortSignal;
  /** Called with each split; answers the numbers of the two nodes that it makes. */
  readonly onSplit: (leaf: Leaf, split: NodeSplit) => readonly [number, number];
}

/** Fewer rows are seen to by one thread: waking another takes longer. */
export const rowsAlone = 30_000;

const say = ({ ints, plan }: Workbench, slot: number, ...values: readonly number[]): void =>
  ints.set(values, plan.control / 4 + slot);

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
  say(bench, slots.start, start, rows, column);
  const alone = rows < rowsAlone;
  const threads = run('part', alone);
  run('gather', alone);
  let lefts = 0;
  for (let thread = 0; thread < threads; thread++) lefts += ints[(plan.perThread + thread * 64) / 4] as number;
  return lefts;
};

const canSplit = ({ limits }: GrowingTree, { sums, depth }: Leaf): boolean =>
  sums.rows >= 2 * limits.minLeaf && depth < limits.maxDepth;

/** Free histograms; when there is none, the least promising open leaf gives up its own. */
interface Slots {
  take(open: readonly Leaf[]): number;
  give(slot: number): void;
}

const createSlots = (count: number): Slots => {
  const free = Array.from({ length: count }, (_, index) => count - 1 - index);
  return {
    take: (open) => {
      const slot = free.pop();
      if (slot !== undefined) return slot;
      const holders = open.filter((leaf) => leaf.slot >= 0);
      const least = holders.reduce((a, b) => ((b.split?.gain ?? 0) < (a.split?.gain ?? 0) ? b : a));
      const taken = least.slot;
      least.slot = -1;
      return taken;
    },
    give: (slot) => {
      if (slot >= 0) free.push(slot);
    },
  };
};

/** Fewer rows are counted by one thread: putting two histograms together takes as long. */
const countedAlone = 4096;

const countNodes = ({ bench, run }: GrowingTree, rows: number): void =>
  say(bench, slots.counted, run('count', rows < countedAlone));

/** Every row has a bin in the first column. */
const sumsOf = ({ plan, ints }: Workbench, slot: number): NodeSums => {
  const cells = ints.subarray(histogramOf(plan, slot, 0) / 4).subarray(0, 256 * 4);
  const sumOf = (word: number): number => {
    let sum = 0;
    for (let cell = word; cell < cells.length; cell += 4) sum += cells[cell] as number;
    return sum;
  };
  return { gradients: sumOf(0), hessians: sumOf(1), rows: sumOf(2) };
};

/** Counts the histograms of two new leaves, of the larger by what the smaller leaves of its parent, and finds their splits. */
const study = (
  tree: GrowingTree,
  pair: readonly [Leaf, Leaf],
  parentSlot: number,
  pool: Slots,
  open: readonly Leaf[],
) => {
  const { bench, run, limits, categories } = tree;
  const wanted = pair.filter((leaf) => canSplit(tree, leaf));
  if (wanted.length === 0) return pool.give(parentSlot);
  const [small, large] = pair[0].sums.rows <= pair[1].sums.rows ? pair : [pair[1], pair[0]];
  const subtract = parentSlot >= 0;
  small.slot = pool.take(open);
  large.slot = subtract ? parentSlot : pool.take(open);
  const place = (leaf: Leaf): readonly number[] => [leaf.slot, leaf.start, leaf.sums.rows];
  say(bench, slots.builds, subtract ? 1 : 2, ...place(small), ...place(large), subtract ? 1 : 0);
  say(bench, slots.search, canSplit(tree, small) ? 1 : 0, canSplit(tree, large) ? 1 : 0);
  for (const [node, leaf] of [small, large].entries()) writeFacts(bench, node, limits, leaf.sums);
  countNodes(tree, small.sums.rows + (subtract ? 0 : large.sums.rows));
  run('search');
  for (const [node, leaf] of [small, large].entries()) {
    if (canSplit(tree, leaf)) leaf.split = bestSplit(bench, { node, slot: leaf.slot, sums: leaf.sums, categories });
    if (leaf.split) continue;
    pool.give(leaf.slot);
    leaf.slot = -1;
  }
};

/** Counts all rows that make the tree, and looks for their split. */
const studyRoot = (tree: GrowingTree, { node, rows, restRows }: Root, pool: Slots): Leaf => {
  const { bench, run, limits, categories } = tree;
  const slot = pool.take([]);
  say(bench, slots.builds, 1, slot, 0, rows, slot, 0, 0, 0);
  say(bench, slots.search, 0, 0);
  countNodes(tree, rows);
  run('search');
  const sums = sumsOf(bench, slot);
  const root: Leaf = { node, depth: 0, start: 0, restStart: rows, restRows, sums, slot, split: undefined };
  if (!canSplit(tree, root)) return root;
  say(bench, slots.builds, 0);
  say(bench, slots.search, 1, 0);
  writeFacts(bench, 0, limits, sums);
  run('search');
  root.split = bestSplit(bench, { node: 0, slot, sums, categories });
  return root;
};

const divide = (tree: GrowingTree, leaf: Leaf, split: NodeSplit): readonly [Leaf, Leaf] => {
  writeTable(tree.bench, split);
  const [left, right] = tree.onSplit(leaf, split);
  partRows(tree, split.column, leaf.start, leaf.sums.rows);
  const restLeft = partRows(tree, split.column, leaf.restStart, leaf.restRows);
  const rest = {
    gradients: leaf.sums.gradients - split.left.gradients,
    hessians: leaf.sums.hessians - split.left.hessians,
  };
  const fresh = { depth: leaf.depth + 1, slot: -1, split: undefined };
  return [
    { ...fresh, node: left, start: leaf.start, restStart: leaf.restStart, restRows: restLeft, sums: split.left },
    {
      ...fresh,
      node: right,
      start: leaf.start + split.left.rows,
      restStart: leaf.restStart + restLeft,
      restRows: leaf.restRows - restLeft,
      sums: { ...rest, rows: leaf.sums.rows - split.left.rows },
    },
  ];
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
    const leaf = open.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    open.splice(open.indexOf(leaf), 1);
    const pair = divide(tree, leaf, leaf.split as NodeSplit);
    if (open.length + done.length + 2 < tree.limits.maxLeaves) study(tree, pair, leaf.slot, pool, open);
    for (const child of pair) (child.split ? open : done).push(child);
    if (open.length + done.length >= tree.limits.maxLeaves) break;
  }
  return [...done, ...open];
};
