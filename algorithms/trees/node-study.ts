import { studyColumnWords, studyRecordBytes, studyRecordWords, studyWords, totalsBytes } from '../kernels/study.ts';
import { blockRows } from '../kernels/tree-kernels.ts';
import { type CategoryBins, splitCategory } from './category-split.ts';
import type { ColumnGroup } from './column-groups.ts';
import type { ForestBench } from './forest-bench.ts';
import { binsFor, type RowStore } from './row-stores.ts';

/** A way to part a node's rows by the bins of one column. */
export interface Split {
  readonly column: number;
  /** Sum of both sides' likeness. */
  readonly score: number;
  /** Numbers: the last bin with rows on the left and the first on the right. */
  readonly lastLeft: number;
  readonly firstRight: number;
  /** Categories: 1 for each bin that goes left. */
  readonly category: Uint8Array | undefined;
  readonly missingLeft: boolean;
  /** Whether the node has missing values in this column. */
  readonly missing: boolean;
}

/** A stretch of the desk's order. */
export interface NodeRange {
  readonly start: number;
  readonly end: number;
  /** Where its rows stand. */
  readonly store: RowStore;
}

/** What all studies of a forest have in common. */
export const openStudies = ({ plan, desk, kernels, ints }: ForestBench, minLeaf: number): void => {
  kernels.beginStudy(desk.study);
  const words = {
    columns: 0,
    classes: plan.classes,
    missing: plan.missing,
    wide: plan.wide ? 1 : 0,
    valueShift: plan.valueShift,
    totals: desk.totals,
    cells: desk.cells,
    cellsStride: plan.cellsStride,
    cellBytes: plan.cellBytes,
    counts: desk.counts,
    countsStride: plan.countsStride,
    marks: desk.marks,
    marksStride: plan.marksStride,
    minLeaf,
    lists: desk.lists,
    listsStride: plan.listsStride,
    records: desk.records,
    pairs: desk.pairs,
    left: desk.left,
  } as const;
  for (const [name, value] of Object.entries(words))
    ints[desk.study / 4 + studyWords[name as keyof typeof words]] = value;
};

/** Address of a column's bin in the first record. */
export const columnBinsAt = ({ plan }: ForestBench, { first, bins }: ColumnGroup, column: number): number =>
  bins + (column - first) * (plan.wide ? 2 : 1);

export interface StudiedColumns {
  readonly columns: Int32Array;
  /** Those of `columns` that are looked at. */
  readonly from: number;
  readonly count: number;
  /** Per column whether it holds category codes. */
  readonly categories: Uint8Array;
}

/** Counts the bins of so many columns in a node and, where they are numbers, finds their best splits. */
export const studyNode = (
  bench: ForestBench,
  { start, end, store }: NodeRange,
  { columns, from, count, categories }: StudiedColumns,
): void => {
  const { plan, desk, kernels, ints } = bench;
  const study = desk.study / 4;
  // What the last study filled is emptied while its columns still stand there.
  kernels.beginStudy(desk.study);
  ints[study + studyWords.columns] = count;
  ints[study + studyWords.few] = (end - start) * 4 < plan.missing ? 1 : 0;
  for (let at = 0; at < count; at++) {
    const column = columns[from + at] as number;
    const group = binsFor(store, column, { rows: end - start, alone: false });
    const own = study + studyWords.column + at * studyColumnWords;
    ints[own] = columnBinsAt(bench, group, column);
    ints[own + 1] = group.shift;
    ints[own + 2] = categories[column] === 1 ? 0 : 1;
  }
  for (let row = start; row < end; row += blockRows)
    kernels.addStudyRows(desk.study, desk.order + row * 4, Math.min(blockRows, end - row), store.values);
  kernels.endStudy(desk.study, end - start);
};

/** Weights of the classes, or weight and weighted sum, of the node that was studied. */
export const studiedStats = ({ plan, desk, doubles }: ForestBench, stats: Float64Array): void => {
  const totals = desk.totals / 8;
  if (plan.classes > 2) {
    for (let code = 0; code < plan.classes; code++) stats[code] = doubles[totals + totalsBytes / 8 + code] as number;
    return;
  }
  const sum = doubles[totals] as number;
  const weight = doubles[totals + 1] as number;
  stats[0] = plan.classes > 0 ? weight - sum : weight;
  stats[1] = sum;
};

export const studiedPure = ({ desk, doubles }: ForestBench): boolean =>
  doubles[desk.totals / 8 + 2] === doubles[desk.totals / 8 + 3];

/** The bins of the `at`-th studied column. */
const categoryBins = ({ plan, desk, ints, shorts, doubles }: ForestBench, at: number): CategoryBins => {
  const listed = ints[desk.study / 4 + studyWords.column + at * studyColumnWords + 3] as number;
  const list = (desk.lists + at * plan.listsStride) / 2;
  const cells = (desk.cells + at * plan.cellsStride) / 8;
  const counts = (desk.counts + at * plan.countsStride) / 4;
  const width = plan.cellBytes / 8;
  const bins = Array.from(shorts.subarray(list, list + listed), (bin) => {
    const cell = doubles.subarray(cells + bin * width, cells + (bin + 1) * width);
    const [sum, weight] = cell as unknown as readonly [number, number];
    const stats = plan.classes > 2 ? cell : plan.classes > 0 ? [weight - sum, sum] : [weight, sum];
    return { bin, stats, rows: ints[counts + bin] as number };
  });
  const missing = bins.at(-1)?.bin === plan.missing ? bins.at(-1) : undefined;
  return { levels: missing ? bins.slice(0, -1) : bins, missing };
};

export interface Studied {
  readonly rows: number;
  readonly minLeaf: number;
  readonly stats: Float64Array;
}

const lastListed = ({ plan, desk, ints, shorts }: ForestBench, at: number): number => {
  const listed = ints[desk.study / 4 + studyWords.column + at * studyColumnWords + 3] as number;
  return listed > 0 ? (shorts[(desk.lists + at * plan.listsStride) / 2 + listed - 1] as number) : 0;
};

/** The best split by the `at`-th studied column, a category; undefined where none leaves enough rows on both sides. */
export const studiedCategorySplit = (
  bench: ForestBench,
  at: number,
  column: number,
  { rows, minLeaf, stats }: Studied,
): Split | undefined => {
  const { plan } = bench;
  const found = splitCategory(categoryBins(bench, at), { classes: plan.classes, minLeaf, total: stats, rows });
  return found && { ...found, column, lastLeft: 0, firstRight: 0, missing: lastListed(bench, at) === plan.missing };
};

/** Score of the best split by the `at`-th studied column, numbers; −∞ where none leaves enough rows on both sides. */
export const studiedScore = ({ desk, doubles }: ForestBench, at: number): number =>
  doubles[(desk.records + at * studyRecordBytes) / 8] as number;

export const studiedSplit = (bench: ForestBench, at: number, column: number): Split => {
  const { plan, desk, ints } = bench;
  const record = (desk.records + at * studyRecordBytes) / 4;
  return {
    column,
    score: studiedScore(bench, at),
    lastLeft: ints[record + studyRecordWords.lastLeft] as number,
    firstRight: ints[record + studyRecordWords.firstRight] as number,
    category: undefined,
    missingLeft: ints[record + studyRecordWords.missingLeft] === 1,
    missing: lastListed(bench, at) === plan.missing,
  };
};
