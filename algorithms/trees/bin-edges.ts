import { mixRow } from '../kernels/plain-gradients.ts';

/** Quantiles of so many rows place an edge to a thousandth of the ranks. */
const sampledRows = 200_000;
export const mostBins = 255;

const digit = 2048;

/** One stable counting pass over eleven bits. */
const pass = (from: Uint32Array, to: Uint32Array, shift: number): void => {
  const starts = new Uint32Array(digit);
  for (let at = 0; at < from.length; at++) {
    const bucket = ((from[at] as number) >>> shift) & 2047;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  let total = 0;
  for (let bucket = 0; bucket < digit; bucket++) {
    const count = starts[bucket] as number;
    starts[bucket] = total;
    total += count;
  }
  for (let at = 0; at < from.length; at++) {
    const key = from[at] as number;
    const bucket = (key >>> shift) & 2047;
    const place = starts[bucket] as number;
    to[place] = key;
    starts[bucket] = place + 1;
  }
};

/** Sorts float32 in place by radix, several times faster than a comparing sort; there must be no NaN. */
const sortFloats = (values: Float32Array): Float32Array => {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let at = 0; at < bits.length; at++) {
    // Negative zero equals zero, so it must not be a value of its own.
    const word = values[at] === 0 ? 0 : (bits[at] as number);
    bits[at] = word >>> 31 === 1 ? ~word : word | 0x80000000;
  }
  const spare = new Uint32Array(bits.length);
  pass(bits, spare, 0);
  pass(spare, bits, 11);
  pass(bits, spare, 22);
  for (let at = 0; at < bits.length; at++) {
    const key = spare[at] as number;
    bits[at] = key >>> 31 === 1 ? key & 0x7fffffff : ~key;
  }
  return values;
};

let drawn = { from: 0, rows: new Int32Array() };

/** About 200,000 rows of so many, by a hash of their number: evenly spaced ones could follow a period in the data. */
const drawRows = (from: number): Int32Array => {
  // All columns of a table are as long, so the rows are drawn once.
  if (drawn.from === from) return drawn.rows;
  const limit = Math.floor((sampledRows / from) * 2 ** 32);
  const rows = new Int32Array(Math.ceil(sampledRows * 1.05) + 1000);
  let count = 0;
  for (let row = 0; row < from && count < rows.length; row++)
    if (mixRow(row, 0x2545f491) >>> 0 < limit) rows[count++] = row;
  drawn = { from, rows: rows.subarray(0, count) };
  return drawn.rows;
};

/** The values that are not missing, of all rows or of those that are drawn. */
const sampleOf = (values: Float32Array): Float32Array => {
  const rows = values.length > sampledRows ? drawRows(values.length) : undefined;
  const length = rows?.length ?? values.length;
  const sample = new Float32Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) {
    const value = values[rows ? (rows[at] as number) : at] as number;
    if (!Number.isNaN(value)) sample[count++] = value;
  }
  return sample.slice(0, count);
};

const word = new Int32Array(1);
const float = new Float32Array(word.buffer);

const nextBelow = (value: number): number => {
  float[0] = value;
  if (value === 0) return -1.401298464324817e-45;
  word[0] = (word[0] as number) + (value > 0 ? -1 : 1);
  return float[0] as number;
};

/**
 * The middle of a and b, rounded down to float32, where the values live: a value is not above it if and only if it is not
 * above the middle itself.
 */
export const between = (a: number, b: number): number => {
  const exact = a / 2 + b / 2;
  const near = Math.fround(exact);
  const middle = near > exact ? nextBelow(near) : near;
  return middle >= a && middle < b ? middle : a;
};

/** The bins of a column. */
export interface ColumnBins {
  /** Upper ends of all bins but the last, ascending. */
  readonly edges: Float32Array;
  /** Where the values of each bin begin and end, as far as that is known: a split parts them in the middle. */
  readonly low: Float32Array;
  readonly high: Float32Array;
}

const binsOfValues = (sorted: Float32Array, distinct: number): ColumnBins => {
  const values = new Float32Array(distinct);
  let count = 0;
  for (let at = 0; at < sorted.length; at++)
    if (at === 0 || sorted[at] !== sorted[at - 1]) values[count++] = sorted[at] as number;
  const edges = new Float32Array(Math.max(0, distinct - 1));
  for (let at = 0; at < edges.length; at++) edges[at] = between(values[at] as number, values[at + 1] as number);
  return { edges, low: values, high: values };
};

const binsOfQuantiles = (sorted: Float32Array, most: number): ColumnBins => {
  const edges: number[] = [];
  const largest = sorted[sorted.length - 1] as number;
  for (let bin = 1; bin < most; bin++) {
    const at = Math.floor((bin * sorted.length) / most);
    const edge = between(sorted[at - 1] as number, sorted[at] as number);
    const last = edges.at(-1);
    if (edge < largest && (last === undefined || edge > last)) edges.push(edge);
  }
  return {
    edges: Float32Array.from(edges),
    low: Float32Array.of(Number.NEGATIVE_INFINITY, ...edges),
    high: Float32Array.of(...edges, Number.POSITIVE_INFINITY),
  };
};

/** At most `most` bins of a column: one a distinct value where those are no more, else at quantiles. */
export const columnBins = (values: Float32Array, most: number): ColumnBins => {
  const sorted = sortFloats(sampleOf(values));
  let distinct = sorted.length === 0 ? 0 : 1;
  for (let at = 1; at < sorted.length && distinct <= most; at++) if (sorted[at] !== sorted[at - 1]) distinct++;
  return distinct <= most ? binsOfValues(sorted, distinct) : binsOfQuantiles(sorted, most);
};

/** The upper ends of at most 255 bins, for kernels that need no more. */
export const binEdges = (values: Float32Array): Float32Array => columnBins(values, mostBins).edges;

/** The bin of a category is its code; codes from 254 on share the last one, as a mask has 256 bits. */
export const categoryBin = (code: number, missing: number): number =>
  Number.isNaN(code) || code < 0 ? missing : Math.min(code, mostBins - 1);
