import { z } from 'zod';
import { type CalibrationRows, calibrated, fitCalibration } from '../../../algorithms/calibration/calibration.ts';
import type { StepContext } from '../../../contract/context.ts';
import { defineNode, type ValuesAt } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import type { Calibration, Model } from '../../../contract/values.ts';
import { bentPredictions } from './bent-predictions.ts';
import { calibrationReport } from './calibration-report.ts';
import { type CalibrationSource, fromLearner, fromModel } from './calibration-source.ts';
import { shapeProblems, shapeTarget } from './shape.ts';

/** Below so many rows a curve with steps follows chance; the advice is that of scikit-learn. */
const enoughForSteps = 1000;
const enoughForSigmoid = 50;

const usualThreshold = 0.5;

const inputs = {
  table: port.table({ optional: true }),
  learner: port.learner({ optional: true }),
  model: port.model({ optional: true }),
  predictions: port.predictions({ optional: true, title: 'predictions of the model' }),
};
type Inputs = ValuesAt<typeof inputs>;

const warnOfFewRows = (method: string, { actual }: CalibrationRows, ctx: StepContext): void => {
  const enough = method === 'isotonic' ? enoughForSteps : enoughForSigmoid;
  if (actual.length >= enough) return;
  const advice = method === 'isotonic' ? 'Use the sigmoid' : 'Calibrate on more rows';
  ctx.finding({
    code: 'train.few-calibration-rows',
    severity: 'warning',
    message: `The curve is learned from ${actual.length} rows, so it follows chance. ${advice}.`,
    rows: actual.length,
    value: actual.length,
    limit: enough,
  });
};

/** A threshold that somebody chose goes along with the probabilities, so that the same rows stay on its sides. */
const bentThreshold = ({ threshold }: Model, calibration: Calibration): number =>
  threshold === usualThreshold
    ? threshold
    : (calibrated(calibration, Float64Array.of(1 - threshold, threshold), 2)[1] ?? threshold);

const sourceOf = (
  { table, learner, model, predictions }: Inputs,
  folds: number,
  ctx: StepContext,
): Promise<CalibrationSource> => {
  if (model) return fromModel({ model, predictions, table }, ctx);
  if (!learner) throw fail('flow.missing-input', { port: 'model' });
  return fromLearner(learner, table, { folds, name: `${learner.name}, calibrated`, ctx });
};

export default defineNode({
  title: 'Calibrate',
  description: 'Makes a classifier’s probabilities come true as often as they say',
  keywords: ['calibration', 'Platt', 'sigmoid', 'isotonic', 'reliability', 'CalibratedClassifierCV', 'probability'],
  icon: 'ruler',
  telling: ['method'],
  version: 1,
  params: z.object({
    method: param(z.enum(['sigmoid', 'isotonic']).default('sigmoid'), {
      title: 'Method',
      description: 'The sigmoid has two numbers and does with few rows; isotonic follows any curve that never falls.',
    }),
    folds: param(z.int().min(2).max(50).default(5), {
      title: 'Folds',
      description: 'Of a learner: fits on parts of the training rows that show what it says of rows it has not seen.',
    }),
  }),
  inputs,
  outputs: { model: port.model(), predictions: port.predictions(), report: port.report() },
  shape: (wired) => {
    const { table, model, predictions } = wired;
    const target = shapeTarget(wired);
    const split = (model ? predictions?.split : table?.split) ?? { parts: false, folds: 0, repeats: 1 };
    return {
      outputs: {
        model: { kind: 'model', task: 'classification', ...(target ? { target } : {}) },
        predictions: { kind: 'predictions', task: 'classification', split },
        report: { kind: 'report' },
      },
      problems: shapeProblems(wired),
    };
  },
  run: async (wired, { method, folds }, ctx) => {
    const source = await sourceOf(wired, folds, ctx);
    const { rows } = source.learnFrom;
    if (new Set(rows.actual).size < 2)
      throw fail('train.no-calibration-rows', { values: { model: source.model.name } });
    warnOfFewRows(method, rows, ctx);
    const calibration = fitCalibration(method, rows);
    const threshold = bentThreshold(source.model, calibration);
    const model = await ctx.learning.calibrate({ ...source.model, threshold }, calibration);
    return {
      model,
      predictions: await bentPredictions(ctx.tables, model, source.predictions),
      report: calibrationReport({ calibration, learnedFrom: source.learnFrom, fresh: source.fresh }),
    };
  },
});
