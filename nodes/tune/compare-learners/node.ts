import { z } from 'zod';
import type { StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import type { Learner, Table } from '../../../contract/values.ts';
import { chooseMetric, metricChoices } from '../metric.ts';
import { tunedShapes, tuningProblems } from '../tuning-shape.ts';
import { type Compared, compareLearners } from './compare-learners.ts';
import { ranked } from './leaderboard.ts';
import { leaderboardReport } from './leaderboard-report.ts';

const params = z.object({
  metric: param(z.enum(metricChoices).default('auto'), {
    title: 'Metric',
    description: 'What the best is best at. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
  }),
  folds: param(z.int().min(2).max(50).default(5), {
    title: 'Folds',
    description: 'Folds drawn from the training rows, where the split has none of its own. All learners get the same.',
  }),
  timeCap: param(z.number().min(0).max(1e7).default(0), {
    title: 'Time cap',
    description: 'A learner that takes longer for its folds is given up; 0 for no cap.',
    unit: 's',
  }),
});

export default defineNode({
  title: 'Compare learners',
  description: 'Fits several learners on the same folds, ranks them, and keeps the best',
  keywords: ['leaderboard', 'benchmark', 'model selection', 'which model', 'LazyPredict', 'compare_models', 'automl'],
  icon: 'trophy',
  telling: ['metric', 'timeCap'],
  version: 1,
  params,
  inputs: { table: port.table(), learners: port.learner({ many: true }) },
  outputs: { model: port.model(), learner: port.learner(), predictions: port.predictions(), report: port.report() },
  shape: ({ table, learners }) => ({
    outputs: tunedShapes(table, learners[0]),
    problems: tuningProblems(table, learners),
  }),
  run: async ({ table, learners }, { metric: choice, folds: k, timeCap }, ctx) => {
    if (learners.length === 0) throw fail('flow.missing-input', { port: 'learners' });
    if (!table.split.parts) throw fail('train.no-split');
    const { learning, seed } = ctx;
    const metric = await chooseMetric(choice, table, ctx.tables);
    const folds = await learning.folds(table, { k, seed });
    const compared = await compareLearners({ learners, folds, metric, timeCap }, ctx);
    const board = ranked(compared, metric, folds);
    const best = board.find(({ score }) => score !== null);
    if (!best) throw fail('train.failed', { values: { reason: reasonOf(compared) } });
    return { ...(await trainBest(best.learner, table, ctx)), report: leaderboardReport({ board, metric, folds }) };
  },
});

const trainBest = async (learner: Learner, table: Table, ctx: StepContext) => {
  ctx.progress(1, `fitting ${learner.name} on training and validation rows`);
  const name = `${learner.name}, the best`;
  const trained = await ctx.learning.train(learner, table, { seed: ctx.seed, withValidation: true, name });
  return { ...trained, learner };
};

const reasonOf = (compared: readonly Compared[]): string =>
  compared.find(({ failure }) => failure)?.failure?.replace(/\.$/, '') ?? 'the metric is undefined for every learner';
