import { z } from 'zod';
import { regressionMetrics } from '../../../algorithms/metrics/metric-names.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';
import { about } from '../figure.ts';
import { modelNames } from '../model-names.ts';
import { requireTask, taskProblems } from '../predictions-task.ts';
import { type MeasuredModel, measureModel, metricsOf } from './measured-model.ts';
import { residualFigures, worstRows } from './residual-views.ts';

export default defineNode({
  title: 'Regression metrics',
  description: 'How well numbers were predicted: metrics with intervals, residuals, worst rows',
  keywords: ['rmse', 'mae', 'r2', 'mape', 'residuals', 'error', 'score', 'evaluate'],
  icon: 'gauge',
  telling: ['headline'],
  version: 1,
  params: z.object({
    headline: param(z.enum(regressionMetrics).default('rmse'), {
      title: 'Headline',
      description: 'The metric that stands for the whole report on the card.',
    }),
  }),
  inputs: { predictions: port.predictions({ many: true }) },
  outputs: { report: port.report() },
  shape: ({ predictions }) => ({
    outputs: { report: { kind: 'report' } },
    problems: taskProblems(predictions, 'regression'),
  }),
  run: async ({ predictions }, { headline }, ctx) => {
    requireTask(predictions, 'regression');
    const names = modelNames(predictions);
    const models: MeasuredModel[] = [];
    for (const [index, one] of predictions.entries()) {
      ctx.signal.throwIfAborted();
      models.push(await measureModel(ctx.tables, one, { model: names[index], at: index }));
      ctx.progress((index + 1) / predictions.length);
    }
    if (models.every(({ parts }) => parts.length === 0)) throw fail('data.no-rows');
    const findings = models.flatMap((model) => model.findings);
    for (const finding of findings) ctx.finding(finding);
    const shown = models.flatMap((model) => model.parts.slice(0, 1).map((part) => ({ model, part })));
    return {
      report: report('Regression metrics', {
        headline,
        metrics: models.flatMap(metricsOf),
        findings,
        figures: shown.flatMap(({ model, part }) => residualFigures(model, part)),
        tables: shown.map(({ model, part }) => worstRows(model, part)),
        facts: models.flatMap(({ model, parts }) =>
          parts.map(({ part, ids }) => ({
            label: about(model, `Rows (${part})`),
            value: ids.length.toLocaleString('en'),
          })),
        ),
      }),
    };
  },
});
