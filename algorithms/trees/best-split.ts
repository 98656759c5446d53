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
}

export const createSplitSearch = (classes: number, width: number, minLeaf: number): SplitSearch => ({
  classes,
  width,
  minLeaf,
  left: new Float64Array(width),
  right: new Float64Array(width),
});

/** The node whose rows the histogram counts. */
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

interface Scan {
  readonly best: number;
  /** Bins of the order that go left. */
  readonly taken: number;
  readonly missingLeft: boolean;
}

/** Moves bins to the left one by one in the given order and keeps the best place to stop. */
const scan = (
  search: SplitSearch,
  histogram: Histogram,
  order: Uint8Array,
  node: Node & { missingLeft: boolean },
): Scan => {
  const { classes, minLeaf, left, right } = search;
  reset(search, node.total);
  let rows = node.missingLeft ? move(search, histogram, missingBin) : 0;
  let best = Number.NEGATIVE_INFINITY;
  let taken = 0;
  for (let at = 0; at < order.length; at++) {
    rows += move(search, histogram, order[at] as number);
    if (node.rows - rows < minLeaf || rows === node.rows) break;
    if (rows < minLeaf) continue;
    const score = likeness(classes, left, 0) + likeness(classes, right, 0);
    if (score > best) {
      best = score;
      taken = at + 1;
    }
  }
  return { best, taken, missingLeft: node.missingLeft };
};

const bestScan = (search: SplitSearch, histogram: Histogram, order: Uint8Array, node: Node): Scan => {
  const right = scan(search, histogram, order, { ...node, missingLeft: false });
  if (!hasMissing(histogram)) return right;
  const left = scan(search, histogram, order, { ...node, missingLeft: true });
  return left.best > right.best ? left : right;
};

const presentBins = (histogram: Histogram): Uint8Array =>
  histogram.bins.subarray(0, histogram.used - (hasMissing(histogram) ? 1 : 0));

const bestNumberSplit = (search: SplitSearch, histogram: Histogram, node: Node): Split | undefined => {
  const order = presentBins(histogram);
  const { best, taken, missingLeft } = bestScan(search, histogram, order, node);
  if (taken === 0) return undefined;
  const lastLeft = order[taken - 1] as number;
  return {
    column: node.column,
    score: best,
    lastLeft,
    // Where only missing values go right, there is no first bin on that side.
    firstRight: taken < order.length ? (order[taken] as number) : missingBin,
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
    const candidate = bestScan(search, histogram, order, node);
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
