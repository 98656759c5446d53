import { z } from 'zod';
import { classificationMetrics, regressionMetrics } from '../../../algorithms/metrics/metric-names.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';
import type { Model } from '../../../contract/values.ts';
import { judgedRows } from './judged-rows.ts';
import { partialDependence } from './partial-dependence.ts';
import { permutationImportance } from './permutation.ts';
import { dependenceFigures, importanceFigure, importanceTable } from './views.ts';

const params = z.object({
  metric: param(z.enum(['auto', ...classificationMetrics, ...regressionMetrics]).default('auto'), {
    title: 'Metric',
    description: 'What is measured while columns are shuffled. Auto: log loss for classes, RMSE for numbers.',
  }),
  repeats: param(z.int().min(1).max(50).default(5), {
    title: 'Repeats',
    description: 'How often each column is shuffled.',
  }),
  rows: param(z.int().min(10).max(100_000).default(2000), {
    title: 'Rows',
    description: 'At most so many rows are asked about: test rows where there are any.',
  }),
  curves: param(z.int().min(0).max(50).default(6), {
    title: 'Partial dependence',
    description: 'For how many of the most important columns to draw how the prediction depends on them.',
  }),
});

const metricFor = (model: Pick<Model, 'task'>, metric: string): string => {
  if (metric === 'auto') return model.task === 'classification' ? 'log-loss' : 'rmse';
  return metric;
};

const fitsTask = (task: Model['task'], metric: string): boolean =>
  metric === 'auto' ||
  (task === 'classification' ? classificationMetrics : regressionMetrics).some((one) => one === metric);

const misfit = (task: string) => ({ param: 'metric', values: { param: 'Metric', reason: `the model is for ${task}` } });

export default defineNode({
  title: 'Importance',
  description: 'Which columns a model relies on, and how its predictions depend on them',
  keywords: ['feature importance', 'permutation', 'partial dependence', 'pdp', 'explain', 'interpret'],
  icon: 'list-ordered',
  telling: ['metric', 'repeats'],
  version: 1,
  params,
  inputs: { model: port.model(), table: port.table({ title: 'raw rows with the target' }) },
  outputs: { report: port.report() },
  shape: ({ model }, { metric }) => ({
    outputs: { report: { kind: 'report' } },
    problems: model?.task && !fitsTask(model.task, metric) ? [problem('param.invalid', misfit(model.task))] : [],
  }),
  run: async ({ model, table }, { metric, repeats, rows: most, curves }, ctx) => {
    if (!fitsTask(model.task, metric)) throw fail('param.invalid', misfit(model.task));
    const present = new Map(table.columns.map((column) => [column.name, column]));
    const columns = model.rawColumns.flatMap(({ name }) => present.get(name) ?? []);
    const rows = await judgedRows(model, table, most, ctx);
    const chosen = { metric: metricFor(model, metric), repeats, columns };
    const importances = await permutationImportance(model, rows, chosen, ctx);
    const top = importances.columns.slice(0, curves).flatMap(({ column }) => present.get(column) ?? []);
    const dependences = await partialDependence(model, rows.table, top, ctx);
    return {
      report: report('Importance', {
        metrics: [{ name: importances.metric, part: rows.part, value: importances.score, n: rows.table.rows }],
        figures: [importanceFigure(importances), ...dependenceFigures(model, dependences)],
        tables: [importanceTable(importances)],
        facts: [
          { label: 'Rows asked about', value: `${rows.table.rows.toLocaleString('en')} (${rows.part})` },
          { label: 'Shuffled', value: `each column ${repeats} times` },
        ],
      }),
    };
  },
});
