import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import { createRandom } from '../random/random.ts';
import { noHelpers } from '../threads/crew.ts';
import { cutTrees, markTrees, type TreesMark } from './boosted-trees.ts';
import { trainingLoss, validationLoss } from './boosting-loss.ts';
import {
  type Boosting,
  type BoostingOptions,
  beginRound,
  createBoosting,
  type FitReporting,
  outputsOf,
} from './boosting-state.ts';
import { addTree } from './boosting-tree.ts';
import { forestArrays, forestOf } from './forest-estimator.ts';
import type { Run } from './growing-tree.ts';
import { numberLoss } from './losses.ts';
import { portableTrees } from './portable-trees.ts';
import { addTrees } from './predict-forest.ts';
import { openTraining, type TrainingCrew } from './training-crew.ts';
import { planTraining, type TrainingSize } from './training-plan.ts';

import { createForestNodes, type ForestNodes } from './tree-nodes.ts';
import type { Workbench } from './workbench.ts';

const sizeOf = (data: TrainingData, { maxLeaves }: BoostingOptions, threads: number): TrainingSize => ({
  trained: data.x.rows,
  held: data.validation?.x.rows ?? 0,
  columns: data.x.columns.length,
  outputs: outputsOf(data),
  // A tree can't have more leaves than rows.
  maxLeaves: Math.min(maxLeaves, Math.max(1, data.x.rows)),
  weighted: data.weights !== undefined,
  threads,
});

/**
 * Fewer rows are learned by one thread: the pieces of work are so short that on a busy machine threads would mostly wait
 * for each other, and take ten times as long.
 */
const fittedAlone = 30_000;

const refuse = (reason: string): never => {
  throw fail('train.failed', { values: { reason } });
};

const check = (data: TrainingData, { loss }: BoostingOptions): void => {
  if (data.x.rows === 0) throw fail('data.no-training-rows');
  if (data.task === 'regression' && loss === 'poisson' && data.y.some((value) => value < 0))
    refuse('the Poisson loss is for targets that are never negative');
};

/** Bins all rows by the training rows' values; answers the edges of each column, of which there are none in categories. */
const binRows = ({ plan, floats }: Workbench, run: Run): readonly Float32Array[] => {
  run('bin');
  run('record');
  return Array.from({ length: plan.columns }, (_, column) => {
    const edges = floats.subarray(plan.edges / 4 + column * 256, plan.edges / 4 + (column + 1) * 256);
    return edges.slice(0, edges.indexOf(Number.POSITIVE_INFINITY));
  });
};

interface Rounds {
  readonly done: number;
  readonly kept: number;
}

interface Ensemble {
  readonly nodes: ForestNodes;
  readonly gains: Float64Array;
  readonly edges: readonly Float32Array[];
}

/** Adds trees round by round until there are enough, none can be split, or the validation loss has not fallen for long. */
const addRounds = (
  boosting: Boosting,
  { nodes, gains, edges }: Ensemble,
  data: TrainingData,
  ctx: FitReporting,
): Rounds => {
  const { options, outputs } = boosting;
  const categoryOf = (column: number): boolean => data.x.columns[column]?.kind === 'category';
  const random = createRandom(ctx.seed, 1);
  const salts = createRandom(ctx.seed, 2);
  let best: { readonly round: number; readonly loss: number; readonly mark: TreesMark } | undefined;
  let round = 0;
  let grows = true;
  while (round < options.rounds && grows) {
    beginRound(boosting);
    grows = options.subsample < 1 || options.columnSample < 1;
    for (let output = 0; output < outputs; output++) {
      const salt = salts.uint32() | 0;
      if (addTree(boosting, { nodes, output, salt, random, edges, gains, signal: ctx.signal }, categoryOf))
        grows = true;
    }
    round++;
    ctx.metric('training loss', round, trainingLoss(boosting));
    ctx.progress(round / options.rounds, `Round ${round} of ${options.rounds}`);
    const held = validationLoss(boosting);
    if (held === undefined) continue;
    ctx.metric('validation loss', round, held);
    if (!Number.isFinite(held)) refuse('the loss grew beyond all bounds; a smaller learning rate may help');
    if (!best || held < best.loss) best = { round, loss: held, mark: markTrees(nodes) };
    if (round - best.round >= options.earlyStop) break;
  }
  if (best) cutTrees(nodes, best.mark);
  return { done: round, kept: best?.round ?? round };
};

