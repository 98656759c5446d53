import type { FoldScore, FoldSet } from '../../contract/context.ts';
import { type FoldFit, fitFold, recordFold } from './fit-fold.ts';
import { foldsIn } from './fold-set.ts';
import type { ReadyLearner } from './open-fit.ts';
import { scoreOf } from './quick-metrics.ts';
import type { LearningServices, LearningStep } from './services.ts';

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

const scoreFold = async (
  services: LearningServices,
  step: LearningStep,
  fit: FoldFit,
  { metric, seed }: ScoreOptions,
): Promise<FoldScore> => {
  const { values, seconds } = await fitFold(services, step, fit, seed);
  const { plan, held } = fit.fold.rows;
  const score = scoreOf(metric, plan.target.task, held.y, { values, classes: plan.classes.length }) ?? Number.NaN;
  const scored = Number.isNaN(score) ? {} : { score: { metric, value: score } };
  recordFold(services, step, { ready: fit.ready, fold: fit.fold, seconds, ...scored });
  return { score, seconds };
};
