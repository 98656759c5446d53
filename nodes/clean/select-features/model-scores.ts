import { permutationScores } from '../../../algorithms/feature-scores/permutation-scores.ts';
import { linearImportance } from '../../../algorithms/linear/linear-estimator.ts';
import { fitLinearRegression } from '../../../algorithms/linear/linear-regression.ts';
import { fitLogisticRegression } from '../../../algorithms/linear/logistic-regression.ts';
import { applyPreparation } from '../../../algorithms/prepare/apply-preparation.ts';
import { fitPreparation } from '../../../algorithms/prepare/fit-preparation.ts';
import { pearson } from '../../../algorithms/statistics/correlation.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { TrainingData } from '../../../contract/matrix.ts';
import { pause } from '../pause.ts';
import type { ScoredColumn, ScoredData } from './scored-data.ts';

/** Fitting a model is dearer than counting; fewer rows do, and fewer still where there are many columns. */
const mostRows = 5000;
const mostCells = 1_000_000;
/** A category with more levels would be all of the model. */
const mostLevels = 20;
/** Weight of the L1 penalty against the mean loss, over standardised columns. */
const strength = 0.01;
const mostAlike = 0.999;

/** Rows evenly spread over the table. */
const spreadRows = (data: ScoredData): Int32Array => {
  const most = Math.min(mostRows, Math.max(100, Math.floor(mostCells / Math.max(1, data.features.length))));
  const step = Math.max(1, data.rows / most);
  return Int32Array.from({ length: Math.min(data.rows, most) }, (_, at) => Math.floor(at * step));
};

const cellOf = ({ values, levels }: ScoredColumn, row: number): number => {
  const value = values[row] as number;
  return levels ? (value < mostLevels ? value : Number.NaN) : Number.isFinite(value) ? value : Number.NaN;
};

const matrixOf = (data: ScoredData, rows: Int32Array): TrainingData => {
  const cells = new Float32Array(rows.length * data.features.length);
  data.features.forEach((feature, column) => {
    for (let at = 0; at < rows.length; at++) cells[column * rows.length + at] = cellOf(feature, rows[at] as number);
  });
  const columns = data.features.map(({ column, levels }) => ({
    name: column.name,
    kind: levels ? ('category' as const) : ('number' as const),
    levels: levels?.slice(0, mostLevels) ?? [],
  }));
  return {
    task: data.task,
    classes: data.target.levels ?? [],
    x: { rows: rows.length, columns, data: cells },
    y: Float64Array.from(rows, (row) => data.target.values[row] as number),
  };
};

/** How much each feature is needed by a forest. Every third row is held out to measure it. */
export const permutationRanking = async (data: ScoredData, ctx: NodeContext): Promise<readonly number[]> => {
  const rows = spreadRows(data);
  const training = matrixOf(
    data,
    rows.filter((_, at) => at % 3 !== 2),
  );
  const held = matrixOf(
    data,
    rows.filter((_, at) => at % 3 === 2),
  );
  const scores: number[] = [];
  if (training.x.rows === 0 || held.x.rows === 0) return data.features.map(() => 0);
  for (const score of permutationScores(training, held, ctx)) {
    scores.push(score);
    ctx.progress(scores.length / data.features.length, 'Shuffling columns');
    await pause(ctx.signal);
  }
  return scores;
};

/** Standardised numbers as target, so that the penalty weighs the same whatever their unit. */
const standardised = (y: Float64Array): Float64Array => {
  const mean = y.reduce((sum, value) => sum + value / y.length, 0);
  const deviation = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2 / y.length, 0));
  return y.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
};

const sparseImportance = (training: TrainingData, ctx: NodeContext): Float64Array => {
  const silent = { ...ctx, metric: () => undefined, finding: () => undefined, progress: () => undefined };
  if (training.task === 'regression') {
    const data = { ...training, y: standardised(training.y) };
    const options = { penalty: 'lasso', alpha: strength, l1Ratio: 1, maxIterations: 200 } as const;
    return linearImportance(fitLinearRegression(data, options, silent));
  }
  const C = 1 / (strength * training.x.rows);
  const options = { penalty: 'l1', C, maxIterations: 50, tolerance: 1e-4 } as const;
  return linearImportance(fitLogisticRegression(training, options, silent));
};

/** Of numbers that are as good as the same only the first: between them an L1 penalty can't decide, and would take long. */
const withoutTwins = async (features: ScoredData['features'], ctx: NodeContext): Promise<ScoredData['features']> => {
  const kept: ScoredColumn[] = [];
  for (const feature of features) {
    const isTwin = ({ levels, values }: ScoredColumn): boolean =>
      !levels && Math.abs(pearson(values, feature.values) ?? 0) > mostAlike;
    if (feature.levels || !kept.some(isTwin)) kept.push(feature);
    await pause(ctx.signal);
  }
  return kept;
};

/** The largest weight that a column, or one of its levels, keeps in a linear model with an L1 penalty. */
export const sparseRanking = async (data: ScoredData, ctx: NodeContext): Promise<readonly number[]> => {
  const features = await withoutTwins(data.features, ctx);
  const raw = matrixOf({ ...data, features }, spreadRows(data));
  if (new Set(raw.y).size < 2) return data.features.map(() => 0);
  const preparation = fitPreparation(raw.x, { missing: 'impute', categories: 'one-hot', scale: true });
  await pause(ctx.signal);
  const importance = sparseImportance({ ...raw, x: applyPreparation(preparation, raw.x) }, ctx);
  let at = 0;
  const weights = preparation.input.map(({ levels }, column) => {
    const width = preparation.oneHot[column] ? levels.length : 1;
    at += width;
    return Math.max(0, ...importance.slice(at - width, at));
  });
  return data.features.map((feature) => weights[features.indexOf(feature)] ?? 0);
};
