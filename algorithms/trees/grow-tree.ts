import type { Random } from '../random/random.ts';
import { bestSplit, createSplitSearch, type Split, type SplitSearch } from './best-split.ts';
import { between } from './bin-edges.ts';
import { type BinnedMatrix, missingBin } from './binned-matrix.ts';
import { createHistogram, fillHistogram, type Histogram } from './histogram.ts';
import { type NodeRows, partition } from './node-rows.ts';
import { likeness, type Targets } from './targets.ts';
import { categoryFlag, type ForestNodes, growTo, leaf, maskWords, missingLeftFlag, nodeWords } from './tree-nodes.ts';

export interface GrowOptions {
  /** Columns looked at in each node. */
  readonly columnsPerNode: number;
  readonly minLeaf: number;
  /** Infinity for none. */
  readonly maxDepth: number;
}

/** What growing needs beside the tree itself; made once and used for tree after tree. */
export interface Grower {
  readonly matrix: BinnedMatrix;
  readonly targets: Targets;
  readonly options: GrowOptions;
  readonly nodes: ForestNodes;
  /** Summed decrease of impurity by column, of the current tree. */
  readonly gains: Float64Array;
  readonly search: SplitSearch;
  readonly histogram: Histogram;
  readonly columns: Int32Array;
  /** Bins of each column. */
  readonly bins: readonly Uint8Array[];
  readonly goesLeft: Uint8Array;
  readonly signal: AbortSignal;
}

export const createGrower = (
  matrix: BinnedMatrix,
  targets: Targets,
  rest: { readonly options: GrowOptions; readonly nodes: ForestNodes; readonly signal: AbortSignal },
): Grower => ({
  ...rest,
  matrix,
  targets,
  gains: new Float64Array(matrix.columns),
  search: createSplitSearch(targets.classes, targets.width, rest.options.minLeaf),
  histogram: createHistogram(targets.width, rest.options.minLeaf === 1),
  bins: Array.from({ length: matrix.columns }, (_, at) =>
    matrix.bins.subarray(at * matrix.rows, (at + 1) * matrix.rows),
  ),
  columns: Int32Array.from({ length: matrix.columns }, (_, at) => at),
  goesLeft: new Uint8Array(256),
});

