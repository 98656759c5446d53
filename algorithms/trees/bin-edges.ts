import { mixRow } from '../kernels/plain-gradients.ts';

/** Quantiles of so many rows place an edge to a thousandth of the ranks. */
const sampledRows = 200_000;
export const mostBins = 255;

const digit = 2048;

/** One stable counting pass over eleven bits. */
const pass = (from: Uint32Array, to: Uint32Array, shift: number): void => {
  const starts = new Uint32Array(digit);
  for (const key of from) starts[(key >>> shift) & 2047] = (starts[(key >>> shift) & 2047] as number) + 1;
  let total = 0;
  for (let bucket = 0; bucket < digit; bucket++) {
    const count = starts[bucket] as number;
    starts[bucket] = total;
    total += count;
  }
  for (const key of from) {
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

/** About 200,000 rows, picked by a hash of their number: evenly spaced ones could follow a period in the data. */
const sampleOf = (values: Float32Array): Float32Array => {
  const all = values.length <= sampledRows;
  const limit = all ? 0 : Math.floor((sampledRows / values.length) * 2 ** 32);
  const sample = new Float32Array(all ? values.length : Math.ceil(sampledRows * 1.05) + 1000);
  let count = 0;
  for (let row = 0; row < values.length && count < sample.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value) && (all || mixRow(row, 0x2545f491) >>> 0 < limit)) sample[count++] = value;
  }
  return sample.subarray(0, count);
};

/** Between a and b, not b; exact at float32, where the values live. */
export const between = (a: number, b: number): number => {
  const middle = Math.fround(a + (b - a) / 2);
  return middle >= a && middle < b ? middle : a;
};

/**
 * Upper ends of all bins of a column but the last: between all distinct values where they are at most 255, at quantiles
 * else. At most 254, ascending.
 */
export const binEdges = (values: Float32Array): Float32Array => {
  const sorted = sortFloats(sampleOf(values));
  const edges: number[] = [];
  let distinct = sorted.length === 0 ? 0 : 1;
  for (let at = 1; at < sorted.length && distinct <= mostBins; at++) if (sorted[at] !== sorted[at - 1]) distinct++;
  if (distinct <= mostBins) {
    for (let at = 1; at < sorted.length; at++)
      if (sorted[at] !== sorted[at - 1]) edges.push(between(sorted[at - 1] as number, sorted[at] as number));
    return Float32Array.from(edges);
  }
  const largest = sorted[sorted.length - 1] as number;
  for (let bin = 1; bin < mostBins; bin++) {
    const at = Math.floor((bin * sorted.length) / mostBins);
    const edge = between(sorted[at - 1] as number, sorted[at] as number);
    const last = edges.at(-1);
    if (edge < largest && (last === undefined || edge > last)) edges.push(edge);
  }
  return Float32Array.from(edges);
};