/**
 * Gradient boosting (Friedman, 2001) on histograms of at most 255 bins a column; missing values and categories are split
 * natively. With validation rows the rounds up to their lowest loss are kept. The estimator's importance is the gain of
 * each column's splits, summing to 1.
 * @throws data.no-training-rows, train.failed
 */
export const fitGradientBoosting = (data: TrainingData, options: BoostingOptions, ctx: FitReporting): Estimator => {
  check(data, options);
  ctx.progress(0, 'Binning');
  const helpers = data.x.rows < fittedAlone ? noHelpers : (ctx.helpers ?? noHelpers);
  const work = openTraining(planTraining(sizeOf(data, options, 1 + helpers.count)), data, helpers);
  try {
    const estimator = fitTrees(data, options, work, ctx);
    work.finish();
    return estimator;
  } finally {
    work.close();
  }
};

const fitTrees = (data: TrainingData, options: BoostingOptions, work: TrainingCrew, ctx: FitReporting): Estimator => {
  const edges = binRows(work.bench, work.run);
  const boosting = createBoosting(data, options, work);
  const nodes = createForestNodes();
  const gains = new Float64Array(data.x.columns.length);
  const rounds =
    boosting.outputs === 0 ? { done: 0, kept: 0 } : addRounds(boosting, { nodes, gains, edges }, data, ctx);
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return {
    json: {
      kind: 'gradient-boosting',
      loss: data.task === 'classification' ? 'log' : options.loss,
      outputs: boosting.outputs,
      classes: data.classes.length,
      rounds: rounds.done,
      kept: rounds.kept,
      width: 1,
    },
    arrays: {
      ...forestArrays(nodes),
      baseline: boosting.baseline,
      categories: Uint8Array.from(data.x.columns, ({ kind }) => (kind === 'category' ? 1 : 0)),
      importance: gains.map((gain) => (total > 0 ? gain / total : 0)),
    },
  };
};

const softmax = (raw: Float64Array, classes: number): Float64Array => {
  for (let start = 0; start < raw.length; start += classes) {
    let top = Number.NEGATIVE_INFINITY;
    for (let code = 0; code < classes; code++) top = Math.max(top, raw[start + code] as number);
    let total = 0;
    for (let code = 0; code < classes; code++) {
      const share = Math.exp((raw[start + code] as number) - top);
      raw[start + code] = share;
      total += share;
    }
    for (let code = 0; code < classes; code++) raw[start + code] = (raw[start + code] as number) / total;
  }
  return raw;
};

const sigmoids = (raw: Float64Array): Float64Array => {
  const both = new Float64Array(raw.length * 2);
  for (let row = 0; row < raw.length; row++) {
    const p = 1 / (1 + Math.exp(-(raw[row] as number)));
    both[2 * row] = 1 - p;
    both[2 * row + 1] = p;
  }
  return both;
};

/** As `LearnerSpec.predict`. */
export const predictGradientBoosting = (
  estimator: Estimator,
  x: Matrix,
  { helpers = noHelpers }: Pick<FitReporting, 'helpers'> = {},
): Float64Array => {
  const { json, arrays } = estimator;
  const outputs = Number(json['outputs']);
  if (outputs === 0) return new Float64Array(x.rows).fill(1);
  const baseline = arrays['baseline'] as Float64Array;
  const raw = new Float64Array(x.rows * outputs);
  for (let at = 0; at < raw.length; at++) raw[at] = baseline[at % outputs] as number;
  addTrees(forestOf(estimator), x, { sums: raw, outputs, helpers });
  if (json['loss'] === 'log') return outputs === 1 ? sigmoids(raw) : softmax(raw, outputs);
  return json['loss'] === 'poisson' ? raw.map(numberLoss('poisson', 0.5).predict) : raw;
};

/** The trees and what they begin with; see `PortableEstimator`. */
export const portableGradientBoosting = (estimator: Estimator): PortableEstimator => {
  const { json, arrays } = estimator;
  const [outputs, classes] = [Number(json['outputs']), Number(json['classes'])];
  if (outputs === 0) return { kind: 'constant', link: 'identity', classes, answers: Float64Array.of(1) };
  const baseline = arrays['baseline'] as Float64Array;
  const ofLoss = { log: outputs === 1 ? 'logistic' : 'softmax', poisson: 'exp' } as const;
  const loss = json['loss'];
  const link = loss === 'log' || loss === 'poisson' ? ofLoss[loss] : 'identity';
  return { ...portableTrees(estimator, { outputs, baseline, combine: 'sum' }), link, classes };
};