interface Open {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

type Range = Pick<Open, 'start' | 'end'>;

const statsOf = ({ targets }: Grower, { values, weights }: NodeRows, { start, end }: Open): Float64Array => {
  const stats = new Float64Array(targets.width);
  for (let at = start; at < end; at++) {
    const weight = weights[at] as number;
    const value = values[at] as number;
    if (targets.classes > 0) stats[value] = (stats[value] as number) + weight;
    else {
      stats[0] = (stats[0] as number) + weight;
      stats[1] = (stats[1] as number) + weight * value;
    }
  }
  return stats;
};

const isPure = ({ targets }: Grower, { values }: NodeRows, { start, end }: Open, stats: Float64Array): boolean => {
  if (targets.classes > 0) {
    let present = 0;
    for (let code = 0; code < stats.length; code++) if ((stats[code] as number) > 0) present++;
    return present <= 1;
  }
  for (let at = start + 1; at < end; at++) if (values[at] !== values[start]) return false;
  return true;
};

/** Pure leaves of a class share one value: a fully grown forest has hardly any other. */
const leafValue = ({ nodes, targets }: Grower, stats: Float64Array): number => {
  const { leaves } = nodes;
  if (targets.classes === 0) {
    growTo(leaves, leaves.length + 1);
    leaves.values[leaves.length - 1] = (stats[1] as number) / (stats[0] as number) + targets.mean;
    return leaves.length - 1;
  }
  const weight = stats.reduce((sum, value) => sum + value, 0);
  const pure = stats.indexOf(weight);
  if (pure >= 0) return pure;
  const start = leaves.length;
  growTo(leaves, start + targets.width);
  for (let code = 0; code < targets.width; code++) leaves.values[start + code] = (stats[code] as number) / weight;
  return start / targets.width;
};

/** Draws columns without replacement; goes on beyond `columnsPerNode` until one can be split, as scikit-learn does. */
const findSplit = (
  grower: Grower,
  rows: NodeRows,
  { start, end, total, random }: Range & { readonly total: Float64Array; readonly random: Random },
): Split | undefined => {
  const { matrix, targets, options, search, histogram, columns } = grower;
  let best: Split | undefined;
  for (let visited = 0; visited < columns.length; visited++) {
    if (visited >= options.columnsPerNode && best) break;
    const other = visited + random.below(columns.length - visited);
    const column = columns[other] as number;
    columns[other] = columns[visited] as number;
    columns[visited] = column;
    fillHistogram(histogram, grower.bins[column] as Uint8Array, rows, { start, end, classes: targets.classes });
    if (histogram.used < 2) continue;
    const levels = matrix.levels[column] as number;
    const count = histogram.presence ? histogram.used : end - start;
    const split = bestSplit(search, histogram, { column, levels, total, rows: count });
    if (split && (!best || split.score > best.score)) best = split;
  }
  return best;
};

const asFloat = new Float32Array(1);
const asBits = new Int32Array(asFloat.buffer);
const float32Bits = (value: number): number => {
  asFloat[0] = value;
  return asBits[0] as number;
};

/** Writes the split into the node and marks which bins go left. */
const writeSplit = ({ nodes, matrix, goesLeft }: Grower, split: Split, node: number): void => {
  const { words, masks } = nodes;
  const at = node * nodeWords;
  words.values[at] = split.column | (split.missingLeft ? missingLeftFlag : 0) | (split.category ? categoryFlag : 0);
  if (split.category) {
    goesLeft.set(split.category);
    const start = masks.length;
    growTo(masks, start + maskWords);
    for (let bin = 0; bin < missingBin; bin++)
      if (split.category[bin] === 1)
        masks.values[start + (bin >> 5)] = (masks.values[start + (bin >> 5)] as number) | (1 << (bin & 31));
    words.values[at + 1] = start / maskWords;
  } else {
    goesLeft.fill(0);
    goesLeft.fill(1, 0, split.lastLeft + 1);
    const { low, high } = matrix;
    const column = split.column * 256;
    const threshold =
      split.firstRight === missingBin
        ? Number.POSITIVE_INFINITY
        : between(high[column + split.lastLeft] as number, low[column + split.firstRight] as number);
    words.values[at + 1] = float32Bits(threshold);
  }
  goesLeft[missingBin] = split.missingLeft ? 1 : 0;
};

const addNode = ({ words }: ForestNodes, rows: number): number => {
  const node = words.length / nodeWords;
  growTo(words, words.length + nodeWords);
  words.values[node * nodeWords] = leaf;
  words.values[node * nodeWords + 3] = rows;
  return node;
};

const hasMissingRows = (bins: Uint8Array, { rows }: NodeRows, { start, end }: Open): boolean => {
  for (let at = start; at < end; at++) if (bins[rows[at] as number] === missingBin) return true;
  return false;
};

const setFlag = ({ words }: ForestNodes, node: number, flag: number): void => {
  words.values[node * nodeWords] = (words.values[node * nodeWords] as number) | flag;
};

/** Grows one tree over the first `count` rows, depth first, and adds it to the grower's nodes. */
export const growTree = (
  grower: Grower,
  { rows, count }: { readonly rows: NodeRows; readonly count: number },
  random: Random,
): void => {
  const { nodes, options, targets, signal } = grower;
  grower.gains.fill(0);
  const root = addNode(nodes, count);
  nodes.roots.push(root);
  const stack: Open[] = [{ node: root, start: 0, end: count, depth: 0 }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { node, start, end, depth } = open;
    if ((node & 4095) === 0) signal.throwIfAborted();
    const stats = statsOf(grower, rows, open);
    const done = end - start < 2 * options.minLeaf || depth >= options.maxDepth || isPure(grower, rows, open, stats);
    const split = done ? undefined : findSplit(grower, rows, { start, end, total: stats, random });
    if (!split) {
      nodes.words.values[node * nodeWords + 2] = leafValue(grower, stats);
      continue;
    }
    const bins = grower.bins[split.column] as Uint8Array;
    const missing = hasMissingRows(bins, rows, open);
    writeSplit(grower, split, node);
    const middle = partition(rows, bins, grower.goesLeft, open);
    // Where the node had no missing values to learn from, those of new rows go with the larger side.
    if (!missing && middle - start >= end - middle) setFlag(nodes, node, missingLeftFlag);
    grower.gains[split.column] =
      (grower.gains[split.column] as number) + split.score - likeness(targets.classes, stats, 0);
    const left = addNode(nodes, middle - start);
    const right = addNode(nodes, end - middle);
    nodes.words.values[node * nodeWords + 2] = left;
    stack.push(
      { node: right, start: middle, end, depth: depth + 1 },
      { node: left, start, end: middle, depth: depth + 1 },
    );
  }
};
