import type { NodeRows } from './node-rows.ts';

/** Statistics and number of rows by bin, of one column in one node. */
export interface Histogram {
  readonly width: number;
  /** 256 × width */
  readonly stats: Float64Array;
  readonly counts: Uint32Array;
  /** Bins with rows, ascending, the bin of missing values last; `used` of them. */
  readonly bins: Uint8Array;
  used: number;
  /** One bit a bin. */
  readonly marks: Uint32Array;
}

export const createHistogram = (width: number): Histogram => ({
  width,
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
  { stats, counts, width }: Histogram,
  bins: Uint8Array,
  node: NodeRows,
  { start, end }: Range,
): void => {
  const { rows, values, weights } = node;
  for (let at = start; at < end; at++) {
    const bin = bins[rows[at] as number] as number;
    const cell = bin * width + (values[at] as number);
    stats[cell] = (stats[cell] as number) + (weights[at] as number);
    counts[bin] = (counts[bin] as number) + 1;
  }
};

const addNumbers = ({ stats, counts }: Histogram, bins: Uint8Array, node: NodeRows, { start, end }: Range): void => {
  const { rows, values, weights } = node;
  for (let at = start; at < end; at++) {
    const bin = bins[rows[at] as number] as number;
    const weight = weights[at] as number;
    stats[2 * bin] = (stats[2 * bin] as number) + weight;
    stats[2 * bin + 1] = (stats[2 * bin + 1] as number) + weight * (values[at] as number);
    counts[bin] = (counts[bin] as number) + 1;
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
  if (range.end - range.start >= fewRows) {
    listCounted(histogram);
    return;
  }
  const { marks } = histogram;
  for (let at = range.start; at < range.end; at++) {
    const bin = bins[node.rows[at] as number] as number;
    marks[bin >> 5] = (marks[bin >> 5] as number) | (1 << (bin & 31));
  }
  listMarked(histogram);
};
