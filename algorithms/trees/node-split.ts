import { columnBytes, missingBin, nodeFacts, splitBytes, splitWords } from '../kernels/tree-kernels.ts';
import { groupCategories, type NodeSums } from './category-groups.ts';
import { histogramOf, type Workbench } from './workbench.ts';

/** The best way to part a node, over all its columns. */
export interface NodeSplit {
  readonly column: number;
  /** How much it lowers the loss, by its second-order estimate (Friedman, 2001; Chen and Guestrin, 2016, equation 7), twice. */
  readonly gain: number;
  readonly left: NodeSums;
  /** The last bin on the left; with a mask, none. */
  readonly bin: number;
  readonly mask: Uint8Array | undefined;
  readonly missingLeft: boolean;
}

/** What the search needs to know of a node beside its histogram. */
export interface NodeFacts {
  readonly gradientUnit: number;
  readonly hessianUnit: number;
  readonly l2: number;
  readonly minLeaf: number;
  readonly minHessian: number;
}

/** Puts down what `findSplits` has to know; `node` is 0 or 1. */
export const writeFacts = ({ plan, doubles }: Workbench, node: number, facts: NodeFacts, sums: NodeSums): void => {
  const at = plan.nodes / 8 + node * nodeFacts.count;
  doubles[at + nodeFacts.gradientUnit] = facts.gradientUnit;
  doubles[at + nodeFacts.hessianUnit] = facts.hessianUnit;
  doubles[at + nodeFacts.l2] = facts.l2;
  doubles[at + nodeFacts.minLeaf] = facts.minLeaf;
  doubles[at + nodeFacts.minHessian] = facts.minHessian;
  doubles[at + nodeFacts.gradients] = sums.gradients;
  doubles[at + nodeFacts.hessians] = sums.hessians;
  doubles[at + nodeFacts.rows] = sums.rows;
};

const numberSplit = ({ plan, ints }: Workbench, node: number, column: number, score: number): NodeSplit => {
  const word = (plan.splits + (node * plan.columns + column) * splitBytes) / 4;
  return {
    column,
    gain: score,
    left: {
      gradients: ints[word + splitWords.gradients] as number,
      hessians: ints[word + splitWords.hessians] as number,
      rows: ints[word + splitWords.rows] as number,
    },
    bin: ints[word + splitWords.bin] as number,
    mask: undefined,
    missingLeft: ints[word + splitWords.missingLeft] === 1,
  };
};

/** Gains that rounding could have made are none. */
const noise = 1e-10;

const cellsOf = ({ plan, ints }: Workbench, slot: number, column: number): Int32Array => {
  const from = histogramOf(plan, slot, column) / 4;
  return ints.subarray(from, from + columnBytes / 4);
};

/** Where the node has no missing values to learn from, those of new rows go with the larger side. */
const withDefault = (split: NodeSplit, missing: boolean, { rows }: NodeSums): NodeSplit =>
  missing ? split : { ...split, missingLeft: 2 * split.left.rows >= rows };

/** Takes the best of what the kernels found in each column, and of the categories, which are searched here. */
export const bestSplit = (
  bench: Workbench,
  {
    node,
    slot,
    sums,
    categories,
  }: {
    readonly node: number;
    readonly slot: number;
    readonly sums: NodeSums;
    /** Category columns that may be split. */
    readonly categories: readonly number[];
  },
): NodeSplit | undefined => {
  const { plan, doubles } = bench;
  const facts = doubles.subarray(
    plan.nodes / 8 + node * nodeFacts.count,
    plan.nodes / 8 + (node + 1) * nodeFacts.count,
  );
  let best: NodeSplit | undefined;
  for (let column = 0; column < plan.columns; column++) {
    const score = doubles[(plan.splits + (node * plan.columns + column) * splitBytes) / 8] as number;
    if (score > (best?.gain ?? 0)) best = numberSplit(bench, node, column, score);
  }
  for (const column of categories) {
    const found = groupCategories(cellsOf(bench, slot, column), facts, sums);
    if (found && found.score > (best?.gain ?? 0)) best = { ...found, column, gain: found.score, bin: 0 };
  }
  if (!best) return undefined;
  const hessian = sums.hessians * (facts[nodeFacts.hessianUnit] as number) + (facts[nodeFacts.l2] as number);
  const own = (sums.gradients * (facts[nodeFacts.gradientUnit] as number)) ** 2 / hessian;
  const gain = best.gain - own;
  if (!(gain > noise * best.gain)) return undefined;
  const missing = (cellsOf(bench, slot, best.column)[missingBin * 4 + 2] as number) > 0;
  return withDefault({ ...best, gain }, missing, sums);
};
