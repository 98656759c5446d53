import { createRandom, type Random } from '../random/random.ts';

/**
 * Trees of an isolation forest, node after node in four arrays of the same length. A node splits by `columns` (−1 in a leaf) at
 * `limits`: smaller values go to the node `next`, others to the one behind it. In a leaf `limits` is the path that the rows which
 * ended there would have had on average beyond it.
 */
export type IsolationForest = {
  readonly roots: readonly number[];
  readonly columns: readonly number[];
  readonly limits: readonly number[];
  readonly next: readonly number[];
  /** Rows each tree was grown from. */
  readonly sample: number;
};

export interface IsolationOptions {
  readonly trees: number;
  /** Rows a tree. */
  readonly sample: number;
  readonly seed: number;
}

const eulerGamma = 0.5772156649015329;

/** Mean path of an unsuccessful search in a binary search tree of `rows` rows (Liu et al. 2008, eq. 1). */
export const averagePath = (rows: number): number => {
  if (rows <= 1) return 0;
  return rows === 2 ? 1 : 2 * (Math.log(rows - 1) + eulerGamma) - (2 * (rows - 1)) / rows;
};

interface Growing {
  readonly values: readonly Float64Array[];
  readonly random: Random;
  readonly deepest: number;
  readonly columns: number[];
  readonly limits: number[];
  readonly next: number[];
}

/** Draws `count` of 0…rows−1 without putting back. */
const drawRows = (rows: number, count: number, random: Random): number[] => {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: count }, (_, at) => {
    const other = at + random.below(rows - at);
    const drawn = order[other] as number;
    order[other] = order[at] as number;
    order[at] = drawn;
    return drawn;
  });
};

const rangeOf = (values: Float64Array, rows: readonly number[]): readonly [number, number] => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    low = Math.min(low, values[row] as number);
    high = Math.max(high, values[row] as number);
  }
  return [low, high];
};

/** A column in which the rows differ, and a limit anywhere between them; undefined where they are all alike. */
const drawSplit = (
  { values, random }: Growing,
  rows: readonly number[],
): { column: number; limit: number } | undefined => {
  const open = values.map((_, column) => column);
  while (open.length > 0) {
    const [column = 0] = open.splice(random.below(open.length), 1);
    const [low, high] = rangeOf(values[column] as Float64Array, rows);
    // The limit is above the lowest, so that neither side is empty.
    if (high > low) return { column, limit: Math.min(high, high - random.next() * (high - low)) };
  }
  return undefined;
};

const growNode = (growing: Growing, at: number, rows: readonly number[], depth: number): void => {
  const { columns, limits, next, values } = growing;
  const split = rows.length > 1 && depth < growing.deepest ? drawSplit(growing, rows) : undefined;
  if (!split) {
    columns[at] = -1;
    limits[at] = averagePath(rows.length);
    next[at] = 0;
    return;
  }
  const own = values[split.column] as Float64Array;
  const first = columns.length;
  columns.push(-1, -1);
  limits.push(0, 0);
  next.push(0, 0);
  columns[at] = split.column;
  limits[at] = split.limit;
  next[at] = first;
  growNode(
    growing,
    first,
    rows.filter((row) => (own[row] as number) < split.limit),
    depth + 1,
  );
  growNode(
    growing,
    first + 1,
    rows.filter((row) => (own[row] as number) >= split.limit),
    depth + 1,
  );
};

/**
 * Isolation forest (Liu, Ting and Zhou, 2008): rows that few random cuts part from all others are unlike them.
 * @param values finite numbers, one array a column, all of the same length
 */
export const fitIsolationForest = (values: readonly Float64Array[], options: IsolationOptions): IsolationForest => {
  const rows = values[0]?.length ?? 0;
  const sample = Math.min(options.sample, rows);
  const made: Record<'roots' | 'columns' | 'limits' | 'next', number[]> = {
    roots: [],
    columns: [],
    limits: [],
    next: [],
  };
  for (let tree = 0; tree < options.trees && sample > 0; tree++) {
    const random = createRandom(options.seed, tree);
    const root = made.columns.length;
    made.roots.push(root);
    made.columns.push(-1);
    made.limits.push(0);
    made.next.push(0);
    const deepest = Math.ceil(Math.log2(Math.max(sample, 2)));
    growNode({ values, random, deepest, ...made }, root, drawRows(rows, sample, random), 0);
  }
  return { ...made, sample };
};

/**
 * Scores in 0…1: 2 to the power of −(mean path ÷ average path). About 0.5 is usual, near 1 is unlike all others.
 * @param values columns as in the fit, finite
 */
export const isolationScores = (forest: IsolationForest, values: readonly Float64Array[]): Float64Array => {
  const { roots, columns, limits, next } = forest;
  const scale = averagePath(forest.sample);
  const rows = values[0]?.length ?? 0;
  const scores = new Float64Array(rows).fill(0.5);
  if (roots.length === 0 || scale === 0) return scores;
  for (let row = 0; row < rows; row++) {
    let paths = 0;
    for (const root of roots) {
      let node = root;
      let depth = 0;
      while ((columns[node] as number) >= 0) {
        const value = (values[columns[node] as number] as Float64Array)[row] as number;
        node = (next[node] as number) + (value < (limits[node] as number) ? 0 : 1);
        depth++;
      }
      paths += depth + (limits[node] as number);
    }
    scores[row] = 2 ** (-paths / roots.length / scale);
  }
  return scores;
};
