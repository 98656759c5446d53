import { blockRows } from '../kernels/tree-kernels.ts';
import type { Random } from '../random/random.ts';
import { between, type ColumnBins } from './bin-edges.ts';
import { addLeaf, addMask, float32Bits } from './boosted-trees.ts';
import type { ForestBench } from './forest-bench.ts';
import {
  columnBinsAt,
  type NodeRange,
  openStudies,
  type Split,
  studiedCategorySplit,
  studiedPure,
  studiedScore,
  studiedSplit,
  studiedStats,
  studyNode,
} from './node-study.ts';
import { binsFor, nearestStore, rowOf } from './row-stores.ts';
import { likeness } from './targets.ts';
import { categoryFlag, createForestNodes, type ForestNodes, growTo, missingLeftFlag, nodeWords } from './tree-nodes.ts';

export interface GrowOptions {
  /** Columns looked at in each node. */
  readonly columnsPerNode: number;
  readonly minLeaf: number;
  /** Infinity for none. */
  readonly maxDepth: number;
}

/** What growing needs beside the memory; the same for all trees. */
export interface GrowSetup {
  readonly options: GrowOptions;
  readonly bins: readonly ColumnBins[];
  /** Per column whether it holds category codes. */
  readonly categories: Uint8Array;
  /** Class codes, or values; of those the mean is taken off in memory, and added to the leaves again. */
  readonly y: Float64Array;
  readonly mean: number;
}

interface Growing extends GrowSetup {
  readonly bench: ForestBench;
  readonly nodes: ForestNodes;
  readonly gains: Float64Array;
  /** All columns; those in front were drawn. */
  readonly columns: Int32Array;
  readonly stats: Float64Array;
  readonly random: Random;
}

interface Open extends NodeRange {
  readonly node: number;
  readonly depth: number;
}

/** Classes share their pure leaves: a fully grown forest has hardly any other. */
const leafValue = ({ nodes, stats, bench, y, mean }: Growing, { start: first, store }: NodeRange): number => {
  const { leaves } = nodes;
  const { classes } = bench.plan;
  const start = leaves.length;
  if (classes === 0) {
    growTo(leaves, start + 1);
    // What all rows of a leaf have in common is told as it is, not as it comes out of sums.
    const row = rowOf(bench, store, bench.ints[bench.desk.order / 4 + first] as number);
    leaves.values[start] = studiedPure(bench) ? (y[row] as number) : (stats[1] as number) / (stats[0] as number) + mean;
    return start;
  }
  const weight = stats.reduce((sum, value) => sum + value, 0);
  const pure = stats.indexOf(weight);
  if (pure >= 0) return pure;
  growTo(leaves, start + classes);
  for (let code = 0; code < classes; code++) leaves.values[start + code] = (stats[code] as number) / weight;
  return start / classes;
};

const draw = ({ columns, random }: Growing, from: number, count: number): void => {
  for (let at = from; at < from + count; at++) {
    const other = at + random.below(columns.length - at);
    const column = columns[other] as number;
    columns[other] = columns[at] as number;
    columns[at] = column;
  }
};

/** The better of the split and what the studied columns offer. */
const betterOf = (growing: Growing, open: Open, { from, count }: DrawnColumns, best: Split | undefined) => {
  const { bench, options, columns, categories, stats } = growing;
  let kept = best;
  for (let at = 0; at < count; at++) {
    const column = columns[from + at] as number;
    if (categories[column] === 1) {
      const about = { rows: open.end - open.start, minLeaf: options.minLeaf, stats };
      const split = studiedCategorySplit(bench, at, column, about);
      if (split && (!kept || split.score > kept.score)) kept = split;
    } else if (studiedScore(bench, at) > (kept?.score ?? Number.NEGATIVE_INFINITY))
      kept = studiedSplit(bench, at, column);
  }
  return kept;
};

interface DrawnColumns {
  readonly from: number;
  readonly count: number;
}

/** Draws columns without replacement; goes on beyond `columnsPerNode` until one can be split, as scikit-learn does. */
const findSplit = (growing: Growing, open: Open): Split | undefined => {
  const { bench, options, columns, categories, stats } = growing;
  let best: Split | undefined;
  for (let visited = 0; visited < columns.length; ) {
    const wanted = options.columnsPerNode - visited;
    if (wanted <= 0 && best) break;
    const count = Math.max(1, Math.min(wanted, bench.plan.columnsAtOnce));
    if (options.columnsPerNode < columns.length) draw(growing, visited, count);
    studyNode(bench, open, { columns, from: visited, count, categories });
    if (visited === 0) {
      studiedStats(bench, stats);
      if (studiedPure(bench)) return undefined;
    }
    best = betterOf(growing, open, { from: visited, count }, best);
    visited += count;
  }
  return best;
};

