import type { FitContext } from '../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import { createRandom, type Random } from '../random/random.ts';
import { binMatrix } from './binned-matrix.ts';
import { type Forest, forestArrays, forestOf } from './forest-estimator.ts';
import { createGrower, type Grower, growTree } from './grow-tree.ts';
import { createNodeRows, fillNodeRows } from './node-rows.ts';
import { createOutOfBag, type OutOfBag, type OutOfBagScore } from './out-of-bag.ts';
import { portableTrees } from './portable-trees.ts';
import { predictForest } from './predict-forest.ts';
import { targetsOf } from './targets.ts';
import { createForestNodes, type ForestNodes } from './tree-nodes.ts';

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

type Reporting = Pick<FitContext, 'seed' | 'signal' | 'metric' | 'progress'>;

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

/** How often each row was drawn. */
const drawRows = (drawn: Uint8Array, random: Random, bootstrap: boolean): void => {
  if (!bootstrap) {
    drawn.fill(1);
    return;
  }
  drawn.fill(0);
  for (let draw = 0; draw < drawn.length; draw++) {
    const row = random.below(drawn.length);
    drawn[row] = Math.min(255, (drawn[row] as number) + 1);
  }
};

const growing = (nodes: ForestNodes, width: number, categories: Uint8Array): Forest => ({
  words: nodes.words.values,
  thresholds: new Float32Array(nodes.words.values.buffer),
  masks: nodes.masks.values,
  leaves: nodes.leaves.values,
  roots: new Int32Array(),
  width,
  categories,
});

const addGains = (importance: Float64Array, { gains }: Grower): void => {
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  if (total > 0)
    for (let column = 0; column < gains.length; column++)
      importance[column] = (importance[column] as number) + (gains[column] as number) / total;
};

/** Score of the rows each tree left out, as a curve over the trees: at first, every tenth, and at the end. */
const watchOutOfBag = (outOfBag: OutOfBag, tree: number, trees: number, ctx: Reporting): OutOfBagScore | undefined => {
  const last = tree === trees - 1;
  if (!last && tree % 10 !== 9) return undefined;
  const score = outOfBag.score();
  if (score.value !== null) ctx.metric(`out-of-bag ${score.metric}`, tree + 1, score.value);
  return last ? score : undefined;
};

/** Classes share their pure leaves: the first leaf values are certainty of each class. */
const seedLeaves = ({ leaves }: ForestNodes, classes: number): void => {
  for (let code = 0; code < classes; code++) leaves.values[code * classes + code] = 1;
  leaves.length = classes * classes;
};

/**
 * Random forest (Breiman, 2001) on histograms of at most 255 bins a column; missing values and categories are split natively.
 * Each tree has its own stream of random numbers, so the forest does not depend on the order in which trees are grown.
 * The estimator's importance is the mean decrease of impurity, summing to 1.
 * @throws data.no-training-rows
 */
export const fitRandomForest = (data: TrainingData, options: RandomForestOptions, ctx: Reporting): Estimator => {
  const { x } = data;
  if (x.rows === 0) throw fail('data.no-training-rows');
  const targets = targetsOf(data);
  const width = Math.max(1, targets.classes);
  const nodes = createForestNodes();
  if (targets.classes > 0) seedLeaves(nodes, targets.classes);
  ctx.progress(0, 'Binning');
  const matrix = binMatrix(x);
  const grower = createGrower(matrix, targets, {
    nodes,
    signal: ctx.signal,
    options: {
      columnsPerNode: columnsPerNode(options.maxFeatures, matrix.columns, data.task),
      minLeaf: options.minLeaf,
      maxDepth: options.maxDepth ?? Number.POSITIVE_INFINITY,
    },
  });
  const categories = Uint8Array.from(x.columns, ({ kind }) => (kind === 'category' ? 1 : 0));
  const rows = createNodeRows(x.rows);
  const drawn = new Uint8Array(x.rows);
  const importance = new Float64Array(matrix.columns);
  const outOfBag = options.bootstrap ? createOutOfBag(x, data, width) : undefined;
  let score: OutOfBagScore | undefined;
  for (let tree = 0; tree < options.trees; tree++) {
    ctx.signal.throwIfAborted();
    const random = createRandom(ctx.seed, tree);
    drawRows(drawn, random, options.bootstrap);
    resetColumns(grower);
    growTree(grower, { rows, count: fillNodeRows(rows, drawn, targets) }, random);
    addGains(importance, grower);
    outOfBag?.add(growing(nodes, width, categories), nodes.roots[tree] as number, drawn);
    score = (outOfBag && watchOutOfBag(outOfBag, tree, options.trees, ctx)) ?? score;
    ctx.progress((tree + 1) / options.trees, `Tree ${tree + 1} of ${options.trees}`);
  }
  return {
    json: { kind: 'random-forest', trees: options.trees, width, outOfBag: score ? { ...score } : null },
    arrays: { ...forestArrays(nodes), categories, importance: importance.map((sum) => sum / options.trees) },
  };
};

/** A tree must not depend on where the tree before it left the order of columns. */
const resetColumns = ({ columns }: Grower): void => {
  for (let at = 0; at < columns.length; at++) columns[at] = at;
};

/** As `LearnerSpec.predict`. */
export const predictRandomForest = (estimator: Estimator, x: Matrix): Float64Array =>
  predictForest(forestOf(estimator), x);

/** The trees, whose leaves are averaged; see `PortableEstimator`. */
export const portableRandomForest = (estimator: Estimator): PortableEstimator => {
  const width = Number(estimator.json['width']);
  const trees = portableTrees(estimator, { outputs: width, baseline: new Float64Array(), combine: 'mean' });
  return { ...trees, link: 'identity', classes: width };
};
