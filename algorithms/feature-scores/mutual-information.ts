import { sortNumbers } from '../sort/sort-numbers.ts';

/** Codes of a column: each row's bin or level, and how many there are. */
export interface Codes {
  readonly codes: Int32Array;
  readonly count: number;
}

const firstAbove = (edges: readonly number[], value: number): number => {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Numbers in bins of about equally many rows, as many bins as the cube root of the rows, at most ten; equal numbers stay
 * together, missing ones have a bin of their own.
 */
export const binned = (values: Float64Array): Codes => {
  const sorted = sortNumbers(values.filter((value) => !Number.isNaN(value)));
  const bins = Math.max(2, Math.min(10, Math.round(Math.cbrt(sorted.length))));
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / bins) - 1];
    if (edge !== undefined && edge !== edges.at(-1) && edge !== sorted.at(-1)) edges.push(edge);
  }
  const missing = edges.length + 1;
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? missing : firstAbove(edges, value)));
  return { codes, count: missing + 1 };
};

/** Codes of categories, with one more for those that are missing (NaN). */
export const levelled = (values: Float64Array, levels: number): Codes => ({
  codes: Int32Array.from(values, (code) => (Number.isNaN(code) ? levels : code)),
  count: levels + 1,
});

const entropyOf = (counts: Float64Array, rows: number): { readonly entropy: number; readonly used: number } => {
  let [entropy, used] = [0, 0];
  for (const count of counts) {
    if (count === 0) continue;
    used++;
    entropy -= (count / rows) * Math.log(count / rows);
  }
  return { entropy, used };
};

/**
 * Mutual information of two coded columns in nats, from their joint counts, less what chance alone would give on average
 * (Miller 1955): (a − 1)(b − 1) ÷ 2n for a and b codes in use. Never below 0. It depends on nothing but the counts, unlike
 * scikit-learn's estimate from neighbours, which adds noise; both rank columns much alike.
 */
export const mutualInformation = (x: Codes, y: Codes): number => {
  const rows = x.codes.length;
  if (rows === 0) return 0;
  const joint = new Float64Array(x.count * y.count);
  const [ofX, ofY] = [new Float64Array(x.count), new Float64Array(y.count)];
  for (let row = 0; row < rows; row++) {
    const [a, b] = [x.codes[row] as number, y.codes[row] as number];
    joint[a * y.count + b] = (joint[a * y.count + b] as number) + 1;
    ofX[a] = (ofX[a] as number) + 1;
    ofY[b] = (ofY[b] as number) + 1;
  }
  const [one, other, both] = [entropyOf(ofX, rows), entropyOf(ofY, rows), entropyOf(joint, rows)];
  const chance = ((one.used - 1) * (other.used - 1)) / (2 * rows);
  return Math.max(0, one.entropy + other.entropy - both.entropy - chance);
};
