import { mixRow } from '../kernels/plain-gradients.ts';
import type { Random } from '../random/random.ts';
import { addLeaf, setLeafValue, splitLeaf } from './boosted-trees.ts';
import { type Boosting, packGradients } from './boosting-state.ts';
import { growLeaves } from './grow-leaves.ts';
import type { GrowLimits, Leaf } from './growing-tree.ts';
import { weightedQuantile } from './losses.ts';

import type { ForestNodes } from './tree-nodes.ts';
import { slots } from './workbench.ts';

/** What one tree of a round is made with. */
export interface TreeRequest {
  readonly nodes: ForestNodes;
  readonly output: number;
  /** A different number for each tree. */
  readonly salt: number;
  readonly random: Random;
  readonly edges: readonly Float32Array[];
  /** Gain by column, added up over all trees. */
  readonly gains: Float64Array;
  readonly signal: AbortSignal;
}

/** Rows that make this tree come first in `order`, then those that are only routed through it. Answers how many make it. */
const drawRows = ({ bench, run, options }: Boosting, salt: number): number => {
  const { plan, ints } = bench;
  if (options.subsample >= 1) {
    run('restore');
    return plan.trained;
  }
  const order = ints.subarray(plan.order / 4, plan.order / 4 + plan.rows);
  const limit = options.subsample * 2 ** 32;
  const chosen = (row: number): boolean => row < plan.trained && mixRow(row, salt ^ 0x1b873593) >>> 0 < limit;
  let drawn = 0;
  for (let row = 0; row < plan.rows; row++) if (chosen(row)) order[drawn++] = row;
  let next = drawn;
  for (let row = 0; row < plan.rows; row++) if (!chosen(row)) order[next++] = row;
  return drawn;
};

/** Chooses the columns of this tree; tells the kernels about numbers and answers the categories. */
const drawColumns = (
  { bench, options }: Boosting,
  { random, edges }: TreeRequest,
  categoryOf: (column: number) => boolean,
): readonly number[] => {
  const { plan, ints } = bench;
  const all = Int32Array.from({ length: plan.columns }, (_, column) => column);
  const wanted = Math.max(1, Math.round(options.columnSample * plan.columns));
  if (wanted < plan.columns)
    for (let at = 0; at < wanted; at++) {
      const other = at + random.below(plan.columns - at);
      [all[at], all[other]] = [all[other] as number, all[at] as number];
    }
  const chosen = new Set(all.subarray(0, wanted));
  for (let column = 0; column < plan.columns; column++)
    ints[plan.searched / 4 + column] =
      chosen.has(column) && !categoryOf(column) ? (edges[column] as Float32Array).length + 1 : 0;
  return [...chosen].filter(categoryOf).sort((a, b) => a - b);
};

/** The quantile of what the leaf's rows are off by. */
const residualQuantile = ({ bench, y, weights, raw }: Boosting, { start, sums }: Leaf, share: number): number => {
  const { plan, ints } = bench;
  const rows = ints.subarray(plan.order / 4 + start, plan.order / 4 + start + sums.rows);
  const values = raw[0] as Float64Array;
  const off = Float64Array.from(rows, (row) => (y[row] as number) - (values[row] as number));
  return weightedQuantile(off, weights && Float64Array.from(rows, (row) => weights[row] as number), share);
};

const leafValue = (boosting: Boosting, leaf: Leaf, limits: GrowLimits): number => {
  const { loss, options } = boosting;
  if (loss?.quantile !== undefined) return options.learningRate * residualQuantile(boosting, leaf, loss.quantile);
  const hessian = leaf.sums.hessians * limits.hessianUnit + limits.l2;
  return hessian > 0 ? (-options.learningRate * leaf.sums.gradients * limits.gradientUnit) / hessian : 0;
};

/** Puts values into the leaves and adds them to the predictions of all rows. */
const finishLeaves = (boosting: Boosting, nodes: ForestNodes, leaves: readonly Leaf[], limits: GrowLimits): void => {
  const { bench, run } = boosting;
  const { plan, ints, doubles } = bench;
  let stretches = 0;
  const stretch = (start: number, rows: number, leaf: number): void => {
    if (rows > 0) ints.set([start, start + rows, leaf], plan.stretches / 4 + stretches++ * 3);
  };
  leaves.forEach((leaf, index) => {
    const value = leafValue(boosting, leaf, limits);
    setLeafValue(nodes, leaf.node, value);
    doubles[plan.leafValues / 8 + index] = value;
    stretch(leaf.start, leaf.sums.rows, index);
    stretch(leaf.restStart, leaf.restRows, index);
  });
  ints[plan.control / 4 + slots.stretches] = stretches;
  run('mark');
  run('addValues');
};

/** Adds one tree to the round. Answers whether it has a split. */
export const addTree = (boosting: Boosting, request: TreeRequest, categoryOf: (column: number) => boolean): boolean => {
  const { bench, run, options } = boosting;
  const { nodes, edges, gains } = request;
  const units = packGradients(boosting, request.output, request.salt);
  const categories = drawColumns(boosting, request, categoryOf);
  const drawn = drawRows(boosting, request.salt);
  const root = addLeaf(nodes, drawn);
  nodes.roots.push(root);
  const limits: GrowLimits = {
    ...units,
    l2: options.l2,
    minLeaf: options.minLeaf,
    minHessian: 1e-3,
    maxLeaves: options.maxLeaves,
    maxDepth: options.maxDepth ?? Number.POSITIVE_INFINITY,
  };
  const leaves = growLeaves(
    {
      bench,
      run,
      limits,
      categories,
      signal: request.signal,
      onSplit: (leaf, split) => {
        gains[split.column] = (gains[split.column] as number) + split.gain;
        const at = { node: leaf.node, rows: leaf.sums.rows };
        return splitLeaf(nodes, at, { split, edges: edges[split.column] as Float32Array });
      },
    },
    { node: root, rows: drawn, restRows: bench.plan.rows - drawn },
  );
  finishLeaves(boosting, nodes, leaves, limits);
  return leaves.length > 1;
};
