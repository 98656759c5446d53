import type { NodeSums } from './category-groups.ts';
import { type GrowingTree, type Leaf, type Root, say } from './growing-tree.ts';
import type { HistogramSlots } from './histogram-slots.ts';
import { bestSplit, writeFacts } from './node-split.ts';
import { histogramOf, slots, type Workbench } from './workbench.ts';

const canSplit = ({ limits }: GrowingTree, { sums, depth }: Leaf): boolean =>
  sums.rows >= 2 * limits.minLeaf && depth < limits.maxDepth;

interface Counted {
  readonly slot: number;
  readonly start: number;
  readonly rows: number;
}

const sayBuild = (bench: Workbench, build: number, { slot, start, rows }: Counted): void => {
  const at = slots.build + build * 3;
  say(bench, at, slot);
  say(bench, at + 1, start);
  say(bench, at + 2, rows);
};

interface Steps {
  /** How many nodes are counted. */
  readonly builds: number;
  /** Whether the second node is what the first leaves of their parent. */
  readonly subtract: boolean;
  /** Which of both are searched for splits. */
  readonly first: boolean;
  readonly second: boolean;
}

const saySteps = (bench: Workbench, { builds, subtract, first, second }: Steps): void => {
  say(bench, slots.builds, builds);
  say(bench, slots.subtract, subtract ? 1 : 0);
  say(bench, slots.search, first ? 1 : 0);
  say(bench, slots.search + 1, second ? 1 : 0);
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

const leafBuild = (leaf: Leaf): Counted => ({ slot: leaf.slot, start: leaf.start, rows: leaf.sums.rows });

interface Searched {
  /** 0 or 1: which node it was for the kernels. */
  readonly node: number;
  readonly leaf: Leaf;
  readonly searched: boolean;
}

/** Takes the leaf's split from what was found, or gives its histogram back where there is none. */
const settle = ({ bench, categories }: GrowingTree, { node, leaf, searched }: Searched, pool: HistogramSlots): void => {
  const { slot, sums } = leaf;
  if (searched) leaf.split = bestSplit(bench, { node, slot, sums, categories });
  if (leaf.split) return;
  pool.give(slot);
  leaf.slot = -1;
};

/** The two leaves that a split made. */
export interface NewLeaves {
  readonly pair: readonly [Leaf, Leaf];
  /** The parent's histogram; −1 where it was thrown away. */
  readonly parentSlot: number;
}

/** Counts the histograms of two new leaves, of the larger by what the smaller leaves of its parent, and finds their splits. */
export const studyPair = (
  tree: GrowingTree,
  { pair, parentSlot }: NewLeaves,
  pool: HistogramSlots,
  open: readonly Leaf[],
): void => {
  const { bench, run, limits } = tree;
  const [small, large] = pair[0].sums.rows <= pair[1].sums.rows ? pair : [pair[1], pair[0]];
  const [first, second] = [canSplit(tree, small), canSplit(tree, large)];
  if (!first && !second) {
    pool.give(parentSlot);
    return;
  }
  const subtract = parentSlot >= 0;
  small.slot = pool.take(open);
  large.slot = subtract ? parentSlot : pool.take(open);
  saySteps(bench, { builds: subtract ? 1 : 2, subtract, first, second });
  sayBuild(bench, 0, leafBuild(small));
  sayBuild(bench, 1, leafBuild(large));
  writeFacts(bench, 0, limits, small.sums);
  writeFacts(bench, 1, limits, large.sums);
  countNodes(tree, small.sums.rows + (subtract ? 0 : large.sums.rows));
  run('search');
  settle(tree, { node: 0, leaf: small, searched: first }, pool);
  settle(tree, { node: 1, leaf: large, searched: second }, pool);
};

/** Counts all rows that make the tree, and looks for their split. */
export const studyRoot = (tree: GrowingTree, { node, rows, restRows }: Root, pool: HistogramSlots): Leaf => {
  const { bench, run, limits } = tree;
  const slot = pool.take([]);
  saySteps(bench, { builds: 1, subtract: false, first: false, second: false });
  sayBuild(bench, 0, { slot, start: 0, rows });
  sayBuild(bench, 1, { slot, start: 0, rows: 0 });
  countNodes(tree, rows);
  run('search');
  const sums = sumsOf(bench, slot);
  const root: Leaf = { node, depth: 0, start: 0, restStart: rows, restRows, sums, slot, split: undefined };
  if (!canSplit(tree, root)) return root;
  saySteps(bench, { builds: 0, subtract: false, first: true, second: false });
  writeFacts(bench, 0, limits, sums);
  run('search');
  settle(tree, { node: 0, leaf: root, searched: true }, pool);
  return root;
};
