import type { Reporting } from '../../contract/context.ts';
import type { FitRecord } from '../../contract/ledger.ts';
import type { Matrix } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PreparedFold } from './fold-set.ts';
import { checkTask, type ReadyLearner } from './open-fit.ts';
import { peakBytes } from './record.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { shareOfFold } from './share-of-fold.ts';
import { featureUse } from './slice-fold.ts';
import { type Labels, trainingData } from './training-data.ts';

export interface FoldFit {
  readonly ready: ReadyLearner;
  readonly fold: PreparedFold;
  readonly reporting: Reporting;
  /** Share of the fold's training rows; all where absent. */
  readonly share?: number;
  /** Ends this fit alone. */
  readonly signal?: AbortSignal;
}

export interface FittedFold {
  /** For the rows held out, as `LearnerSpec.predict` gives them. */
  readonly values: Float64Array;
  readonly seconds: number;
  /** How much of each feature the fit used, where it knows. */
  readonly use?: Readonly<Record<string, number>>;
}

/** Fits on a fold's own training rows and predicts the rows it held out. */
export const fitFold = async (
  { pool }: LearningServices,
  { context }: LearningStep,
  { ready, fold, reporting, share = 1, signal = context.signal }: FoldFit,
  seed: number,
): Promise<FittedFold> => {
  const { plan, held } = fold.rows;
  const { x, labels: training } = trainedOn(fold, share, seed);
  checkTask(ready.node, plan.target);
  if (x.rows === 0 || held.x.rows === 0) throw fail('data.no-training-rows');
  const fit = await pool.fit(
    {
      type: ready.learner.type,
      params: ready.params,
      seed,
      tensors: ready.node.tensors,
      predict: fold.x.others,
      data: trainingData({
        plan,
        x,
        labels: training,
        classWeight: ready.params.classWeight,
        validation: undefined,
      }),
    },
    { signal, reporting },
  );
  return {
    values: fit.predictions[0] ?? new Float64Array(),
    seconds: fit.seconds,
    ...(fit.importance ? { use: featureUse(fold.x.preparation, fit.importance) } : {}),
  };
};

const trainedOn = (fold: PreparedFold, share: number, seed: number): { readonly x: Matrix; readonly labels: Labels } =>
  share >= 1 ? { x: fold.x.training, labels: fold.rows.training } : shareOfFold(fold, share, seed);

interface RecordedFold {
  readonly ready: ReadyLearner;
  readonly fold: PreparedFold;
  readonly share?: number;
  readonly seconds: number;
  readonly score?: FitRecord['score'];
}

export const recordFold = (
  { recordFit }: LearningServices,
  { node }: LearningStep,
  { ready, fold, seconds, score, share = 1 }: RecordedFold,
): void =>
  recordFit({
    node,
    type: ready.learner.type,
    params: ready.params,
    task: fold.rows.plan.target.task,
    rows: Math.ceil(share * fold.rows.training.x.rows),
    features: fold.x.training.columns.length,
    seconds,
    peakBytes: peakBytes(),
    purpose: 'fold',
    ...(score ? { score } : {}),
  });
