import { createArena } from '../kernels/arena.ts';
import { pairsBytes, studyColumnWords, studyRecordBytes, studyWords, totalsBytes } from '../kernels/study.ts';
import { missingBin, valuesBytes } from '../kernels/tree-kernels.ts';
import { type ColumnGroup, planGroups } from './column-groups.ts';
import { nearStoreBytes, planRowStores, type RowStores } from './row-stores.ts';

/** What decides how much memory trees that vote take while they grow. */
export interface ForestSize {
  readonly rows: number;
  readonly columns: number;
  /** 0 for numbers. */
  readonly classes: number;
  /** Most value bins of a column; more than 255 make all bins two bytes wide. */
  readonly bins: number;
  /** Whether rows have weights of their own, beside how often they are drawn. */
  readonly weighted: boolean;
  readonly threads: number;
}

/** What one thread has to itself. */
export interface ForestDesk {
  /** All rows of the tree, and room for those of deep nodes. */
  readonly stores: RowStores;
  /** Rows of the tree in an order in which those of a node stand together, and room to part them. */
  readonly order: number;
  readonly spare: number;
  /** 1 for each bin that goes left. */
  readonly table: number;
  readonly study: number;
  readonly totals: number;
  readonly cells: number;
  readonly counts: number;
  readonly marks: number;
  readonly lists: number;
  readonly records: number;
  readonly pairs: number;
  readonly left: number;
  /** Room for a block of values to be binned. */
  readonly scratch: number;
}

/** Where everything stands in the memory that all threads share; addresses in bytes. */
export interface ForestPlan extends ForestSize {
  readonly wide: boolean;
  /** The bin of missing values. */
  readonly missing: number;
  readonly edges: number;
  readonly groups: readonly ColumnGroup[];
  /** The same bins column by column; none where they are wide or too many. */
  readonly columnBins: readonly ColumnGroup[];
  readonly columnStride: number;
  /** Log₂ of the bytes that y and weight of a row take. */
  readonly valueShift: number;
  readonly desks: readonly ForestDesk[];
  /** Columns that are studied at once. */
  readonly columnsAtOnce: number;
  readonly cellBytes: number;
  readonly cellsStride: number;
  readonly countsStride: number;
  readonly marksStride: number;
  readonly listsStride: number;
  readonly control: number;
  readonly bytes: number;
}

/** A row's bins fill at most a cache line. */
const recordBytes = 64;
/** Cells of columns studied at once stay in a core's cache, unless bins are wide and classes many. */
const mostAtOnce = 8;
const cellBudget = 32 * 2 ** 20;

const strides = ({ columns, classes, bins }: ForestSize) => {
  const missing = Math.max(missingBin, bins);
  const cellBytes = classes > 2 ? classes * 8 : 16;
  const cellsStride = (missing + 1) * cellBytes;
  return {
    missing,
    cellBytes,
    cellsStride,
    columnsAtOnce: Math.max(1, Math.min(columns, mostAtOnce, Math.floor(cellBudget / cellsStride))),
    countsStride: (missing + 1) * 4,
    marksStride: Math.ceil((missing + 1) / 64) * 8,
    listsStride: (missing + 3) * 2,
  };
};

const planColumnBins = (columns: number, stride: number, from: number): readonly ColumnGroup[] =>
  Array.from({ length: columns }, (_, first) => ({ first, columns: 1, shift: 0, bins: from + first * stride }));

/** Codes of classes and how often a row is drawn fit a byte each, so that those of all rows stay in a cache. */
const valueShiftOf = ({ classes, weighted }: ForestSize): number =>
  classes > 0 && classes <= 256 && !weighted ? 1 : 4;

const planDesk = (
  { rows, classes }: ForestSize,
  bins: Pick<ForestPlan, 'groups' | 'columnBins' | 'valueShift'>,
  {
    take,
    nearBytes,
    columnsAtOnce: own,
    ...sizes
  }: ReturnType<typeof strides> & { readonly take: (bytes: number) => number; readonly nearBytes: number },
): ForestDesk => {
  return {
    stores: planRowStores(rows, bins, { take, nearBytes }),
    order: take(rows * 4),
    spare: take((rows + 1) * 4),
    table: take(sizes.missing + 1),
    study: take((studyWords.column + own * studyColumnWords) * 4),
    totals: take(totalsBytes + Math.max(2, classes) * 8),
    cells: take(own * sizes.cellsStride),
    counts: take(own * sizes.countsStride),
    marks: take(own * sizes.marksStride),
    lists: take(own * sizes.listsStride),
    records: take(own * studyRecordBytes),
    pairs: take(pairsBytes),
    left: take(Math.max(2, classes) * 8),
    scratch: take(valuesBytes),
  };
};

/** What may be spent on having bins near. */
interface Spending {
  /** For the rows of a deep node. */
  readonly nearBytes: number;
  /** For a second copy of all bins, column by column: as there is room for both where addresses have 32 bits. */
  readonly columnBytes: number;
}

const usual: Spending = { nearBytes: nearStoreBytes, columnBytes: 2 ** 30 };

export const planForest = (size: ForestSize, { nearBytes, columnBytes }: Spending = usual): ForestPlan => {
  const { rows, columns } = size;
  const arena = createArena();
  const { take } = arena;
  const sizes = strides(size);
  const bytes = size.bins > missingBin ? 2 : 1;
  const control = take(64);
  const edges = take(columns * 1024);
  const groups = planGroups({ columns, rows, bytes, count: Math.ceil((columns * bytes) / recordBytes) }, take);
  const columnStride = Math.ceil(rows / 64) * 64;
  const twice = bytes === 1 && columns * columnStride <= columnBytes;
  const columnBins = twice ? planColumnBins(columns, columnStride, take(columns * columnStride)) : [];
  const bins = { groups, columnBins, valueShift: valueShiftOf(size) };
  const desks = Array.from({ length: size.threads }, () => planDesk(size, bins, { ...sizes, take, nearBytes }));
  const places = { control, edges, columnStride, ...bins, desks };
  return { ...size, ...sizes, ...places, wide: bytes === 2, bytes: arena.bytes };
};
