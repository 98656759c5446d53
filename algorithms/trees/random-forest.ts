import type { FitContext } from '../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import { noHelpers } from '../threads/crew.ts';
import { mostBins } from './bin-edges.ts';
import { growForest } from './forest-crew.ts';
import { forestArrays, forestOf } from './forest-estimator.ts';
import { type GrownArrays, openForest } from './forest-growth.ts';
import { addTreeArrays } from './forest-trees.ts';
import { createOutOfBag, type OutOfBagScore } from './out-of-bag.ts';
import { portableTrees } from './portable-trees.ts';
import { predictForest } from './predict-forest.ts';
import { classesOf } from './targets.ts';
import { createForestNodes, growTo } from './tree-nodes.ts';

export const columnShares = ['auto', 'sqrt', 'log2', 'third', 'half', 'all'] as const;
export type ColumnShare = (typeof columnShares)[number];

export interface RandomForestOptions {
  readonly trees: number;
  /** Columns looked at in each node; auto: the root of them for classes, a third for numbers. */
  readonly maxFeatures: ColumnShare;
  readonly minLeaf: number;
  /** null: until the leaves are pure. */
  readonly maxDepth: number | null;
  readonly bootstrap: boolean;
}

type Reporting = Pick<FitContext, 'seed' | 'signal' | 'metric' | 'progress' | 'helpers'>;

export const columnsPerNode = (share: ColumnShare, columns: number, task: TrainingData['task']): number => {
  const wanted = share === 'auto' ? (task === 'classification' ? 'sqrt' : 'third') : share;
  const counts = {
    sqrt: Math.sqrt(columns),
    log2: Math.log2(columns),
    third: columns / 3,
    half: columns / 2,
    all: columns,
  };
  return Math.max(1, Math.floor(counts[wanted] + 1e-9));
};

/** Takes in the trees in their order. */
const createCollector = (data: TrainingData, { trees, bootstrap }: RandomForestOptions, ctx: Reporting) => {
  const shared = classesOf(data);
  const width = Math.max(1, shared);
  const nodes = createForestNodes();
  growTo(nodes.leaves, shared * shared);
  for (let code = 0; code < shared; code++) nodes.leaves.values[code * shared + code] = 1;
  const importance = new Float64Array(data.x.columns.length);
  const outOfBag = bootstrap ? createOutOfBag(data, width) : undefined;
  let score: OutOfBagScore | undefined;
  let count = 0;
  /** Score of the rows each tree left out, as a curve over the trees: every tenth, and at the end. */
  const watch = (): void => {
    if (!outOfBag || (count < trees && count % 10 !== 0)) return;
    score = outOfBag.score();
    if (score.value !== null) ctx.metric(`out-of-bag ${score.metric}`, count, score.value);
  };
  return {
    add: ({ gains, outOfBag: places, ...tree }: GrownArrays): void => {
      addTreeArrays(nodes, tree, { width, shared });
      const total = gains.reduce((sum, gain) => sum + gain, 0);
      if (total > 0)
        for (let column = 0; column < gains.length; column++)
          importance[column] = (importance[column] as number) + (gains[column] as number) / total;
      if (places) outOfBag?.add(tree.leaves, places);
      count++;
      watch();
      ctx.progress(count / trees, `Tree ${count} of ${trees}`);
    },
    finish: () => ({ nodes, width, importance: importance.map((sum) => sum / Math.max(1, count)), score }),
  };
};

/** Rows of all trees together from which on a second thread is quicker than starting one takes. */
const worthHelp = 300_000;

/**
 * Random forest (Breiman, 2001) on histograms of at most 255 bins a column; missing values and categories are split natively.
 * Each tree has its own stream of random numbers, so the forest does not depend on the order in which trees are grown.
 * The estimator's importance is the mean decrease of impurity, summing to 1.
 * @throws data.no-training-rows
 */
export const fitRandomForest = (data: TrainingData, options: RandomForestOptions, ctx: Reporting): Estimator => {
  const { x, task } = data;
  if (x.rows === 0) throw fail('data.no-training-rows');
  ctx.progress(0, 'Binning');
  const helpers = x.rows * options.trees < worthHelp ? noHelpers : (ctx.helpers ?? noHelpers);
  const opened = openForest(
    data,
    {
      most: mostBins,
      threads: 1 + helpers.count,
      columnsPerNode: columnsPerNode(options.maxFeatures, x.columns.length, task),
      minLeaf: options.minLeaf,
      maxDepth: options.maxDepth ?? Number.POSITIVE_INFINITY,
    },
    { bootstrap: options.bootstrap, seed: ctx.seed },
  );
  const collector = createCollector(data, options, ctx);
  growForest(opened, { trees: options.trees, helpers, signal: ctx.signal }, collector.add);
  const { nodes, width, importance, score } = collector.finish();
  return {
    json: { kind: 'random-forest', trees: options.trees, width, outOfBag: score ? { ...score } : null },
    arrays: { ...forestArrays(nodes), categories: opened.setup.categories, importance },
  };
};

/** As `LearnerSpec.predict`. */
export const predictRandomForest = (
  estimator: Estimator,
  x: Matrix,
  { helpers = noHelpers }: Pick<Reporting, 'helpers'> = {},
): Float64Array => predictForest(forestOf(estimator), x, helpers);

/** The trees, whose leaves are averaged; see `PortableEstimator`. */
export const portableRandomForest = (estimator: Estimator): PortableEstimator => {
  const width = Number(estimator.json['width']);
  const trees = portableTrees(estimator, { outputs: width, baseline: new Float64Array(), combine: 'mean' });
  return { ...trees, link: 'identity', classes: width };
};
