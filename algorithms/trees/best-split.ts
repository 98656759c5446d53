import { missingBin } from './binned-matrix.ts';
import type { Histogram } from './histogram.ts';
import { likeness } from './targets.ts';

/** A way to part a node's rows by the bins of one column. */
export interface Split {
  readonly column: number;
  /** Sum of both sides' likeness. */
  readonly score: number;
  /** Numbers: the last bin with rows on the left and the first on the right. */
  readonly lastLeft: number;
  readonly firstRight: number;
  /** Categories: 1 for each bin that goes left. */
  readonly category: Uint8Array | undefined;
  readonly missingLeft: boolean;
}

export interface SplitSearch {
  readonly classes: number;
  readonly width: number;
  readonly minLeaf: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Score of the last scan: kept here, as an object a scan would be most of the garbage. */
  best: number;
  /** Whether missing values go left in the scan. */
  missingLeft: boolean;
}

export const createSplitSearch = (classes: number, width: number, minLeaf: number): SplitSearch => ({
  classes,
  width,
  minLeaf,
  left: new Float64Array(width),
  right: new Float64Array(width),
  best: Number.NEGATIVE_INFINITY,
  missingLeft: false,
});

/** The node whose rows the histogram counts; where one row a leaf will do, it counts bins. */
interface Node {
  readonly column: number;
  readonly total: Float64Array;
  readonly rows: number;
}

const move = (search: SplitSearch, histogram: Histogram, bin: number): number => {
  const { left, right, width } = search;
  for (let stat = 0; stat < width; stat++) {
    const value = histogram.stats[bin * width + stat] as number;
    left[stat] = (left[stat] as number) + value;
    right[stat] = (right[stat] as number) - value;
  }
  return histogram.counts[bin] as number;
};

const reset = ({ left, right }: SplitSearch, total: Float64Array): void => {
  left.fill(0);
  right.set(total);
};

const hasMissing = ({ bins, used }: Histogram): boolean => used > 0 && bins[used - 1] === missingBin;

/** The node with bins in the order in which they are moved to the left. */
interface Ordered extends Node {
  readonly bins: Uint8Array;
  readonly length: number;
}

interface Scan {
  readonly best: number;
  /** Bins of the order that go left. */
  readonly taken: number;
  readonly missingLeft: boolean;
}

/** Answers how many bins of the order go left, 0 for no split, and leaves the score in `search.best`. */
type Scanner = (search: SplitSearch, histogram: Histogram, ordered: Ordered) => number;

/** Moves bins to the left one by one in the given order and keeps the best place to stop. */
const scanMany: Scanner = (search, histogram, { bins, length, total, rows: all }) => {
  const { classes, minLeaf, left, right, missingLeft } = search;
  reset(search, total);
  let rows = missingLeft ? move(search, histogram, missingBin) : 0;
  let best = Number.NEGATIVE_INFINITY;
  let taken = 0;
  for (let at = 0; at < length; at++) {
    rows += move(search, histogram, bins[at] as number);
    if (all - rows < minLeaf) break;
    if (rows < minLeaf) continue;
    const score = likeness(classes, left, 0) + likeness(classes, right, 0);
    if (score > best) {
      best = score;
      taken = at + 1;
    }
  }
  search.best = best;
  return taken;
};

/** The same for two statistics, as two classes and numbers have: all in registers. */
const scanTwo: Scanner = (search, { stats, counts }, { bins, length, total, rows: all }) => {
  const { classes, minLeaf, missingLeft } = search;
  const missing = missingLeft ? missingBin : -1;
  let rows = missingLeft ? (counts[missing] as number) : 0;
  let leftA = missingLeft ? (stats[2 * missing] as number) : 0;
  let leftB = missingLeft ? (stats[2 * missing + 1] as number) : 0;
  let rightA = (total[0] as number) - leftA;
  let rightB = (total[1] as number) - leftB;
  let best = Number.NEGATIVE_INFINITY;
  let taken = 0;
  for (let at = 0; at < length; at++) {
    const bin = bins[at] as number;
    const a = stats[2 * bin] as number;
    const b = stats[2 * bin + 1] as number;
    rows += counts[bin] as number;
    leftA += a;
    leftB += b;
    rightA -= a;
    rightB -= b;
    if (all - rows < minLeaf) break;
    if (rows < minLeaf) continue;
    const score =
      classes === 0
        ? (leftB * leftB) / leftA + (rightB * rightB) / rightA
        : (leftA * leftA + leftB * leftB) / (leftA + leftB) + (rightA * rightA + rightB * rightB) / (rightA + rightB);
    if (score > best) {
      best = score;
      taken = at + 1;
    }
  }
  search.best = best;
  return taken;
};

