import type { PlainViews } from './plain-views.ts';
import { columnBytes, missingBin, nodeFacts, splitBytes, splitWords, type TreeKernels } from './tree-kernels.ts';

/** The score is a fraction: comparing two of them by cross-multiplication spares a division a bin. */
interface Best {
  numerator: number;
  denominator: number;
  gradients: number;
  hessians: number;
  rows: number;
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

/** Moves bins to the left one by one and keeps the best place to stop; without missing values on the right not all can go. */
const scan = ({ i32, f64 }: PlainViews, { cells, bins, node }: Column, missingLeft: number, best: Best): void => {
  const hessianUnit = f64[node + nodeFacts.hessianUnit] as number;
  const l2 = (f64[node + nodeFacts.l2] as number) / hessianUnit;
  const minLeaf = f64[node + nodeFacts.minLeaf] as number;
  const minHessian = (f64[node + nodeFacts.minHessian] as number) / hessianUnit;
  const total = f64[node + nodeFacts.gradients] as number;
  const totalHessian = f64[node + nodeFacts.hessians] as number;
  const totalRows = f64[node + nodeFacts.rows] as number;
  const missing = cells + missingBin * 4;
  let gradients = missingLeft === 1 ? (i32[missing] as number) : 0;
  let hessians = missingLeft === 1 ? (i32[missing + 1] as number) : 0;
  let rows = missingLeft === 1 ? (i32[missing + 2] as number) : 0;
  for (let bin = 0; bin < bins; bin++) {
    const cell = cells + bin * 4;
    const own = i32[cell + 2] as number;
    gradients += i32[cell] as number;
    hessians += i32[cell + 1] as number;
    rows += own;
    if (totalRows - rows < minLeaf) break;
    if (rows < minLeaf) continue;
    const right = totalHessian - hessians;
    if (hessians < minHessian || right < minHessian) continue;
    const leftBelow = hessians + l2;
    const rightBelow = right + l2;
    const rest = total - gradients;
    const above = gradients * gradients * rightBelow + rest * rest * leftBelow;
    const below = leftBelow * rightBelow;
    if (above * best.denominator > best.numerator * below) {
      best.numerator = above;
      best.denominator = below;
      best.gradients = gradients;
      best.hessians = hessians;
      best.rows = rows;
      best.bin = bin;
      best.missingLeft = missingLeft;
    }
  }
};

export const plainSplits = (views: PlainViews): Pick<TreeKernels, 'findSplits'> => ({
  findSplits: (histogram, columns, bins, node, to) => {
    const { i32, f64 } = views;
    const gradientUnit = f64[node / 8 + nodeFacts.gradientUnit] as number;
    const unit = (gradientUnit * gradientUnit) / (f64[node / 8 + nodeFacts.hessianUnit] as number);
    for (let column = 0; column < columns; column++) {
      const best: Best = { numerator: 0, denominator: 1, gradients: 0, hessians: 0, rows: 0, bin: 0, missingLeft: 0 };
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
      f64[record / 8] = (best.numerator / best.denominator) * unit;
      i32[record / 4 + splitWords.gradients] = best.gradients;
      i32[record / 4 + splitWords.hessians] = best.hessians;
      i32[record / 4 + splitWords.rows] = best.rows;
      i32[record / 4 + splitWords.bin] = best.bin;
      i32[record / 4 + splitWords.missingLeft] = best.missingLeft;
    }
  },
});
