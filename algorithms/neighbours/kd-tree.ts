/**
 * Points sorted into a tree of boxes: each box is halved along its widest side, down to leaves of at most `leafSize` points.
 * Bentley, Multidimensional binary search trees, 1975. Node n has the children 2n + 1 and 2n + 2.
 */
export interface KdTree {
  readonly dimensions: number;
  /** Points in the order of the leaves, row-major: `rows.length` × `dimensions`. */
  readonly points: Float32Array;
  /** The row that each point was, before they were sorted. */
  readonly rows: Int32Array;
  /** Per node the side it is halved along; −1 for a leaf. */
  readonly sides: Int32Array;
  /** Per node where it is halved. */
  readonly middles: Float32Array;
  /** Per node its first point and the one behind its last. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const leafSize = 32;

interface Sorting {
  readonly dimensions: number;
  readonly source: Float32Array;
  readonly order: Int32Array;
}

const valueAt = ({ source, order, dimensions }: Sorting, at: number, side: number): number =>
  source[(order[at] as number) * dimensions + side] as number;

const widestSide = (sorting: Sorting, start: number, end: number): number => {
  let widest = 0;
  let width = -1;
  for (let side = 0; side < sorting.dimensions; side++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = start; at < end; at++) {
      const value = valueAt(sorting, at, side);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low <= width) continue;
    width = high - low;
    widest = side;
  }
  return width > 0 ? widest : -1;
};

const swap = (order: Int32Array, a: number, b: number): void => {
  const kept = order[a] as number;
  order[a] = order[b] as number;
  order[b] = kept;
};

/** Puts the point that belongs at `middle` there, with no larger ones before it. Hoare, Find, 1961. */
const select = (sorting: Sorting, range: { start: number; end: number }, middle: number, side: number): void => {
  const { order } = sorting;
  let low = range.start;
  let high = range.end - 1;
  while (low < high) {
    const pivot = valueAt(sorting, (low + high) >> 1, side);
    let left = low;
    let right = high;
    while (left <= right) {
      while (valueAt(sorting, left, side) < pivot) left++;
      while (valueAt(sorting, right, side) > pivot) right--;
      if (left <= right) swap(order, left++, right--);
    }
    if (middle <= right) high = right;
    else if (middle >= left) low = left;
    else return;
  }
};

const depthFor = (points: number): number => {
  let depth = 0;
  while (points / 2 ** depth > leafSize) depth++;
  return depth;
};

/**
 * @param source points, row-major, `rows` × `dimensions`; no NaN
 */
export const buildKdTree = (source: Float32Array, rows: number, dimensions: number): KdTree => {
  const nodes = 2 ** (depthFor(rows) + 1) - 1;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const sorting: Sorting = { dimensions, source, order };
  const sides = new Int32Array(nodes).fill(-1);
  const middles = new Float32Array(nodes);
  const starts = new Int32Array(nodes);
  const ends = new Int32Array(nodes);
  ends[0] = rows;
  for (let node = 0; node < nodes; node++) {
    const [start, end] = [starts[node] as number, ends[node] as number];
    const side = end - start > leafSize && 2 * node + 2 < nodes ? widestSide(sorting, start, end) : -1;
    if (side < 0) continue;
    const middle = (start + end) >> 1;
    select(sorting, { start, end }, middle, side);
    sides[node] = side;
    middles[node] = valueAt(sorting, middle, side);
    for (const child of [2 * node + 1, 2 * node + 2]) {
      starts[child] = child % 2 === 1 ? start : middle;
      ends[child] = child % 2 === 1 ? middle : end;
    }
  }
  const points = new Float32Array(rows * dimensions);
  for (let at = 0; at < rows; at++)
    points.set(
      source.subarray((order[at] as number) * dimensions, ((order[at] as number) + 1) * dimensions),
      at * dimensions,
    );
  return { dimensions, points, rows: order, sides, middles, starts, ends };
};
