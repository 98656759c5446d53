import type { NodeRows } from './node-rows.ts';

/** Statistics and number of rows by bin, of one column in one node. Where `presence` will do, a count is 1 for any rows. */
export interface Histogram {
  readonly width: number;
  readonly presence: boolean;
  /** 256 × width */
  readonly stats: Float64Array;
  readonly counts: Uint32Array;
  /** Bins with rows, ascending, the bin of missing values last; `used` of them. */
  readonly bins: Uint8Array;
  used: number;
  /** One bit a bin. */
  readonly marks: Uint32Array;
}

export const createHistogram = (width: number, presence: boolean): Histogram => ({
  width,
  presence,
  stats: new Float64Array(256 * width),
  counts: new Uint32Array(256),
  bins: new Uint8Array(256),
  used: 0,
  marks: new Uint32Array(8),
});

const clear = (histogram: Histogram): void => {
  const { stats, counts, bins, width, used } = histogram;
  for (let at = 0; at < used; at++) {
    const bin = bins[at] as number;
    counts[bin] = 0;
    for (let stat = bin * width; stat < (bin + 1) * width; stat++) stats[stat] = 0;
  }
  histogram.used = 0;
};

/** A node of few rows touches few bins: they are found by their bits, not by looking at all 256. */
const listMarked = (histogram: Histogram): void => {
  const { marks, bins } = histogram;
  let used = 0;
  for (let word = 0; word < 8; word++) {
    let bits = marks[word] as number;
    marks[word] = 0;
    while (bits !== 0) {
      const lowest = 31 - Math.clz32(bits & -bits);
      bins[used++] = word * 32 + lowest;
      bits &= bits - 1;
    }
  }
  histogram.used = used;
};

const listCounted = (histogram: Histogram): void => {
  const { counts, bins } = histogram;
  let used = 0;
  for (let bin = 0; bin < 256; bin++) if (counts[bin] !== 0) bins[used++] = bin;
  histogram.used = used;
};

const fewRows = 256;

interface Range {
  readonly start: number;
  readonly end: number;
}

const addClasses = (
  { stats, width }: Histogram,
  bins: Uint8Array,
  { rows, values, weights }: NodeRows,
  { start, end }: Range,
): void => {
  for (let at = start; at < end; at++) {
    const cell = (bins[rows[at] as number] as number) * width + (values[at] as number);
    stats[cell] = (stats[cell] as number) + (weights[at] as number);
  }
};

const addNumbers = (
  { stats }: Histogram,
  bins: Uint8Array,
  { rows, values, weights }: NodeRows,
  { start, end }: Range,
): void => {
  for (let at = start; at < end; at++) {
    const cell = 2 * (bins[rows[at] as number] as number);
    const weight = weights[at] as number;
    stats[cell] = (stats[cell] as number) + weight;
    stats[cell + 1] = (stats[cell + 1] as number) + weight * (values[at] as number);
  }
};

/** Marks the bins of the rows and, unless their presence will do, counts them. */
const markRows = (
  { counts, marks, presence }: Histogram,
  bins: Uint8Array,
  rows: Int32Array,
  { start, end }: Range,
): void => {
  for (let at = start; at < end; at++) {
    const bin = bins[rows[at] as number] as number;
    marks[bin >> 5] = (marks[bin >> 5] as number) | (1 << (bin & 31));
    counts[bin] = presence ? 1 : (counts[bin] as number) + 1;
  }
};

const countRows = ({ counts }: Histogram, bins: Uint8Array, rows: Int32Array, { start, end }: Range): void => {
  for (let at = start; at < end; at++) {
    const bin = bins[rows[at] as number] as number;
    counts[bin] = (counts[bin] as number) + 1;
  }
};

/** Large nodes fill nearly every bin: which ones is told by the statistics, without another pass over the rows. */
const markPresent = ({ counts, stats, width }: Histogram): void => {
  for (let bin = 0; bin < 256; bin++)
    for (let stat = bin * width; stat < (bin + 1) * width; stat++)
      if (stats[stat] !== 0) {
        counts[bin] = 1;
        break;
      }
};

/** Fills the histogram anew from the node's rows and one column's bins. */
export const fillHistogram = (
  histogram: Histogram,
  bins: Uint8Array,
  node: NodeRows,
  range: Range & { readonly classes: number },
): void => {
  clear(histogram);
  if (range.classes > 0) addClasses(histogram, bins, node, range);
  else addNumbers(histogram, bins, node, range);
  if (range.end - range.start < fewRows) {
    markRows(histogram, bins, node.rows, range);
    listMarked(histogram);
    return;
  }
  if (histogram.presence) markPresent(histogram);
  else countRows(histogram, bins, node.rows, range);
  listCounted(histogram);
};
