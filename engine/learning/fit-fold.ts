import type { Reporting } from '../../contract/context.ts';
import type { FitRecord } from '../../contract/ledger.ts';
import { fail } from '../../contract/problem.ts';
import type { PreparedFold } from './fold-set.ts';
import { checkTask, type ReadyLearner } from './open-fit.ts';
import { peakBytes } from './record.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { trainingData } from './training-data.ts';

export interface FoldFit {
  readonly ready: ReadyLearner;
  readonly fold: PreparedFold;
  readonly reporting: Reporting;
}

export interface FittedFold {
  /** For the rows held out, as `LearnerSpec.predict` gives them. */
  readonly values: Float64Array;
  readonly seconds: number;
}

/** Fits on a fold's own training rows and predicts the rows it held out. */
export const fitFold = async (
  { pool }: LearningServices,
  { context }: LearningStep,
  { ready, fold, reporting }: FoldFit,
  seed: number,
): Promise<FittedFold> => {
  const { plan, training, held } = fold.rows;
  checkTask(ready.node, plan.target);
  if (training.x.rows === 0 || held.x.rows === 0) throw fail('data.no-training-rows');
  const fit = await pool.fit(
    {
      type: ready.learner.type,
      params: ready.params,
      seed,
      tensors: ready.node.tensors,
      predict: fold.x.others,
      data: trainingData({
        plan,
        x: fold.x.training,
        labels: training,
        classWeight: ready.params.classWeight,
        validation: undefined,
      }),
    },
    { signal: context.signal, reporting },
  );
  return { values: fit.predictions[0] ?? new Float64Array(), seconds: fit.seconds };
};

interface RecordedFold {
  readonly ready: ReadyLearner;
  readonly fold: PreparedFold;
  readonly seconds: number;
  readonly score?: FitRecord['score'];
}

export const recordFold = (
  { recordFit }: LearningServices,
  { node }: LearningStep,
  { ready, fold, seconds, score }: RecordedFold,
): void =>
  recordFit({
    node,
    type: ready.learner.type,
    params: ready.params,
    task: fold.rows.plan.target.task,
    rows: fold.rows.training.x.rows,
    features: fold.x.training.columns.length,
    seconds,
    peakBytes: peakBytes(),
    purpose: 'fold',
    ...(score ? { score } : {}),
  });
