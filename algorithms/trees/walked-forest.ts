import { type Matrix, matrixColumn } from '../../contract/matrix.ts';
import { createArena } from '../kernels/arena.ts';
import { openTreeKernels } from '../kernels/open-tree-kernels.ts';
import type { TreeKernels } from '../kernels/tree-kernels.ts';
import { leafShift, walkFlags, walkNodeBytes } from '../kernels/walk.ts';
import type { Forest } from './forest-estimator.ts';
import { categoryFlag, columnBits, missingLeftFlag, nodeWords } from './tree-nodes.ts';

/** Rows of a block stay in a core's cache while all trees walk over them. */
const blockRows = 256;
/** So many nodes are laid out at once; of a larger forest some trees, then the next. */
const nodesAtOnce = 4 * 2 ** 20;

interface Walked {
  readonly forest: Forest;
  readonly kernels: TreeKernels;
  readonly at: Readonly<Record<'nodes' | 'masks' | 'leaves' | 'block' | 'places' | 'sums', number>>;
}

/** Trees `from`…`to` − 1, whose nodes stand together. */
interface Trees {
  readonly from: number;
  readonly to: number;
}

const firstNode = ({ roots, words }: Forest, tree: number): number =>
  tree < roots.length ? (roots[tree] as number) : words.length / nodeWords;

const groupTrees = (forest: Forest): readonly Trees[] => {
  const groups: Trees[] = [];
  for (let from = 0; from < forest.roots.length; ) {
    let to = from + 1;
    while (to < forest.roots.length && firstNode(forest, to + 1) - firstNode(forest, from) <= nodesAtOnce) to++;
    groups.push({ from, to });
    from = to;
  }
  return groups;
};

const openWalk = (forest: Forest, groups: readonly Trees[], columns: number, outputs: number): Walked => {
  const most = Math.max(0, ...groups.map(({ from, to }) => firstNode(forest, to) - firstNode(forest, from)));
  const arena = createArena();
  const at = {
    nodes: arena.take(most * walkNodeBytes),
    masks: forest.masks.length > 0 ? arena.take(forest.masks.byteLength) : 0,
    leaves: arena.take(forest.leaves.byteLength),
    block: arena.take(Math.max(1, columns) * blockRows * 4),
    places: arena.take(blockRows * 4),
    sums: arena.take(blockRows * outputs * 8),
  };
  const kernels = openTreeKernels(arena.bytes);
  new Float64Array(kernels.buffer, at.leaves, forest.leaves.length).set(forest.leaves);
  if (at.masks > 0) new Uint32Array(kernels.buffer, at.masks, forest.masks.length).set(forest.masks);
  return { forest, kernels, at };
};

/** Lays the nodes of some trees out for walking. */
const layOut = ({ forest, kernels, at }: Walked, { from, to }: Trees): void => {
  const { words } = forest;
  const ints = new Int32Array(kernels.buffer);
  const floats = new Float32Array(kernels.buffer);
  const first = firstNode(forest, from);
  for (let node = first; node < firstNode(forest, to); node++) {
    const head = words[node * nodeWords] as number;
    const link = words[node * nodeWords + 2] as number;
    const place = (at.nodes + (node - first) * walkNodeBytes) / 4;
    if (head < 0) {
      ints[place] = 0;
      floats[place + 1] = Number.POSITIVE_INFINITY;
      ints[place + 2] = (node - first) * walkNodeBytes;
      ints[place + 3] = link << leafShift;
      continue;
    }
    ints[place] = (head & columnBits) * blockRows * 4;
    ints[place + 1] = words[node * nodeWords + 1] as number;
    ints[place + 2] = (link - first) * walkNodeBytes;
    ints[place + 3] =
      ((head & missingLeftFlag) === 0 ? walkFlags.missingRight : 0) |
      ((head & categoryFlag) === 0 ? 0 : walkFlags.category);
  }
};

/** Walks a block of rows through the laid out trees and adds the values of their leaves to the block's sums. */
const walkBlock = ({ forest, kernels, at }: Walked, { from, to }: Trees, count: number, outputs: number): void => {
  const first = firstNode(forest, from);
  const { width } = forest;
  for (let tree = from; tree < to; tree++) {
    const root = (firstNode(forest, tree) - first) * walkNodeBytes;
    kernels.walkRows(at.nodes, root, at.masks, at.block, count, at.places);
    const output = width === 1 ? tree % outputs : 0;
    kernels.addWalked(at.places, count, at.leaves, width, at.sums + output * 8, outputs * 8);
  }
};

/** What is walked: each row of `x` adds its leaf values to its `outputs` sums. */
export interface Walk {
  readonly forest: Forest;
  readonly x: Matrix;
  readonly sums: Float64Array;
  readonly outputs: number;
}

/** Rows `from`…`to` − 1. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** As `addTrees`, for stretches of many rows: block by block through all trees. */
export const walkForest = ({ forest, x, sums, outputs }: Walk, stretches: Iterable<Stretch>): void => {
  const groups = groupTrees(forest);
  const walked = openWalk(forest, groups, x.columns.length, outputs);
  const { kernels, at } = walked;
  const floats = new Float32Array(kernels.buffer);
  const doubles = new Float64Array(kernels.buffer);
  const columns = x.columns.map((_, column) => matrixColumn(x, column));
  let laid: Trees | undefined;
  for (const { from, to } of stretches)
    for (const trees of groups) {
      if (laid !== trees) layOut(walked, trees);
      laid = trees;
      for (let start = from; start < to; start += blockRows) {
        const count = Math.min(blockRows, to - start);
        for (const [column, values] of columns.entries())
          floats.set(values.subarray(start, start + count), at.block / 4 + column * blockRows);
        doubles.set(sums.subarray(start * outputs, (start + count) * outputs), at.sums / 8);
        walkBlock(walked, trees, count, outputs);
        sums.set(doubles.subarray(at.sums / 8, at.sums / 8 + count * outputs), start * outputs);
      }
    }
};
