import { missingBin } from '../kernels/tree-kernels.ts';
import type { NodeSplit } from './node-split.ts';
import { categoryFlag, type ForestNodes, growTo, leaf, maskWords, missingLeftFlag, nodeWords } from './tree-nodes.ts';

const asFloat = new Float32Array(1);
const asBits = new Int32Array(asFloat.buffer);

export const float32Bits = (value: number): number => {
  asFloat[0] = value;
  return asBits[0] as number;
};

/** Adds a leaf whose value is not known yet. */
export const addLeaf = ({ words }: ForestNodes, rows: number): number => {
  const node = words.length / nodeWords;
  growTo(words, words.length + nodeWords);
  words.values.set([leaf, 0, 0, rows], node * nodeWords);
  return node;
};

export const setLeafValue = ({ words, leaves }: ForestNodes, node: number, value: number): void => {
  growTo(leaves, leaves.length + 1);
  leaves.values[leaves.length - 1] = value;
  words.values[node * nodeWords + 2] = leaves.length - 1;
};

/** Adds the mask of the bins that go left; answers its number. */
export const addMask = ({ masks }: ForestNodes, mask: Uint8Array): number => {
  const start = masks.length;
  growTo(masks, start + maskWords);
  masks.values.fill(0, start, start + maskWords);
  for (let bin = 0; bin < missingBin; bin++)
    if (mask[bin] === 1)
      masks.values[start + (bin >> 5)] = (masks.values[start + (bin >> 5)] as number) | (1 << (bin & 31));
  return start / maskWords;
};

/** Turns a leaf into a split; `edges` are the upper ends of the column's bins but the last. Answers the two new leaves. */
export const splitLeaf = (
  nodes: ForestNodes,
  { node, rows }: { readonly node: number; readonly rows: number },
  { split, edges }: { readonly split: NodeSplit; readonly edges: Float32Array },
): readonly [number, number] => {
  const { words } = nodes;
  const at = node * nodeWords;
  const threshold = split.mask ? addMask(nodes, split.mask) : float32Bits(edges[split.bin] ?? Number.POSITIVE_INFINITY);
  const left = addLeaf(nodes, split.left.rows);
  const right = addLeaf(nodes, rows - split.left.rows);
  words.values[at] = split.column | (split.missingLeft ? missingLeftFlag : 0) | (split.mask ? categoryFlag : 0);
  words.values[at + 1] = threshold;
  words.values[at + 2] = left;
  return [left, right];
};

/** How much of each list there is: what comes later can be cut off again. */
export interface TreesMark {
  readonly words: number;
  readonly masks: number;
  readonly leaves: number;
  readonly roots: number;
}

export const markTrees = ({ words, masks, leaves, roots }: ForestNodes): TreesMark => ({
  words: words.length,
  masks: masks.length,
  leaves: leaves.length,
  roots: roots.length,
});

export const cutTrees = (nodes: ForestNodes, mark: TreesMark): void => {
  nodes.words.length = mark.words;
  nodes.masks.length = mark.masks;
  nodes.leaves.length = mark.leaves;
  nodes.roots.length = mark.roots;
};
