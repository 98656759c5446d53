import { mostBins } from './bin-edges.ts';
import { exactRows } from './decision-tree.ts';
import { planForest } from './forest-plan.ts';

/** Bytes of a node with its share of leaf values, for three classes. */
const nodeBytes = 32;

/** More never help one fit. */
const mostThreads = 8;

interface Growth {
  readonly trees: number;
  readonly maxDepth: number | null;
  readonly minLeaf: number;
}

/** At worst a leaf for every `minLeaf` drawn rows of every tree. */
const treeBytes = (rows: number, { trees, maxDepth, minLeaf }: Growth): number => {
  const leaves = Math.min(rows / minLeaf, 2 ** Math.min(40, maxDepth ?? 40));
  return trees * 2 * leaves * nodeBytes;
};

/** Bytes that a forest takes beside its matrix. */
export const forestMemory = (rows: number, columns: number, growth: Growth): number => {
  const plan = planForest({ rows, columns, classes: 3, bins: mostBins, weighted: true, threads: mostThreads });
  // About two thirds of the rows are in a bootstrap, and about half of the rows end in a leaf of their own.
  return plan.bytes + rows * 9 + 0.4 * treeBytes(rows, growth);
};

/** Bytes that one tree takes beside its matrix. */
export const treeMemory = (rows: number, columns: number, { maxDepth, minLeaf }: Omit<Growth, 'trees'>): number => {
  const bins = rows <= exactRows ? Math.max(1, rows) : mostBins;
  return (
    planForest({ rows, columns, classes: 3, bins, weighted: true, threads: 1 }).bytes +
    rows * 9 +
    treeBytes(rows, { trees: 1, maxDepth, minLeaf })
  );
};
