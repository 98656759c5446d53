import type { NodeSums } from './category-groups.ts';
import type { NodeFacts, NodeSplit } from './node-split.ts';
import type { WorkName } from './training-work.ts';
import type { Workbench } from './workbench.ts';

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

/** Tells a piece of work what it is about. */
export const say = ({ ints, plan }: Workbench, slot: number, value: number): void => {
  ints[plan.control / 4 + slot] = value;
};
