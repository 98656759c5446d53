import type { Helpers } from '../../contract/fit-threads.ts';
import type { Matrix } from '../../contract/matrix.ts';
import { missingBin } from '../kernels/tree-kernels.ts';
import { noHelpers } from '../threads/crew.ts';
import { categoryBin } from './bin-edges.ts';
import type { Forest } from './forest-estimator.ts';
import { categoryFlag, columnBits, maskWords, missingLeftFlag, nodeWords } from './tree-nodes.ts';
import { walkTogether } from './walk-crew.ts';

/** For fewer rows, laying the forest out takes longer than it saves. */
const manyRows = 256;

const loadRow = (x: Matrix, row: number, own: Float32Array): void => {
  for (let column = 0; column < own.length; column++) own[column] = x.data[column * x.rows + row] as number;
};

const categoryGoesLeft = (masks: Uint32Array, mask: number, code: number): boolean => {
  const bin = categoryBin(code, missingBin);
  return (((masks[mask * maskWords + (bin >> 5)] as number) >>> (bin & 31)) & 1) === 1;
};

/** Number of the leaf value where a row ends in the tree. */
const leafOf = ({ words, thresholds, masks }: Forest, root: number, own: Float32Array): number => {
  let at = root * nodeWords;
  let head = words[at] as number;
  while (head >= 0) {
    const value = own[head & columnBits] as number;
    const left = Number.isNaN(value)
      ? (head & missingLeftFlag) !== 0
      : (head & categoryFlag) === 0
        ? value <= (thresholds[at + 1] as number)
        : categoryGoesLeft(masks, words[at + 1] as number, value);
    at = ((words[at + 2] as number) + (left ? 0 : 1)) * nodeWords;
    head = words[at] as number;
  }
  return words[at + 2] as number;
};

/**
 * Adds the leaf values of all trees to `sums`, row-major, `outputs` a row. A leaf has `width` values: as many as there are
 * outputs, or one, and then tree after tree goes to output after output.
 */
export const addTrees = (
  forest: Forest,
  x: Matrix,
  { sums, outputs, helpers }: { readonly sums: Float64Array; readonly outputs: number; readonly helpers: Helpers },
): void => {
  if (x.rows >= manyRows) {
    walkTogether({ forest, x, sums, outputs }, helpers);
    return;
  }
  const { width, roots, leaves } = forest;
  const own = new Float32Array(x.columns.length);
  for (let row = 0; row < x.rows; row++) {
    loadRow(x, row, own);
    for (let tree = 0; tree < roots.length; tree++) {
      const from = leafOf(forest, roots[tree] as number, own) * width;
      const to = row * outputs + (width === 1 ? tree % outputs : 0);
      for (let stat = 0; stat < width; stat++)
        sums[to + stat] = (sums[to + stat] as number) + (leaves[from + stat] as number);
    }
  }
};

/** Mean leaf value of all trees: rows × width, row-major. */
export const predictForest = (forest: Forest, x: Matrix, helpers = noHelpers): Float64Array => {
  const sums = new Float64Array(x.rows * forest.width);
  addTrees(forest, x, { sums, outputs: forest.width, helpers });
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) / forest.roots.length;
  return sums;
};

/** Number of the leaf value where a row ends in a forest's only tree; `own` is room for the row. */
export const leafOfRow = (tree: Forest, x: Matrix, row: number, own: Float32Array): number => {
  loadRow(x, row, own);
  return leafOf(tree, 0, own);
};
