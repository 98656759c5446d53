import { z } from 'zod';
import { proposeTrials } from '../../../algorithms/search/propose-trials.ts';
import type { StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import type { LearnerShape, TableShape } from '../../../contract/shape.ts';
import { taskOf } from '../../../contract/task.ts';
import type { Learner } from '../../../contract/values.ts';
import { chooseMetric, goodness, metricChoices, targetIn } from './metric.ts';
import { type Finished, runTrials, type Trial, type TrialResult } from './run-trials.ts';
import { searchReport } from './search-report.ts';

const params = z.object({
  method: param(z.enum(['random', 'grid']).default('random'), {
    title: 'Method',
    description: 'Random draws each setting from its range; grid goes through evenly spaced values.',
  }),
  trials: param(z.int().min(1).max(10_000).default(50), {
    title: 'Trials',
    description: 'Most settings to try, all learners together; each learner is first tried as it is wired.',
  }),
  metric: param(z.enum(metricChoices).default('auto'), {
    title: 'Metric',
    description: 'What the best trial is best at. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
  }),
  folds: param(z.int().min(2).max(50).default(5), {
    title: 'Folds',
    description: 'Folds drawn from the training rows, where the split has none of its own.',
  }),
  patience: param(z.int().min(0).max(10_000).default(20), {
    title: 'Patience',
    description: 'Trials without a better score after which the search ends; 0 for never.',
    unit: 'trials',
    advanced: true,
  }),
  timeLimit: param(z.number().min(0).max(1e7).default(0), {
    title: 'Time limit',
    description: 'No trial is started after this long; 0 for no limit. How many fit in depends on the machine.',
    unit: 's',
    advanced: true,
  }),
});
type Settings = z.infer<typeof params>;

const problemsOf = (table: TableShape | undefined, learners: readonly LearnerShape[]): readonly Problem[] => {
  const problems: Problem[] = [];
  if (learners.length === 0) problems.push(problem('flow.missing-input', { port: 'learners' }));
  if (table && !table.split.parts) problems.push(problem('train.no-split'));
  const target = table?.columns && targetIn(table.columns);
  const task = target && taskOf(target);
  for (const { type, tasks } of learners)
    if (target && task && !tasks.includes(task))
      problems.push(
        problem('train.wrong-task', {
          column: target.name,
          values: { title: type, expected: tasks.join(' and '), actual: task },
        }),
      );
  return problems;
};

export default defineNode({
  title: 'Search',
  description: 'Tries settings of one or more learners on folds of the training rows and keeps the best',
  keywords: ['tune', 'hyperparameters', 'random search', 'grid search', 'GridSearchCV', 'optimise', 'automl'],
  icon: 'search',
  telling: ['method', 'trials'],
  version: 1,
  params,
  inputs: { table: port.table(), learners: port.learner({ many: true }) },
  outputs: { model: port.model(), learner: port.learner(), predictions: port.predictions(), report: port.report() },
  shape: ({ table, learners }) => {
    const target = table?.columns && targetIn(table.columns);
    const task = target && taskOf(target);
    const [first] = learners;
    return {
      outputs: {
        model: { kind: 'model', ...(task ? { task } : {}), ...(target ? { target: target.name } : {}) },
        learner: { kind: 'learner', type: first?.type ?? '', tasks: first?.tasks ?? [] },
        predictions: {
          kind: 'predictions',
          ...(task ? { task } : {}),
          split: table?.split ?? { parts: false, folds: 0, repeats: 1 },
        },
        report: { kind: 'report' },
      },
      problems: problemsOf(table, learners),
    };
  },
  run: async ({ table, learners }, settings, ctx) => {
    if (learners.length === 0) throw fail('flow.missing-input', { port: 'learners' });
    const { learning, seed } = ctx;
    if (!table.split.parts) throw fail('train.no-split');
    const metric = await chooseMetric(settings.metric, table, ctx.tables);
    const spaces = learners.map(({ type }) => learning.space(type));
    const proposals = proposeTrials(
      learners.map(({ params: wired }, index) => ({ params: wired, space: spaces[index] ?? {} })),
      { method: settings.method, trials: settings.trials, seed },
    );
    const folds = await learning.folds(table, { k: settings.folds, seed });
    const evaluate = async ({ learner, params: tried }: Trial): Promise<TrialResult> => {
      const scores = await learning.score(learners[learner] as Learner, tried, folds, { metric, seed });
      return {
        scores: scores.map(({ score }) => (Number.isNaN(score) ? null : score)),
        seconds: scores.reduce((sum, fold) => sum + fold.seconds, 0),
      };
    };
    const trials = await runTrials({
      trials: proposals,
      parallel: learning.parallel,
      signal: ctx.signal,
      known: ctx.journal.lines,
      remember: (line) => ctx.journal.append(line),
      evaluate,
      onFinished: watch(ctx, { settings, metric, planned: proposals.length }),
    });
    const best = bestOf(metric, trials);
    const winner = trials[best];
    const learner = winner && learners[winner.learner];
    if (!winner || !learner) throw fail('train.failed', { values: { reason: reasonOf(trials) } });
    const chosen: Learner = { ...learner, params: winner.params };
    const trained = await learning.train(chosen, table, { seed, withValidation: true, name: `${learner.node}, tuned` });
    const varied = spaces.map((space) => Object.keys(space).sort());
    const named = learners.map(({ node }) => node);
    const outcome = { metric, learners: named, varied, trials, best, rows: folds.rows, folds: folds.count };
    return { ...trained, learner: chosen, report: searchReport(outcome) };
  },
});

/** The first of equally good ones; −1 where none has a score. */
const bestOf = (metric: string, trials: readonly Finished[]): number => {
  let best = -1;
  for (const [index, { score }] of trials.entries())
    if (score !== null && goodness(metric, score) > goodness(metric, trials[best]?.score ?? null)) best = index;
  return best;
};

const reasonOf = (trials: readonly Finished[]): string =>
  trials.find(({ failure }) => failure)?.failure?.message.replace(/\.$/, '') ??
  'the metric is undefined in every trial';

interface Watched {
  readonly settings: Settings;
  readonly metric: string;
  readonly planned: number;
}

/** Tells how the search goes, trial by trial in order, and when it is enough. */
const watch = (
  ctx: StepContext,
  { settings, metric, planned }: Watched,
): ((trials: readonly Finished[]) => boolean) => {
  const started = Date.now();
  return (trials) => {
    const last = trials.at(-1);
    const best = bestOf(metric, trials);
    const score = trials[best]?.score ?? null;
    if (last?.score !== null && last !== undefined) ctx.metric('score', trials.length, last.score);
    if (score !== null) ctx.metric('best so far', trials.length, score);
    if (last?.failure)
      ctx.finding({
        code: 'tune.trial-failed',
        severity: 'warning',
        message: `Trial ${trials.length} failed: ${last.failure.message}`,
      });
    ctx.progress(trials.length / planned, `trial ${trials.length} of ${planned}`);
    const patient = settings.patience === 0 || trials.length - 1 - Math.max(best, 0) < settings.patience;
    const inTime = settings.timeLimit === 0 || Date.now() - started < settings.timeLimit * 1000;
    return patient && inTime;
  };
};
