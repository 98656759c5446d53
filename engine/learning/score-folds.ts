import type { FoldScore, FoldSet, Reporting } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { foldsIn, type PreparedFold } from './fold-set.ts';
import { checkTask, type ReadyLearner } from './open-fit.ts';
import { scoreOf } from './quick-metrics.ts';
import { peakBytes } from './record.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { trainingData } from './training-data.ts';

export interface ScoreOptions {
  readonly metric: string;
  readonly seed: number;
}

/** Fits on each fold's own training rows and scores the rows it held out. A metric that is undefined there is NaN. */
export const scoreFolds = async (
  services: LearningServices,
  step: LearningStep,
  { ready, folds }: { readonly ready: ReadyLearner; readonly folds: FoldSet },
  options: ScoreOptions,
): Promise<readonly FoldScore[]> => {
  const prepared = await foldsIn(folds).prepared(ready);
  const { reporting } = foldsIn(folds);
  return Promise.all(prepared.map((fold) => scoreFold(services, step, { ready, fold, reporting }, options)));
};

interface FoldFit {
  readonly ready: ReadyLearner;
  readonly fold: PreparedFold;
  readonly reporting: Reporting;
}

const scoreFold = async (
  { pool, recordFit }: LearningServices,
  { node, context }: LearningStep,
  { ready, fold, reporting }: FoldFit,
  { metric, seed }: ScoreOptions,
): Promise<FoldScore> => {
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
  const values = fit.predictions[0] ?? new Float64Array();
  const score = scoreOf(metric, plan.target.task, held.y, { values, classes: plan.classes.length }) ?? Number.NaN;
  recordFit({
    node,
    type: ready.learner.type,
    params: ready.params,
    task: plan.target.task,
    rows: training.x.rows,
    features: fold.x.training.columns.length,
    seconds: fit.seconds,
    peakBytes: peakBytes(),
    purpose: 'fold',
    ...(Number.isNaN(score) ? {} : { score: { metric, value: score } }),
  });
  return { score, seconds: fit.seconds };
};
