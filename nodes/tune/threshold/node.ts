import { chooseThreshold, countsAt } from '../../../algorithms/metrics/choose-threshold.ts';
import type { StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import type { ModelShape } from '../../../contract/shape.ts';
import type { Model, Predictions } from '../../../contract/values.ts';
import { heldOutScores } from './held-out-scores.ts';
import { movedPredictions } from './moved-predictions.ts';
import { aimOf, thresholdParams } from './params.ts';
import { thresholdReport } from './threshold-report.ts';

const folds = 5;
const title = 'Threshold';

const shapeProblems = (model: ModelShape | undefined): readonly Problem[] =>
  model?.task === 'regression'
    ? [
        problem('train.wrong-task', {
          column: model.target ?? 'target',
          values: { title, expected: 'classification', actual: 'regression' },
        }),
      ]
    : [];

/** @returns the two classes, the positive one last */
const requireFitting = (model: Model, predictions: Predictions): readonly [string, string] => {
  const { task, target, classes, name } = model;
  if (task !== 'classification')
    throw fail('train.wrong-task', { column: target, values: { title, expected: 'classification', actual: task } });
  if (predictions.target !== target || predictions.classes.join('\n') !== classes.join('\n'))
    throw fail('train.other-predictions', { values: { model: name, other: predictions.name } });
  const [negative, positive, ...more] = classes;
  if (negative === undefined || positive === undefined || more.length > 0)
    throw fail('train.two-classes', { column: target, values: { count: classes.length } });
  return [negative, positive];
};

const warnOfPrecision = (precision: number, reached: number | null, ctx: StepContext): void =>
  ctx.finding({
    code: 'tune.precision-not-reached',
    severity: 'warning',
    message: `No threshold reaches a precision of ${precision}, so the most precise one was taken. Ask for less, or improve the model.`,
    limit: precision,
    ...(reached === null ? {} : { value: reached }),
  });

export default defineNode({
  title,
  description: 'Chooses the probability from which a row counts as positive, by what hits and mistakes are worth',
  keywords: ['cutoff', 'decision', 'TunedThresholdClassifierCV', 'cost matrix', 'precision', 'recall', 'F-beta'],
  icon: 'split-square-horizontal',
  telling: ['objective', 'threshold'],
  version: 1,
  params: thresholdParams,
  inputs: {
    model: port.model(),
    predictions: port.predictions(),
    table: port.table({ optional: true }),
  },
  outputs: { model: port.model(), predictions: port.predictions(), report: port.report() },
  shape: ({ model, predictions }) => ({
    outputs: {
      model: { kind: 'model', task: 'classification', ...(model?.target ? { target: model.target } : {}) },
      predictions: {
        kind: 'predictions',
        task: 'classification',
        split: predictions?.split ?? { parts: false, folds: 0, repeats: 1 },
      },
      report: { kind: 'report' },
    },
    problems: shapeProblems(model),
  }),
  run: async ({ model, predictions, table }, settings, ctx) => {
    const classes = requireFitting(model, predictions);
    const scores = await heldOutScores({ model, predictions, table }, folds, ctx);
    const { ranking } = scores;
    const aim = aimOf(settings);
    const { threshold } = settings;
    const chosen = aim
      ? chooseThreshold(ranking, aim)
      : { threshold, value: null, counts: countsAt(ranking, threshold), reached: true };
    if (!chosen.reached) {
      const { truePositives, falsePositives } = chosen.counts;
      const found = truePositives + falsePositives;
      warnOfPrecision(settings.precision, found > 0 ? truePositives / found : null, ctx);
    }
    const moved: Model = { ...model, threshold: chosen.threshold };
    return {
      model: moved,
      predictions: await movedPredictions(ctx.tables, moved, predictions),
      report: thresholdReport({ scores, chosen, settings, classes }),
    };
  },
});
