import type { FitContext } from '../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import { mostBins } from './bin-edges.ts';
import { forestArrays, forestOf } from './forest-estimator.ts';
import { createForestGrower, openForest } from './forest-growth.ts';
import { addTreeArrays } from './forest-trees.ts';
import { portableTrees } from './portable-trees.ts';
import { predictForest } from './predict-forest.ts';
import { classesOf } from './targets.ts';
import { createForestNodes, growTo, leaf, nodeWords } from './tree-nodes.ts';

export interface DecisionTreeOptions {
  readonly maxDepth: number;
  readonly minLeaf: number;
}

/** So few rows have a bin for each value: the tree is then that of an exact search. More have at most 255 bins a column. */
export const exactRows = 50_000;

const shares = (gains: Float64Array): Float64Array => {
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return gains.map((gain) => (total > 0 ? gain / total : 0));
};

const countLeaves = (words: Int32Array): number => {
  let leaves = 0;
  for (let at = 0; at < words.length; at += nodeWords) if (words[at] === leaf) leaves++;
  return leaves;
};

/**
 * One tree that takes the best split of all columns in each node (CART; Breiman et al., 1984): by Gini impurity for classes,
 * by squared error for numbers. Missing values and categories are split natively. Nothing is drawn by chance. The
 * estimator's importance is the decrease of impurity by column, summing to 1.
 * @throws data.no-training-rows
 */
export const fitDecisionTree = (
  data: TrainingData,
  { maxDepth, minLeaf }: DecisionTreeOptions,
  ctx: Pick<FitContext, 'progress'>,
): Estimator => {
  const { x } = data;
  if (x.rows === 0) throw fail('data.no-training-rows');
  ctx.progress(0, 'Binning');
  const most = x.rows <= exactRows ? exactRows : mostBins;
  const growth = { most, threads: 1, columnsPerNode: x.columns.length, minLeaf, maxDepth };
  const { bench, setup } = openForest(data, growth, { bootstrap: false, seed: 0 });
  ctx.progress(0.3, 'Growing');
  const grown = createForestGrower(bench, setup)(0);
  const classes = classesOf(data);
  const width = Math.max(1, classes);
  const nodes = createForestNodes();
  growTo(nodes.leaves, classes * classes);
  nodes.leaves.values.set(grown.leaves.subarray(0, classes * classes));
  addTreeArrays(nodes, grown, { width, shared: classes });
  ctx.progress(1, 'Grown');
  return {
    json: { kind: 'decision-tree', width, leaves: countLeaves(grown.words) },
    arrays: { ...forestArrays(nodes), categories: setup.categories, importance: shares(grown.gains) },
  };
};

/** As `LearnerSpec.predict`. */
export const predictDecisionTree = (estimator: Estimator, x: Matrix): Float64Array =>
  predictForest(forestOf(estimator), x);

/** The tree; see `PortableEstimator`. */
export const portableDecisionTree = (estimator: Estimator): PortableEstimator => {
  const width = Number(estimator.json['width']);
  const tree = portableTrees(estimator, { outputs: width, baseline: new Float64Array(), combine: 'mean' });
  return { ...tree, link: 'identity', classes: width };
};
