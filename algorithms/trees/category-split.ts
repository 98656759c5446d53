import { likeness } from './targets.ts';

interface BinStats {
  readonly bin: number;
  /** As `likeness` takes them. */
  readonly stats: ArrayLike<number>;
  readonly rows: number;
}

/** The levels of a category that a node has, and its missing values. */
export interface CategoryBins {
  readonly levels: readonly BinStats[];
  readonly missing: BinStats | undefined;
}

interface CategoryNode {
  readonly classes: number;
  readonly minLeaf: number;
  readonly total: Float64Array;
  readonly rows: number;
}

interface CategorySplit {
  readonly score: number;
  /** 1 for each bin that goes left. */
  readonly category: Uint8Array;
  readonly missingLeft: boolean;
}

interface Scan {
  readonly score: number;
  readonly taken: number;
  readonly order: readonly BinStats[];
  readonly missingLeft: boolean;
}

/** With more levels than this, groups of levels would be found by chance; then one level parts from the rest. */
const fewLevels = 16;

/** Share of a class, or mean value: levels in this order need one pass (Breiman et al., 1984, 4.2.2). */
const shareOf = (stats: ArrayLike<number>, classes: number, code: number): number => {
  if (classes === 0) return (stats[1] as number) / (stats[0] as number);
  let weight = 0;
  for (let at = 0; at < classes; at++) weight += stats[at] as number;
  return (stats[code] as number) / weight;
};

const ordered = ({ levels }: CategoryBins, classes: number, code: number): readonly BinStats[] =>
  [...levels].sort((a, b) => shareOf(a.stats, classes, code) - shareOf(b.stats, classes, code) || a.bin - b.bin);

const ordersOf = (bins: CategoryBins, classes: number): readonly (readonly BinStats[])[] => {
  if (bins.levels.length > fewLevels) return bins.levels.map((level) => [level]);
  if (classes <= 2) return [ordered(bins, classes, Math.max(0, classes - 1))];
  return Array.from({ length: classes }, (_, code) => ordered(bins, classes, code));
};

/** Moves levels to the left one by one and keeps the best place to stop. */
const scan = (
  order: readonly BinStats[],
  first: BinStats | undefined,
  { classes, minLeaf, total, rows }: CategoryNode,
): Scan => {
  const left = new Float64Array(total.length);
  const right = total.slice();
  const move = ({ stats }: BinStats): void => {
    for (let stat = 0; stat < left.length; stat++) {
      left[stat] = (left[stat] as number) + (stats[stat] as number);
      right[stat] = (right[stat] as number) - (stats[stat] as number);
    }
  };
  if (first) move(first);
  let own = first?.rows ?? 0;
  let [score, taken] = [Number.NEGATIVE_INFINITY, 0];
  for (const [at, level] of order.entries()) {
    move(level);
    own += level.rows;
    if (rows - own < minLeaf) break;
    if (own < minLeaf) continue;
    const both = likeness(classes, left, 0) + likeness(classes, right, 0);
    if (both > score) [score, taken] = [both, at + 1];
  }
  return { score, taken, order, missingLeft: first !== undefined };
};

/** The best grouping of a category's levels; undefined where none leaves `minLeaf` rows on both sides. */
export const splitCategory = (bins: CategoryBins, node: CategoryNode): CategorySplit | undefined => {
  const scans = ordersOf(bins, node.classes).flatMap((order) =>
    (bins.missing ? [undefined, bins.missing] : [undefined]).map((first) => scan(order, first, node)),
  );
  let best: Scan | undefined;
  for (const each of scans) if (each.taken > 0 && (!best || each.score > best.score)) best = each;
  if (!best) return undefined;
  const category = new Uint8Array(256);
  for (const { bin } of best.order.slice(0, best.taken)) category[bin] = 1;
  return { score: best.score, category, missingLeft: best.missingLeft };
};
