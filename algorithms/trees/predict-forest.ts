import type { Matrix } from '../../contract/matrix.ts';
import { categoryBin } from './binned-matrix.ts';
import type { Forest } from './forest-estimator.ts';
import { categoryFlag, columnBits, maskWords, missingLeftFlag, nodeWords } from './tree-nodes.ts';

/** Rows of a block, copied row by row, stay in a core's cache while all trees walk over them. */
const blockRows = 512;

const loadBlock = (x: Matrix, start: number, count: number, block: Float32Array): void => {
  const width = x.columns.length;
  for (let column = 0; column < width; column++) {
    const from = column * x.rows + start;
    for (let row = 0; row < count; row++) block[row * width + column] = x.data[from + row] as number;
  }
};

const categoryGoesLeft = (masks: Uint32Array, mask: number, code: number): boolean => {
  const bin = categoryBin(code);
  return (((masks[mask * maskWords + (bin >> 5)] as number) >>> (bin & 31)) & 1) === 1;
};

/** Number of the leaf value where a row ends in the tree. */
const leafOf = ({ words, thresholds, masks }: Forest, root: number, block: Float32Array, offset: number): number => {
  let at = root * nodeWords;
  let head = words[at] as number;
  while (head >= 0) {
    const value = block[offset + (head & columnBits)] as number;
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
  { sums, outputs }: { readonly sums: Float64Array; readonly outputs: number },
): void => {
  const { width, roots, leaves } = forest;
  const columns = x.columns.length;
  const block = new Float32Array(blockRows * columns);
  for (let start = 0; start < x.rows; start += blockRows) {
    const count = Math.min(blockRows, x.rows - start);
    loadBlock(x, start, count, block);
    for (let tree = 0; tree < roots.length; tree++) {
      const output = width === 1 ? tree % outputs : 0;
      for (let row = 0; row < count; row++) {
        const from = leafOf(forest, roots[tree] as number, block, row * columns) * width;
        const to = (start + row) * outputs + output;
        for (let stat = 0; stat < width; stat++)
          sums[to + stat] = (sums[to + stat] as number) + (leaves[from + stat] as number);
      }
    }
  }
};

/** Mean leaf value of all trees: rows × width, row-major. */
export const predictForest = (forest: Forest, x: Matrix): Float64Array => {
  const sums = new Float64Array(x.rows * forest.width);
  addTrees(forest, x, { sums, outputs: forest.width });
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) / forest.roots.length;
  return sums;
};

/** Adds one tree's leaf values of the given rows to `sums` (rows × width in the order of `rows`). */
export const addTreeValues = (
  forest: Forest,
  root: number,
  x: Matrix,
  { rows, sums, counts }: { readonly rows: Int32Array; readonly sums: Float64Array; readonly counts: Float64Array },
  wanted: (row: number) => boolean,
): void => {
  const columns = x.columns.length;
  const own = new Float32Array(columns);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    if (!wanted(row)) continue;
    for (let column = 0; column < columns; column++) own[column] = x.data[column * x.rows + row] as number;
    const from = leafOf(forest, root, own, 0) * forest.width;
    for (let stat = 0; stat < forest.width; stat++)
      sums[at * forest.width + stat] =
        (sums[at * forest.width + stat] as number) + (forest.leaves[from + stat] as number);
    counts[at] = (counts[at] as number) + 1;
  }
};
