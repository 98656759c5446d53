import { createProposer } from '../../../algorithms/search/create-proposer.ts';
import type { Proposal } from '../../../algorithms/search/proposer.ts';
import type { SearchSpace } from '../../../algorithms/search/search-point.ts';
import type { FoldSet, StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import type { Learner } from '../../../contract/values.ts';
import { learnerNames } from '../../evaluate/learner-names.ts';
import { chooseMetric } from '../metric.ts';
import { type Finished, runTrials, type TrialResult } from '../run-trials.ts';
import { tunedShapes, tuningProblems } from '../tuning-shape.ts';
import { bestTrial, reasonOf, watchTrials } from '../watch-trials.ts';
import { editedSpace, spaceFault, unusedEdits } from './edited-space.ts';
import { type SearchSettings, searchParams } from './params.ts';
import { searchReport } from './search-report.ts';

export default defineNode({
  title: 'Search',
  description: 'Tries settings of one or more learners on folds of the training rows and keeps the best',
  keywords: [
    'tune',
    'hyperparameters',
    'random search',
    'grid search',
    'GridSearchCV',
    'optimise',
    'automl',
    'TPE',
    'bayesian',
    'optuna',
    'hyperopt',
    'successive halving',
  ],
  icon: 'search',
  telling: ['method', 'trials'],
  version: 1,
  params: searchParams,
  inputs: { table: port.table(), learners: port.learner({ many: true }) },
  outputs: { model: port.model(), learner: port.learner(), predictions: port.predictions(), report: port.report() },
  shape: ({ table, learners }) => ({
    outputs: tunedShapes(table, learners[0]),
    problems: tuningProblems(table, learners),
  }),
  run: async ({ table, learners }, settings, ctx) => {
    if (learners.length === 0) throw fail('flow.missing-input', { port: 'learners' });
    const { learning, seed } = ctx;
    if (!table.split.parts) throw fail('train.no-split');
    const metric = await chooseMetric(settings.metric, table, ctx.tables);
    const spaces = spacesOf(learners, settings, ctx);
    const folds = await learning.folds(table, { k: settings.folds, seed });
    const trials = await searchTrials({ learners, spaces, folds, metric }, settings, ctx);
    const best = bestTrial(trials);
    const winner = trials[best];
    const learner = winner && learners[winner.learner];
    if (!winner || !learner) throw fail('train.failed', { values: { reason: reasonOf(trials) } });
    const chosen: Learner = { ...learner, params: winner.params };
    ctx.progress(1, 'fitting the best on training and validation rows');
    const trained = await learning.train(chosen, table, { seed, withValidation: true, name: `${learner.name}, tuned` });
    const outcome = {
      metric,
      learners: learnerNames(learners),
      spaces,
      trials,
      best,
      rows: folds.rows,
      folds: folds.count,
      seed,
    };
    return { ...trained, learner: chosen, report: searchReport(outcome) };
  },
});

const spacesOf = (
  learners: readonly Learner[],
  { space }: SearchSettings,
  ctx: StepContext,
): readonly SearchSpace[] => {
  const own = Object.fromEntries(learners.map(({ type }) => [type, ctx.learning.space(type)]));
  const unused = unusedEdits(space, own);
  if (unused.length > 0)
    ctx.finding({
      code: 'param.unknown',
      severity: 'warning',
      message: `The search space names ${unused.join(', ')}, which no wired learner is searched over; that is ignored.`,
    });
  return learners.map(({ type }) => {
    const edited = editedSpace(own[type] ?? {}, space[type]);
    const fault = spaceFault(edited);
    if (fault !== undefined)
      throw fail('param.invalid', { param: 'space', values: { param: 'Search space', reason: `${type}, ${fault}` } });
    return edited;
  });
};

interface Searching {
  readonly learners: readonly Learner[];
  readonly spaces: readonly SearchSpace[];
  readonly folds: FoldSet;
  readonly metric: string;
}

const searchTrials = (
  { learners, spaces, folds, metric }: Searching,
  settings: SearchSettings,
  ctx: StepContext,
): Promise<readonly Finished[]> => {
  const { learning, seed, journal } = ctx;
  const proposer = createProposer(
    learners.map(({ params }, index) => ({ params, space: spaces[index] ?? {} })),
    { method: settings.method, trials: settings.trials, seed, rows: Math.min(...folds.training) },
  );
  const evaluate = async ({ learner, params, share }: Proposal): Promise<TrialResult> => {
    const scores = await learning.score(learners[learner] as Learner, params, folds, { metric, seed, share });
    return {
      scores: scores.map(({ score }) => (Number.isNaN(score) ? null : score)),
      seconds: scores.reduce((sum, fold) => sum + fold.seconds, 0),
    };
  };
  const began = Date.now() - spentBefore(journal.lines);
  const elapsed = (): number => Date.now() - began;
  return runTrials({
    proposer,
    metric,
    parallel: learning.parallel,
    signal: ctx.signal,
    known: journal.lines,
    remember: (line) => journal.append({ ...line, elapsed: elapsed() }),
    evaluate,
    onFinished: watchTrials(ctx, {
      patience: settings.method === 'halving' ? 0 : settings.patience,
      timeLimit: settings.timeLimit,
      metric,
      planned: proposer.planned,
      elapsed,
    }),
  });
};

/** Milliseconds that an attempt which was killed had searched for. */
const spentBefore = (lines: StepContext['journal']['lines']): number =>
  lines.reduce<number>((most, line) => {
    const { elapsed } = line as { readonly elapsed?: unknown };
    return typeof elapsed === 'number' ? Math.max(most, elapsed) : most;
  }, 0);
