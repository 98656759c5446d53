import type { StudyKernels } from './study.ts';
import type { WalkKernels } from './walk.ts';

/**
 * The hot loops of trees on one memory; all arguments but counts and factors are addresses in bytes. There are two
 * editions, in plain TypeScript and in WASM, and they agree bit by bit.
 *
 * A histogram has 256 cells a column (bin 255 counts missing values) of four int32 each: gradients, hessians, rows, nothing.
 * A row's gradient and hessian are whole numbers packed in one int32: gradient in the upper 16 bits, hessian in the lower.
 * Callers hand over at most `blockRows` rows at a time: V8 does not replace slow first code within a running call.
 */
export interface TreeKernels extends StudyKernels, WalkKernels {
  readonly buffer: ArrayBufferLike;
  /** What other threads need to have these kernels on the same memory; undefined for the plain ones. */
  readonly memory: WebAssembly.Memory | undefined;
  zero(to: number, bytes: number): void;
  copy(to: number, from: number, bytes: number): void;
  /**
   * Bins `count` float32 values by 255 ascending float32 edges, of which the unused ones are infinite: the first that is not
   * below, 255 for NaN. One byte each, `stride` apart.
   */
  binNumbers(values: number, count: number, edges: number, to: number, stride: number): void;
  /** The bin of a category is its code; codes from 254 on share a bin, NaN has 255. */
  binCategories(values: number, count: number, to: number, stride: number): void;
  /** Bins of `count` rows that stand column by column, `columnStride` apart, row by row: records of `stride` bytes. */
  fillRecords(
    bins: number,
    columnStride: number,
    columns: number,
    count: number,
    records: number,
    stride: number,
  ): void;
  /**
   * Adds `count` rows to the histogram of `columns` columns. Records are `stride` bytes long, a multiple of 16, and
   * `recordSlack` bytes behind the last one may be read; `packed` is where the packed gradient of row 0 stands.
   */
  addRows(
    rows: number,
    count: number,
    records: number,
    stride: number,
    columns: number,
    packed: number,
    histogram: number,
    scratch: number,
  ): void;
  /** `to` += `what`, over so many cells. */
  add(to: number, what: number, cells: number): void;
  /** `from` −= `what`, over so many cells. */
  subtract(from: number, what: number, cells: number): void;
  /**
   * The best split of each of `columns` numeric columns of a node; `bins` has the number of value bins by column as int32, 0
   * for columns to leave out. `node`: see `nodeFacts`. Writes a record of `splitBytes` a column.
   */
  findSplits(histogram: number, columns: number, bins: number, node: number, to: number): void;
  /** Parts rows by a table of 256 bytes (1 goes left), both sides in order; answers how many went left. */
  partition(
    rows: number,
    count: number,
    bins: number,
    shift: number,
    table: number,
    left: number,
    right: number,
  ): number;
  /** first, first + 1, … as int32. */
  countUp(to: number, count: number, first: number): void;
  /** Writes a leaf's number (uint16) for its rows. */
  markRows(rows: number, count: number, leaves: number, leaf: number): void;
  /** raw += values[leaf] for `count` consecutive rows; values are float64. */
  addLeafValues(raw: number, leaves: number, values: number, count: number): void;
  /**
   * Gradients and hessians (float32) of the binary log loss. `weights` is 0 for none. Keeps the largest |gradient| and
   * hessian at `largest` (two float64).
   */
  logisticGradients(
    raw: number,
    labels: number,
    weights: number,
    count: number,
    gradients: number,
    hessians: number,
    largest: number,
  ): void;
  /**
   * Log loss of two classes of at most 512 consecutive rows, ln of the product that is answered and what is added to `sum`
   * (float64): their logarithms are taken at once. Reads one row further.
   */
  logLoss(raw: number, labels: number, count: number, sum: number): number;
  /** Largest raw value and inverse of Σ exp(raw − largest) over the classes, whose arrays are `stride` bytes apart. */
  softmaxNorms(raw: number, stride: number, classes: number, count: number, tops: number, inverses: number): void;
  softmaxGradients(
    raw: number,
    tops: number,
    inverses: number,
    labels: number,
    code: number,
    weights: number,
    count: number,
    gradients: number,
    hessians: number,
    largest: number,
  ): void;
  /**
   * Rounds to whole numbers, up or down by chance in proportion (of row number and `salt`), and packs them, `stride` bytes
   * apart.
   */
  quantise(
    gradients: number,
    hessians: number,
    firstRow: number,
    count: number,
    salt: number,
    gradientFactor: number,
    hessianFactor: number,
    levels: number,
    to: number,
    stride: number,
  ): void;
}

export const blockRows = 16_384;
export const cellBytes = 16;
/** Bytes of one column's histogram. */
export const columnBytes = 256 * cellBytes;
export const missingBin = 255;

/** Float64 words of what `findSplits` has to know of a node. */
export const nodeFacts = {
  /** What one unit of a gradient, and of a hessian, stands for. */
  gradientUnit: 0,
  hessianUnit: 1,
  l2: 2,
  minLeaf: 3,
  minHessian: 4,
  /** Sums over the node, in units. */
  gradients: 5,
  hessians: 6,
  rows: 7,
  count: 8,
} as const;

/** A record of `findSplits`: score as float64 (0 for no split), then int32 words; the rest is zero. */
export const splitBytes = 32;
export const splitWords = { bin: 2, missingLeft: 3 } as const;

/** What `addRows` may read behind the last record. */
export const recordSlack = 48;
/** Bytes that a thread needs to itself: packed cells of 32 columns, and 1,024 rows with their gradients. */
export const countingBytes = 32 * 256 * 8 + 1024 * (32 + 8);
/** Bytes of a block of values that wait to be binned. */
export const valuesBytes = blockRows * 4;
