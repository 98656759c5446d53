import type { Estimator } from '../../contract/matrix.ts';
import type { ForestNodes } from './tree-nodes.ts';

/** Trees of a forest, as they are stored: see `tree-nodes.ts` for the words of a node. */
export interface Forest {
  readonly words: Int32Array;
  /** The same words as float32, for the thresholds. */
  readonly thresholds: Float32Array;
  readonly masks: Uint32Array;
  readonly leaves: Float64Array;
  readonly roots: Int32Array;
  /** Values a leaf: the classes, or 1. */
  readonly width: number;
  /** Per column whether it holds category codes. */
  readonly categories: Uint8Array;
}

export const forestArrays = (
  nodes: ForestNodes,
): Readonly<Record<'words' | 'masks' | 'leaves' | 'roots', Int32Array | Uint32Array | Float64Array>> => ({
  words: nodes.words.values.slice(0, nodes.words.length),
  masks: nodes.masks.values.slice(0, nodes.masks.length),
  leaves: nodes.leaves.values.slice(0, nodes.leaves.length),
  roots: Int32Array.from(nodes.roots),
});

export const forestOf = ({ json, arrays }: Estimator): Forest => {
  const words = arrays['words'] as Int32Array;
  return {
    words,
    thresholds: new Float32Array(words.buffer, words.byteOffset, words.length),
    masks: arrays['masks'] as Uint32Array,
    leaves: arrays['leaves'] as Float64Array,
    roots: arrays['roots'] as Int32Array,
    width: Number(json['width']),
    categories: arrays['categories'] as Uint8Array,
  };
};
