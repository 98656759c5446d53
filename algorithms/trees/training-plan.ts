import { createArena } from '../kernels/arena.ts';
import { blockRows, columnBytes, countingBytes, nodeFacts, recordSlack, splitBytes } from '../kernels/tree-kernels.ts';

/** What decides how much memory boosting takes. */
export interface TrainingSize {
  /** Training rows, then validation rows. */
  readonly trained: number;
  readonly held: number;
  readonly columns: number;
  /** Trees a round. */
  readonly outputs: number;
  readonly maxLeaves: number;
  readonly weighted: boolean;
  readonly threads: number;
}

/**
 * Where everything stands in the memory that all threads share. Addresses in bytes, 0 where an array is not needed. The
 * training rows are rows 0…trained−1, validation rows follow; both are routed through every tree, only the former make it.
 */
export interface TrainingPlan extends TrainingSize {
  readonly rows: number;
  readonly bytes: number;
  /** Columns that are counted: one at least, so that the sums of a node are known in any case. */
  readonly counted: number;
  /** Bins column by column, to part rows by one of them. */
  readonly bins: number;
  readonly binsStride: number;
  /** The same row by row, and each row's packed gradient behind them: one cache miss brings all that is counted. */
  readonly records: number;
  readonly recordBytes: number;
  /** The packed gradient of row 0. */
  readonly packed: number;
  /** 256 float32 a column, infinite beyond its edges. */
  readonly edges: number;
  /** Value bins of each column that may be split by the kernel, 0 for others. */
  readonly searched: number;
  readonly raw: number;
  /** Bytes from one output's raw predictions to the next one's. */
  readonly rawStride: number;
  readonly labels: number;
  readonly weights: number;
  readonly gradients: number;
  readonly hessians: number;
  readonly tops: number;
  readonly inverses: number;
  /** Rows in an order in which those of a leaf stand together, and room to part them. */
  readonly order: number;
  readonly spareLeft: number;
  readonly spareRight: number;
  readonly leaves: number;
  readonly leafValues: number;
  /** Start, end and leaf of stretches of `order`. */
  readonly stretches: number;
  readonly table: number;
  readonly nodes: number;
  readonly splits: number;
  /** One cache line a thread: largest gradient and hessian, or rows that went left. */
  readonly perThread: number;
  /** Room for each thread to count in; the values that it puts into bins wait there too. */
  readonly counting: number;
  readonly control: number;
  readonly histograms: number;
  readonly histogramBytes: number;
  readonly slots: number;
  /** What threads beside the first one count: two histograms each. */
  readonly partials: number;
}

/** Histograms of open leaves beyond this are thrown away and counted again when needed. */
const histogramBudget = 256 * 2 ** 20;

export const slotsOf = (columns: number, maxLeaves: number): number =>
  Math.max(3, Math.min(maxLeaves + 1, Math.floor(histogramBudget / Math.max(1, columns * columnBytes))));

export const planTraining = (size: TrainingSize): TrainingPlan => {
  const { columns, outputs, maxLeaves, threads } = size;
  const counted = Math.max(1, columns);
  const rows = size.trained + size.held;
  const arena = createArena();
  const { take } = arena;
  const rawStride = Math.ceil((rows * 8) / 64) * 64;
  const slots = slotsOf(columns, maxLeaves);
  const histogramBytes = counted * columnBytes;
  const binsStride = Math.ceil(rows / 64) * 64;
  const recordBytes = Math.ceil((counted + 4) / 16) * 16;
  const places = {
    control: take(1024),
    bins: take(columns * binsStride),
    records: take(rows * recordBytes + recordSlack),
    edges: take(columns * 1024),
    searched: take(columns * 4),
    raw: take(outputs * rawStride),
    labels: take(rows * 4),
    weights: size.weighted ? take(rows * 4) : 0,
    gradients: take(size.trained * 4),
    hessians: take(size.trained * 4),
    tops: outputs > 1 ? take(size.trained * 8) : 0,
    inverses: outputs > 1 ? take(size.trained * 8) : 0,
    order: take(rows * 4),
    spareLeft: take(rows * 4),
    spareRight: take(rows * 4),
    leaves: take(rows * 2),
    leafValues: take((maxLeaves + 1) * 8),
    stretches: take((maxLeaves + 1) * 2 * 12),
    table: take(256),
    nodes: take(2 * nodeFacts.count * 8),
    splits: take(2 * columns * splitBytes),
    perThread: take(threads * 64),
    counting: take(threads * countingBytes),
    histograms: take(slots * histogramBytes),
    partials: take((threads - 1) * 2 * histogramBytes),
  };
  const packed = places.records + recordBytes - 4;
  const sizes = { rows, counted, binsStride, recordBytes, rawStride, slots, histogramBytes };
  return { ...size, ...places, ...sizes, packed, bytes: arena.bytes };
};

/** The stretch of `count` things that a thread sees to, in whole blocks. */
export const shareOf = (
  count: number,
  thread: number,
  threads: number,
): { readonly from: number; readonly to: number } => {
  const blocks = Math.ceil(count / blockRows);
  return {
    from: Math.floor((blocks * thread) / threads) * blockRows,
    to: Math.min(count, Math.floor((blocks * (thread + 1)) / threads) * blockRows),
  };
};
