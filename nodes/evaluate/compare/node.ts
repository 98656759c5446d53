import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import type { PredictionsShape, ReportShape } from '../../../contract/shape.ts';
import { metricChoices } from '../../tune/metric.ts';
import { taskProblems } from '../predictions-task.ts';
import { compareFolds } from './compare-folds.ts';
import { comparePredictions } from './compare-predictions.ts';

export default defineNode({
  title: 'Compare',
  description: 'Whether one model beats another on the same rows or folds, or the difference may be chance',
  keywords: ['paired bootstrap', 'corrected t test', 'significance', 'p value', 'Holm', 'better', 'A/B', 'versus'],
  icon: 'git-compare',
  telling: ['metric'],
  version: 1,
  params: z.object({
    metric: param(z.enum(metricChoices).default('auto'), {
      title: 'Metric',
      description:
        'What models are compared by. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values; of reports, what the first one is about.',
    }),
    resamples: param(z.int().min(200).max(100_000).default(2000), {
      title: 'Resamples',
      description: 'Of predictions: how often rows are drawn anew to see how much of a difference is chance.',
      advanced: true,
    }),
  }),
  inputs: {
    predictions: port.predictions({ many: true, optional: true }),
    report: port.report({ many: true, optional: true, instead: 'predictions', title: 'reports by fold' }),
  },
  outputs: { report: port.report() },
  readsTitles: true,
  shape: ({ predictions, report }) => ({
    outputs: { report: { kind: 'report' } },
    problems: problemsOf(predictions, report),
  }),
  run: async ({ predictions, report }, settings, ctx) => {
    if (predictions.length > 0 && report.length > 0) throw fail('flow.either-input', either);
    const compared =
      report.length > 0
        ? compareFolds(report, settings.metric, ctx.titles['report'] ?? [])
        : await comparePredictions(predictions, settings, ctx);
    for (const finding of compared.findings) if (finding.severity !== 'info') ctx.finding(finding);
    return { report: compared };
  },
});

const either = { port: 'report', values: { one: 'predictions', other: 'report' } };

const problemsOf = (predictions: readonly PredictionsShape[], reports: readonly ReportShape[]): readonly Problem[] => {
  if (predictions.length > 0 && reports.length > 0) return [problem('flow.either-input', either)];
  if (reports.length > 0) return [];
  if (predictions.length === 0) return [problem('flow.missing-input', { port: 'predictions' })];
  const task = predictions.find((one) => one.task)?.task;
  return task ? taskProblems(predictions, task) : [];
};
