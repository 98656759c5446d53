import { createFeatureProposer, featuresOf } from '../../../algorithms/search/feature-proposer.ts';
import type { Proposal } from '../../../algorithms/search/proposer.ts';
import type { FoldSet, StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { type Failure, fail } from '../../../contract/problem.ts';
import type { Learner, Table } from '../../../contract/values.ts';
import { learnerNames } from '../../evaluate/learner-names.ts';
import { chooseMetric } from '../metric.ts';
import { type Finished, runTrials, type TrialResult } from '../run-trials.ts';
import { tunedShapes, tuningProblems } from '../tuning-shape.ts';
import { reasonOf, watchTrials } from '../watch-trials.ts';
import { chosenSet } from './chosen-set.ts';
import { featuresReport } from './features-report.ts';
import { type FeatureSettings, featureParams } from './params.ts';

export default defineNode({
  title: 'Choose features',
  description: 'Finds the columns that a learner does best with, by trying sets of them on folds',
  keywords: ['RFE', 'RFECV', 'SequentialFeatureSelector', 'forward', 'backward', 'elimination', 'stepwise', 'wrapper'],
  icon: 'list-checks',
  telling: ['method', 'prefer'],
  version: 1,
  params: featureParams,
  inputs: { table: port.table(), learners: port.learner({ many: true }) },
  outputs: { model: port.model(), learner: port.learner(), predictions: port.predictions(), report: port.report() },
  shape: ({ table, learners }) => ({
    outputs: tunedShapes(table, learners[0]),
    problems: tuningProblems(table, learners),
  }),
  run: async ({ table, learners }, settings, ctx) => {
    if (learners.length === 0) throw fail('flow.missing-input', { port: 'learners' });
    if (!table.split.parts) throw fail('train.no-split');
    const { learning, seed } = ctx;
    const metric = await chooseMetric(settings.metric, table, ctx.tables);
    const folds = await learning.folds(table, { k: settings.folds, seed });
    const trials = await tried({ table, learners, metric, folds }, settings, ctx);
    const best = chosenSet(trials, settings.prefer);
    const winner = trials[best];
    const learner = winner && learners[winner.learner];
    if (!winner || !learner) throw failureOf(trials, learners);
    const chosen: Learner = { ...learner, params: winner.params };
    ctx.progress(1, `fitting on ${featuresOf(winner).length} features`);
    const name = `${learner.name}, ${featuresOf(winner).length} features`;
    const trained = await learning.train(chosen, table, { seed, withValidation: true, name });
    return {
      ...trained,
      learner: chosen,
      report: featuresReport({
        metric,
        learners: learnerNames(learners),
        trials,
        best,
        rows: folds.rows,
        held: folds.held,
      }),
    };
  },
});

const failureOf = (trials: readonly Finished[], learners: readonly Learner[]): Failure => {
  const silent = trials.find(({ failure }) => failure?.code === 'train.no-importance');
  return silent
    ? fail('train.no-importance', { values: { learner: learners[silent.learner]?.name ?? '' } })
    : fail('train.failed', { values: { reason: reasonOf(trials) } });
};

interface Trying {
  readonly table: Table;
  readonly learners: readonly Learner[];
  readonly metric: string;
  readonly folds: FoldSet;
}

/** What a learner chooses from: what it was told to learn from, else all features but texts, which no learner takes. */
const candidatesOf = ({ columns }: Table, { params }: Learner): readonly string[] => {
  const told = (params['features'] ?? []) as readonly string[];
  return columns
    .filter(
      ({ name, role, type }) =>
        type !== 'text' && role !== 'target' && (told.length > 0 ? told.includes(name) : role === 'feature'),
    )
    .map(({ name }) => name);
};

const tried = async (
  { table, learners, metric, folds }: Trying,
  settings: FeatureSettings,
  ctx: StepContext,
): Promise<readonly Finished[]> => {
  const { learning, seed, journal, signal } = ctx;
  const { method, most, patience } = settings;
  const candidates = learners.map((learner) => candidatesOf(table, learner));
  if (candidates.some(({ length }) => length === 0)) throw fail('data.no-features');
  const proposer = createFeatureProposer(
    learners.map(({ params }) => ({ params, space: {} })),
    { method, candidates, most: most === 0 ? Number.POSITIVE_INFINITY : most, patience },
  );
  const evaluate = async ({ learner, params }: Proposal): Promise<TrialResult> => {
    const wired = learners[learner] as Learner;
    const scores = await learning.score(wired, params, folds, { metric, seed });
    if (method === 'recursive' && !scores[0]?.use)
      throw fail('train.no-importance', { values: { learner: wired.name } });
    return {
      scores: scores.map(({ score }) => (Number.isNaN(score) ? null : score)),
      seconds: scores.reduce((sum, fold) => sum + fold.seconds, 0),
      ...(method === 'recursive' ? { use: meanUse(scores.map(({ use }) => use ?? {})) } : {}),
    };
  };
  const began = Date.now();
  return runTrials({
    proposer,
    metric,
    parallel: learning.parallel,
    signal,
    known: journal.lines,
    remember: (line) => journal.append(line),
    evaluate,
    onFinished: watchTrials(ctx, {
      patience: 0,
      timeLimit: settings.timeLimit,
      metric,
      planned: proposer.planned,
      elapsed: () => Date.now() - began,
    }),
  });
};

const meanUse = (folds: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.keys(folds[0] ?? {}).map((name) => [
      name,
      folds.reduce((sum, use) => sum + (use[name] ?? 0), 0) / folds.length,
    ]),
  );
