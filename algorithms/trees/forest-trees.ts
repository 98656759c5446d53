import type { TypedArray } from '../../contract/matrix.ts';
import { categoryFlag, type ForestNodes, growTo, leaf, nodeWords } from './tree-nodes.ts';

/** A grown tree, as it is sent from the thread that grew it. */
export interface TreeArrays {
  readonly words: Int32Array;
  readonly masks: Uint32Array;
  readonly leaves: Float64Array;
}

const append = <T extends Int32Array | Uint32Array | Float64Array>(
  list: { values: T; length: number },
  more: TypedArray,
): number => {
  const from = list.length;
  growTo(list, from + more.length);
  list.values.set(more as never, from);
  return from;
};

/**
 * Adds a tree to the forest: its nodes, masks and leaf values get new numbers. The first `shared` leaf values, of `width`
 * numbers each, are the same in all trees.
 */
export const addTreeArrays = (
  nodes: ForestNodes,
  { words, masks, leaves }: TreeArrays,
  { width, shared }: { readonly width: number; readonly shared: number },
): void => {
  const node = nodes.words.length / nodeWords;
  const mask = append(nodes.masks, masks) / 8;
  const value = append(nodes.leaves, leaves.subarray(shared * width)) / width - shared;
  const from = append(nodes.words, words);
  nodes.roots.push(node);
  const { values } = nodes.words;
  for (let at = from; at < nodes.words.length; at += nodeWords) {
    const head = values[at] as number;
    const link = values[at + 2] as number;
    if (head === leaf) values[at + 2] = link < shared ? link : link + value;
    else values[at + 2] = link + node;
    if (head !== leaf && (head & categoryFlag) !== 0) values[at + 1] = (values[at + 1] as number) + mask;
  }
};
