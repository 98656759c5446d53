import type { Estimator } from '../../contract/matrix.ts';
import type { PortableTrees } from '../../contract/row-program.ts';
import { mostBins } from './bin-edges.ts';
import { forestOf } from './forest-estimator.ts';
import { categoryFlag, columnBits, maskWords, missingLeftFlag, nodeWords } from './tree-nodes.ts';

/** The trees of an estimator without the packing of their nodes; see `PortableTrees`. */
export const portableTrees = (
  estimator: Estimator,
  { outputs, baseline, combine }: Pick<PortableTrees, 'outputs' | 'baseline' | 'combine'>,
): PortableTrees => {
  const { words, thresholds, masks, leaves, roots, width } = forestOf(estimator);
  const count = words.length / nodeWords;
  const trees: PortableTrees = {
    kind: 'trees',
    column: new Int32Array(count),
    threshold: new Float32Array(count),
    mask: new Int32Array(count).fill(-1),
    missingLeft: new Uint8Array(count),
    left: new Int32Array(count),
    ...{ roots, leaves, masks, maskWords, width, outputs, baseline, combine },
    mostCode: mostBins - 1,
  };
  for (let node = 0; node < count; node++) {
    const head = words[node * nodeWords] as number;
    trees.left[node] = words[node * nodeWords + 2] as number;
    trees.column[node] = head < 0 ? -1 : head & columnBits;
    if (head < 0) continue;
    trees.missingLeft[node] = (head & missingLeftFlag) === 0 ? 0 : 1;
    if ((head & categoryFlag) === 0) trees.threshold[node] = thresholds[node * nodeWords + 1] as number;
    else trees.mask[node] = words[node * nodeWords + 1] as number;
  }
  return trees;
};
