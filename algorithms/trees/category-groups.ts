import { missingBin, nodeFacts } from '../kernels/tree-kernels.ts';

/** What a node's sums are, in units. */
export interface NodeSums {
  readonly gradients: number;
  readonly hessians: number;
  readonly rows: number;
}

/** How good a split would be, and what it would put to the left. */
export interface CategorySplit {
  readonly score: number;
  readonly left: NodeSums;
  readonly missingLeft: boolean;
  /** 1 for each bin that goes left. */
  readonly mask: Uint8Array;
}

/** Levels with fewer rows tell nothing of their own: they stay on the right (scikit-learn's MIN_CAT_SUPPORT). */
const minSupport = 10;

const sumsAt = (cells: Int32Array, bin: number): NodeSums => ({
  gradients: cells[bin * 4] as number,
  hessians: cells[bin * 4 + 1] as number,
  rows: cells[bin * 4 + 2] as number,
});

const plus = (a: NodeSums, b: NodeSums): NodeSums => ({
  gradients: a.gradients + b.gradients,
  hessians: a.hessians + b.hessians,
  rows: a.rows + b.rows,
});

/** Σg² / (Σh + l2) of both sides; 0 where a side is too small. */
export const scoreOf = (facts: Float64Array, left: NodeSums, total: NodeSums): number => {
  const minLeaf = facts[nodeFacts.minLeaf] as number;
  const side = (gradients: number, hessians: number, rows: number): number => {
    const hessian = hessians * (facts[nodeFacts.hessianUnit] as number);
    if (rows < minLeaf || hessian < (facts[nodeFacts.minHessian] as number)) return Number.NaN;
    return (gradients * (facts[nodeFacts.gradientUnit] as number)) ** 2 / (hessian + (facts[nodeFacts.l2] as number));
  };
  const score =
    side(left.gradients, left.hessians, left.rows) +
    side(total.gradients - left.gradients, total.hessians - left.hessians, total.rows - left.rows);
  return Number.isNaN(score) ? 0 : score;
};

/**
 * The best grouping of a category's levels: in the order of their gradient ratio one pass finds it (Fisher, 1958). The
 * ratio is drawn to zero for rare levels, as LightGBM's `cat_smooth` does. `cells` is the column's histogram.
 */
export const groupCategories = (cells: Int32Array, facts: Float64Array, total: NodeSums): CategorySplit | undefined => {
  const smooth = (minSupport * total.hessians) / Math.max(1, total.rows);
  const order = Array.from({ length: missingBin }, (_, bin) => bin)
    .filter((bin) => sumsAt(cells, bin).rows >= minSupport)
    .map((bin) => ({ bin, sums: sumsAt(cells, bin) }))
    .sort((a, b) => ratio(a.sums, smooth) - ratio(b.sums, smooth) || a.bin - b.bin);
  const missing = sumsAt(cells, missingBin);
  let best: { readonly score: number; readonly bins: readonly number[]; readonly missingLeft: boolean } | undefined;
  let kept: NodeSums | undefined;
  for (const bins of [order, [...order].reverse()])
    for (const missingLeft of missing.rows > 0 ? [false, true] : [false]) {
      let left: NodeSums = missingLeft ? missing : { gradients: 0, hessians: 0, rows: 0 };
      bins.forEach(({ sums }, at) => {
        left = plus(left, sums);
        const score = scoreOf(facts, left, total);
        if (score <= (best?.score ?? 0)) return;
        best = { score, missingLeft, bins: bins.slice(0, at + 1).map(({ bin }) => bin) };
        kept = left;
      });
    }
  if (!best || !kept) return undefined;
  const mask = new Uint8Array(256);
  for (const bin of best.bins) mask[bin] = 1;
  return { score: best.score, left: kept, missingLeft: best.missingLeft, mask };
};

const ratio = ({ gradients, hessians }: NodeSums, smooth: number): number => gradients / (hessians + smooth);
