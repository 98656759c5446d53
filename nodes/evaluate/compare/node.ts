import { z } from 'zod';
import { classificationMetrics, regressionMetrics } from '../../../algorithms/metrics/metric-names.ts';
import type { Task } from '../../../contract/matrix.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem } from '../../../contract/problem.ts';
import { type Finding, type Metric, report } from '../../../contract/report.ts';
import type { PredictionsShape } from '../../../contract/shape.ts';
import type { Predictions } from '../../../contract/values.ts';
import { metricChoices } from '../../tune/metric.ts';
import { modelNames } from '../model-names.ts';
import { verdictFindings, verdictsOf, verdictTable } from '../paired-verdicts.ts';
import { requireTask, taskProblems } from '../predictions-task.ts';
import { differenceFigure } from './difference-figure.ts';
import { resample } from './resampled.ts';
import { type SameRows, sameRows } from './same-rows.ts';

export default defineNode({
  title: 'Compare',
  description: 'Whether one model beats another on the same rows, or the difference may be chance',
  keywords: ['paired bootstrap', 'significance', 'p value', 'Holm', 'better', 'A/B', 'versus'],
  icon: 'git-compare',
  telling: ['metric'],
  version: 1,
  params: z.object({
    metric: param(z.enum(metricChoices).default('auto'), {
      title: 'Metric',
      description: 'What models are compared by. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
    }),
    resamples: param(z.int().min(200).max(100_000).default(2000), {
      title: 'Resamples',
      description: 'How often rows are drawn anew to see how much of a difference is chance.',
      advanced: true,
    }),
  }),
  inputs: { predictions: port.predictions({ many: true }) },
  outputs: { report: port.report() },
  shape: ({ predictions }) => ({ outputs: { report: { kind: 'report' } }, problems: problemsOf(predictions) }),
  run: async ({ predictions }, { metric: choice, resamples }, ctx) => {
    const [first] = predictions;
    if (!first) throw fail('flow.missing-input', { port: 'predictions' });
    requireTask(predictions, first.task);
    const names = modelNames(predictions).map((name, index) => name ?? predictions[index]?.name ?? '');
    const same = await sameRows(ctx.tables, predictions, names);
    const metric = metricOf(choice, first, same);
    if (predictions.length === 1) ctx.finding(alone);
    return { report: reportOf(same, metric, await resample(same, { metric, resamples }, ctx)) };
  },
});

const alone: Finding = {
  code: 'compare.alone',
  severity: 'warning',
  message: 'There is one model only, and nothing to compare it with. Wire the predictions of another one to it.',
};

const problemsOf = (predictions: readonly PredictionsShape[]): readonly Problem[] => {
  const task = predictions.find((one) => one.task)?.task;
  return task ? taskProblems(predictions, task) : [];
};

const fitting: Readonly<Record<Task, readonly string[]>> = {
  classification: classificationMetrics,
  regression: regressionMetrics,
};

/** @throws param.invalid */
const metricOf = (choice: string, { task, target }: Predictions, { classes }: SameRows): string => {
  if (choice === 'auto') return task === 'regression' ? 'rmse' : classes.length <= 2 ? 'roc-auc' : 'f1';
  if (fitting[task].includes(choice)) return choice;
  const reason = `${choice} does not fit the target “${target}”`;
  throw fail('param.invalid', { param: 'metric', values: { param: 'Metric', reason } });
};

const reportOf = ({ part, models }: SameRows, metric: string, resampled: Awaited<ReturnType<typeof resample>>) => {
  const n = models[0]?.ids.length ?? 0;
  const verdicts = verdictsOf(resampled.pairs, { metric, on: `on the same ${n.toLocaleString('en')} ${part} rows` });
  const figure = differenceFigure(verdicts, metric);
  return report('Comparison', {
    headline: metric,
    metrics: resampled.models.map(
      ({ name: model, ...measured }): Metric => ({ name: metric, part, n, model, ...measured }),
    ),
    findings: models.length > 1 ? verdictFindings(verdicts) : [alone],
    figures: figure ? [figure] : [],
    tables: verdicts.length > 0 ? [verdictTable(verdicts, { metric })] : [],
    facts: [
      { label: 'Rows', value: `${n.toLocaleString('en')} (${part})` },
      { label: 'Resamples', value: resampled.resamples.toLocaleString('en') },
      { label: 'p values', value: `two-sided, adjusted for ${verdicts.length} pairs after Holm` },
    ],
  });
};
