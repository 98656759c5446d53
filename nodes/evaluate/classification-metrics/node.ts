import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import { type Fact, report } from '../../../contract/report.ts';
import { codedRows } from '../coded-rows.ts';
import { about } from '../figure.ts';
import { modelNames } from '../model-names.ts';
import { requireTask, taskProblems } from '../predictions-task.ts';
import { calibrationView } from './calibration-view.ts';
import { classTable, confusionFigure } from './confusion-view.ts';
import { curveFigures } from './curve-views.ts';
import { type MeasuredModel, measureModel, metricsOf } from './measured-model.ts';
import { worstRows } from './worst-rows.ts';

const headlines = ['accuracy', 'balanced-accuracy', 'f1', 'mcc', 'log-loss', 'brier', 'roc-auc', 'pr-auc'] as const;

const countFacts = ({ model, parts }: MeasuredModel): readonly Fact[] =>
  parts.map(({ part, ids }) => ({ label: about(model, `Rows (${part})`), value: ids.length.toLocaleString('en') }));

export default defineNode({
  title: 'Classification metrics',
  description: 'How well classes were predicted: metrics with intervals, confusion, ROC, calibration',
  keywords: ['accuracy', 'confusion matrix', 'roc', 'auc', 'f1', 'precision', 'recall', 'score', 'evaluate'],
  icon: 'gauge',
  telling: ['headline'],
  version: 1,
  params: z.object({
    headline: param(z.enum(headlines).default('accuracy'), {
      title: 'Headline',
      description: 'The metric that stands for the whole report on the card.',
    }),
  }),
  inputs: { predictions: port.predictions({ many: true }) },
  outputs: { report: port.report() },
  shape: ({ predictions }) => ({
    outputs: { report: { kind: 'report' } },
    problems: taskProblems(predictions, 'classification'),
  }),
  run: async ({ predictions }, { headline }, ctx) => {
    requireTask(predictions, 'classification');
    const names = modelNames(predictions);
    const models: MeasuredModel[] = [];
    for (const [index, one] of predictions.entries()) {
      ctx.signal.throwIfAborted();
      models.push(measureModel(await codedRows(ctx.tables, one), { model: names[index], at: index }));
      ctx.progress((index + 1) / predictions.length);
    }
    if (models.every(({ parts }) => parts.length === 0)) throw fail('data.no-rows');
    const findings = models.flatMap((model) => model.findings);
    for (const finding of findings) ctx.finding(finding);
    const shown = models.flatMap((model) => model.parts.slice(0, 1).map((part) => ({ model, part })));
    const calibration = calibrationView(models);
    return {
      report: report('Classification metrics', {
        headline,
        metrics: models.flatMap(metricsOf),
        findings,
        figures: [
          ...shown.flatMap(({ model, part }) => confusionFigure(model, part) ?? []),
          ...curveFigures(models),
          ...calibration.figures,
        ],
        tables: shown.flatMap(({ model, part }) => [classTable(model, part), worstRows(model, part)]),
        facts: [...models.flatMap(countFacts), ...calibration.facts],
      }),
    };
  },
});