const bestScan = (search: SplitSearch, histogram: Histogram, ordered: Ordered): Scan => {
  const scan = search.width === 2 ? scanTwo : scanMany;
  search.missingLeft = false;
  const takenRight = scan(search, histogram, ordered);
  const right = { best: search.best, taken: takenRight, missingLeft: false };
  if (!hasMissing(histogram)) return right;
  search.missingLeft = true;
  const takenLeft = scan(search, histogram, ordered);
  return search.best > right.best ? { best: search.best, taken: takenLeft, missingLeft: true } : right;
};

const presentBins = (histogram: Histogram): Uint8Array =>
  histogram.bins.subarray(0, histogram.used - (hasMissing(histogram) ? 1 : 0));

// Literals, not spreads: this runs for every column of every node, and a spread made a fit half as slow again.
const bestNumberSplit = (
  search: SplitSearch,
  histogram: Histogram,
  { column, total, rows }: Node,
): Split | undefined => {
  const { bins } = histogram;
  const length = histogram.used - (hasMissing(histogram) ? 1 : 0);
  const { best, taken, missingLeft } = bestScan(search, histogram, { column, total, rows, bins, length });
  if (taken === 0) return undefined;
  const lastLeft = bins[taken - 1] as number;
  return {
    column,
    score: best,
    lastLeft,
    // Where only missing values go right, there is no first bin on that side.
    firstRight: taken < length ? (bins[taken] as number) : missingBin,
    category: undefined,
    missingLeft,
  };
};

/** With more levels than this, groups of levels would be found by chance; then one level parts from the rest. */
const fewLevels = 16;

/** Share of a class, or mean value, in a bin: levels in this order need one pass (Breiman et al., 1984, 4.2.2). */
const shareOf = ({ stats, width }: Histogram, bin: number, classes: number, code: number): number => {
  if (classes === 0) return (stats[2 * bin + 1] as number) / (stats[2 * bin] as number);
  let weight = 0;
  for (let at = 0; at < classes; at++) weight += stats[bin * width + at] as number;
  return (stats[bin * width + code] as number) / weight;
};

const orderedBins = (histogram: Histogram, classes: number, code: number): Uint8Array =>
  presentBins(histogram)
    .slice()
    .sort((a, b) => shareOf(histogram, a, classes, code) - shareOf(histogram, b, classes, code) || a - b);

const grouped = (order: Uint8Array, taken: number): Uint8Array => {
  const category = new Uint8Array(256);
  for (let at = 0; at < taken; at++) category[order[at] as number] = 1;
  return category;
};

const bestCategorySplit = (search: SplitSearch, histogram: Histogram, node: Node): Split | undefined => {
  const present = presentBins(histogram);
  const few = present.length <= fewLevels;
  const orders = !few
    ? [...present].map((bin) => Uint8Array.of(bin))
    : search.classes <= 2
      ? [orderedBins(histogram, search.classes, search.classes - 1)]
      : Array.from({ length: search.classes }, (_, code) => orderedBins(histogram, search.classes, code));
  let found: { readonly scan: Scan; readonly order: Uint8Array } | undefined;
  for (const order of orders) {
    const candidate = bestScan(search, histogram, { ...node, bins: order, length: order.length });
    if (candidate.taken > 0 && (!found || candidate.best > found.scan.best)) found = { scan: candidate, order };
  }
  if (!found) return undefined;
  return {
    column: node.column,
    score: found.scan.best,
    lastLeft: 0,
    firstRight: 0,
    category: grouped(found.order, found.scan.taken),
    missingLeft: found.scan.missingLeft,
  };
};

/** The best split of a node by one column; undefined where no split leaves `minLeaf` rows on both sides. */
export const bestSplit = (
  search: SplitSearch,
  histogram: Histogram,
  node: Node & { readonly levels: number },
): Split | undefined =>
  node.levels > 0 ? bestCategorySplit(search, histogram, node) : bestNumberSplit(search, histogram, node);
