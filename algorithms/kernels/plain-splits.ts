import type { PlainViews } from './plain-views.ts';
import { columnBytes, missingBin, nodeFacts, splitBytes, splitWords, type TreeKernels } from './tree-kernels.ts';

/**
 * What a split gains is a fraction of which two can be compared by cross-multiplication, without a division a bin: with
 * sums a, b of gradients and p, q of hessians on either side, a²/p + b²/q = (a + b)²/(p + q) + (p + q)·(a − s·p)²/(p·q),
 * where s = (a + b)/(p + q).
 */
interface Best {
  numerator: number;
  denominator: number;
  bin: number;
  missingLeft: number;
}

interface Column {
  /** First word of the column's histogram. */
  readonly cells: number;
  readonly bins: number;
  /** First double of what is known of the node. */
  readonly node: number;
}

const scoring = (f64: Float64Array, node: number) => {
  const gradientUnit = f64[node + nodeFacts.gradientUnit] as number;
  const hessianUnit = f64[node + nodeFacts.hessianUnit] as number;
  const l2 = (f64[node + nodeFacts.l2] as number) / hessianUnit;
  const total = f64[node + nodeFacts.gradients] as number;
  const whole = (f64[node + nodeFacts.hessians] as number) + (l2 + l2);
  const share = total / whole;
  const unit = (gradientUnit * gradientUnit) / hessianUnit;
  const least = (f64[node + nodeFacts.minHessian] as number) / hessianUnit + l2;
  return { l2, whole, share, least, score: (gained: number) => (whole * gained + total * share) * unit };
};

/** Moves bins to the left one by one and keeps the best place to stop; without missing values on the right not all can go. */
const scan = ({ i32, f64 }: PlainViews, { cells, bins, node }: Column, missingLeft: number, best: Best): void => {
  const { l2, whole, share, least } = scoring(f64, node);
  const minLeaf = f64[node + nodeFacts.minLeaf] as number;
  const totalRows = f64[node + nodeFacts.rows] as number;
  const missing = cells + missingBin * 4;
  let gradients = missingLeft === 1 ? (i32[missing] as number) : 0;
  let hessians = missingLeft === 1 ? (i32[missing + 1] as number) : 0;
  let rows = missingLeft === 1 ? (i32[missing + 2] as number) : 0;
  for (let bin = 0; bin < bins; bin++) {
    const cell = cells + bin * 4;
    gradients += i32[cell] as number;
    hessians += i32[cell + 1] as number;
    rows += i32[cell + 2] as number;
    if (totalRows - rows < minLeaf) break;
    if (rows < minLeaf) continue;
    const left = hessians + l2;
    const right = whole - left;
    if (left < least || right < least) continue;
    const off = gradients - share * left;
    const above = off * off;
    const below = left * right;
    if (above * best.denominator > best.numerator * below) {
      best.numerator = above;
      best.denominator = below;
      best.bin = bin;
      best.missingLeft = missingLeft;
    }
  }
};

export const plainSplits = (views: PlainViews): Pick<TreeKernels, 'findSplits'> => ({
  findSplits: (histogram, columns, bins, node, to) => {
    const { i32, f64 } = views;
    const { score } = scoring(f64, node / 8);
    for (let column = 0; column < columns; column++) {
      const best: Best = { numerator: 0, denominator: 1, bin: 0, missingLeft: 0 };
      const about = {
        cells: (histogram + column * columnBytes) / 4,
        bins: i32[bins / 4 + column] as number,
        node: node / 8,
      };
      if (about.bins > 0) {
        scan(views, about, 0, best);
        if ((i32[about.cells + missingBin * 4 + 2] as number) > 0) scan(views, about, 1, best);
      }
      const record = to + column * splitBytes;
      f64[record / 8] = best.numerator > 0 ? score(best.numerator / best.denominator) : 0;
      i32[record / 4 + splitWords.bin] = best.bin;
      i32[record / 4 + splitWords.missingLeft] = best.missingLeft;
    }
  },
});