/** Where the split parts values. Where only missing values go right, all others are below it. */
const thresholdOf = ({ bins, bench }: Growing, { column, lastLeft, firstRight }: Split): number => {
  const { low, high } = bins[column] as ColumnBins;
  return firstRight === bench.plan.missing
    ? Number.POSITIVE_INFINITY
    : between(high[lastLeft] as number, low[firstRight] as number);
};

/** Writes the split into the node and marks which bins go left. */
const writeSplit = (growing: Growing, split: Split, node: number): void => {
  const { nodes, bench } = growing;
  const { desk, plan, bytes } = bench;
  const { words } = nodes;
  const at = node * nodeWords;
  const flags = (split.missingLeft ? missingLeftFlag : 0) | (split.category ? categoryFlag : 0);
  words.values[at] = split.column | flags;
  words.values[at + 1] = split.category ? addMask(nodes, split.category) : float32Bits(thresholdOf(growing, split));
  const table = bytes.subarray(desk.table, desk.table + plan.missing + 1);
  table.fill(0);
  if (split.category) table.set(split.category.subarray(0, plan.missing));
  else table.fill(1, 0, split.lastLeft + 1);
  table[plan.missing] = split.missingLeft ? 1 : 0;
};

/** Brings the rows that go left to the front, both sides in order; answers where the others start. */
const partRows = ({ bench }: Growing, column: number, { start, end, store }: NodeRange): number => {
  const { plan, desk, kernels } = bench;
  const group = binsFor(store, column, { rows: end - start, alone: true });
  const bins = columnBinsAt(bench, group, column);
  const part = plan.wide ? kernels.partitionWide : kernels.partition;
  let left = start;
  for (let from = start; from < end; from += blockRows) {
    const rows = desk.order + from * 4;
    const count = Math.min(blockRows, end - from);
    // What goes left is never written beyond what has been read.
    left += part(rows, count, bins, group.shift, desk.table, desk.order + left * 4, desk.spare + (from - left) * 4);
  }
  kernels.copy(desk.order + left * 4, desk.spare, (end - left) * 4);
  return left;
};

const setFlag = ({ nodes }: Growing, node: number, flag: number): void => {
  const { values } = nodes.words;
  values[node * nodeWords] = (values[node * nodeWords] as number) | flag;
};

/** Turns the node into a split; answers its two sides, the left one last, as that is taken first. */
const splitNode = (growing: Growing, open: Open, split: Split): readonly [Open, Open] => {
  const { nodes, gains, stats, bench } = growing;
  const { node, start, end, store, depth } = open;
  gains[split.column] = (gains[split.column] as number) + split.score - likeness(bench.plan.classes, stats, 0);
  writeSplit(growing, split, node);
  const middle = partRows(growing, split.column, open);
  // Where the node had no missing values to learn from, those of new rows go with the larger side.
  if (!split.missing && middle - start >= end - middle) setFlag(growing, node, missingLeftFlag);
  const left = addLeaf(nodes, middle - start);
  const right = addLeaf(nodes, end - middle);
  nodes.words.values[node * nodeWords + 2] = left;
  return [
    { node: right, start: middle, end, store, depth: depth + 1 },
    { node: left, start, end: middle, store, depth: depth + 1 },
  ];
};

/** A tree with nodes numbered from 0 on; the first leaf values are certainty of each class. */
export interface GrownTree {
  readonly nodes: ForestNodes;
  /** Decrease of impurity by column. */
  readonly gains: Float64Array;
}

const seedLeaves = ({ leaves }: ForestNodes, classes: number): void => {
  growTo(leaves, classes * classes);
  for (let code = 0; code < classes; code++) leaves.values[code * classes + code] = 1;
};

/** Grows a tree over the first `count` rows of the desk's order, depth first. */
export const growTree = (bench: ForestBench, setup: GrowSetup, count: number, random: Random): GrownTree => {
  const { plan } = bench;
  const nodes = createForestNodes();
  seedLeaves(nodes, plan.classes);
  const gains = new Float64Array(plan.columns);
  const columns = Int32Array.from({ length: plan.columns }, (_, at) => at);
  const stats = new Float64Array(Math.max(2, plan.classes));
  const growing: Growing = { ...setup, bench, nodes, gains, columns, stats, random };
  const { minLeaf, maxDepth } = setup.options;
  openStudies(bench, minLeaf);
  nodes.roots.push(addLeaf(nodes, count));
  const stack: Open[] = [{ node: 0, start: 0, end: count, store: bench.desk.stores.all, depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const done = next.end - next.start < 2 * minLeaf || next.depth >= maxDepth || plan.columns === 0;
    const open = done ? next : { ...next, store: nearestStore(bench, next, maxDepth - next.depth) };
    if (done) {
      studyNode(bench, open, { columns, from: 0, count: 0, categories: setup.categories });
      studiedStats(bench, stats);
    }
    const split = done ? undefined : findSplit(growing, open);
    if (split) stack.push(...splitNode(growing, open, split));
    else nodes.words.values[open.node * nodeWords + 2] = leafValue(growing, open);
  }
  return { nodes, gains };
};
