import type { FoldScore, FoldSet, ScoreOptions } from '../../contract/context.ts';
import { type FoldFit, fitFold, recordFold } from './fit-fold.ts';
import { foldsIn } from './fold-set.ts';
import type { ReadyLearner } from './open-fit.ts';
import { scoreOf } from './quick-metrics.ts';
import type { LearningServices, LearningStep } from './services.ts';

/** Fits on each fold's own training rows and scores the rows it held out. A metric that is undefined there is NaN. */
export const scoreFolds = async (
  services: LearningServices,
  step: LearningStep,
  { ready, folds }: { readonly ready: ReadyLearner; readonly folds: FoldSet },
  options: ScoreOptions,
): Promise<readonly FoldScore[]> => {
  const prepared = await foldsIn(folds).prepared(ready);
  const { reporting } = foldsIn(folds);
  const { share = 1, signal } = options;
  const ends = signal ? { signal: AbortSignal.any([signal, step.context.signal]) } : {};
  return Promise.all(
    prepared.map((fold) => scoreFold(services, step, { ready, fold, reporting, share, ...ends }, options)),
  );
};

const scoreFold = async (
  services: LearningServices,
  step: LearningStep,
  fit: FoldFit,
  { metric, seed }: ScoreOptions,
): Promise<FoldScore> => {
  const { values, seconds, use } = await fitFold(services, step, fit, seed);
  const { plan, held } = fit.fold.rows;
  const score = scoreOf(metric, plan.target.task, held.y, { values, classes: plan.classes.length }) ?? Number.NaN;
  const scored = Number.isNaN(score) ? {} : { score: { metric, value: score } };
  const { ready, fold, share = 1 } = fit;
  recordFold(services, step, { ready, fold, seconds, share, ...scored });
  return { score, seconds, ...(use ? { use } : {}) };
};
