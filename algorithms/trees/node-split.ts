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

const cellsOf = ({ plan, ints }: Workbench, slot: number, column: number): Int32Array => {
  const from = histogramOf(plan, slot, column) / 4;
  return ints.subarray(from, from + columnBytes / 4);
};

/** What stands left of a split: all bins up to its own, and missing values where they go there. */
const leftOf = (cells: Int32Array, bin: number, missingLeft: boolean): NodeSums => {
  const sums = missingLeft ? [...cells.subarray(missingBin * 4, missingBin * 4 + 3)] : [0, 0, 0];
  let [gradients, hessians, rows] = sums as [number, number, number];
  for (let cell = 0; cell <= bin * 4; cell += 4) {
    gradients += cells[cell] as number;
    hessians += cells[cell + 1] as number;
    rows += cells[cell + 2] as number;
  }
  return { gradients, hessians, rows };
};

const numberSplit = (bench: Workbench, node: number, slot: number, column: number): NodeSplit => {
  const { plan, ints, doubles } = bench;
  const record = plan.splits + (node * plan.columns + column) * splitBytes;
  const bin = ints[record / 4 + splitWords.bin] as number;
  const missingLeft = ints[record / 4 + splitWords.missingLeft] === 1;
  const left = leftOf(cellsOf(bench, slot, column), bin, missingLeft);
  return { column, gain: doubles[record / 8] as number, left, bin, mask: undefined, missingLeft };
};

/** Gains that rounding could have made are none. */
const noise = 1e-10;

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
  let top = 0;
  let topColumn = -1;
  for (let column = 0; column < plan.columns; column++) {
    const score = doubles[(plan.splits + (node * plan.columns + column) * splitBytes) / 8] as number;
    if (score > top) [top, topColumn] = [score, column];
  }
  let best = topColumn < 0 ? undefined : numberSplit(bench, node, slot, topColumn);
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
