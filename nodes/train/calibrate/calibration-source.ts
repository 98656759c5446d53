import type { CalibrationRows } from '../../../algorithms/calibration/calibration.ts';
import type { StepContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Learner, Model, Predictions, Table } from '../../../contract/values.ts';
import type { MeasuredPart } from '../../evaluate/parts.ts';
import { type JudgedRows, judgedParts } from '../judged-rows.ts';
import { countingRows, rowWeights } from './row-weights.ts';

/** A model with rows that tell how far its probabilities can be trusted. */
export interface CalibrationSource {
  readonly model: Model;
  readonly predictions: Predictions;
  /** Those that count. */
  readonly learnFrom: { readonly rows: CalibrationRows; readonly words: string };
  readonly fresh: ReadonlyMap<MeasuredPart, JudgedRows>;
}

const requireClasses = ({ task, target, name }: Pick<Model, 'task' | 'target' | 'name'>): void => {
  if (task === 'classification') return;
  throw fail('train.wrong-task', {
    column: target,
    values: { title: `Calibrating “${name}”`, expected: 'classification', actual: task },
  });
};

const without = (parts: ReadonlyMap<MeasuredPart, JudgedRows>, part: MeasuredPart) =>
  new Map([...parts].filter(([name]) => name !== part));

interface WiredModel {
  readonly model: Model;
  readonly predictions: Predictions | undefined;
  /** Where it is wired, and has weights, rows count by them. */
  readonly table: Table | undefined;
}

/** A fitted model learns its curve from validation rows: it was not fitted to them. */
export const fromModel = async (
  { model, predictions, table }: WiredModel,
  { tables }: StepContext,
): Promise<CalibrationSource> => {
  requireClasses(model);
  if (model.calibration) throw fail('train.calibrated-twice', { values: { model: model.name } });
  if (!predictions) throw fail('flow.missing-input', { port: 'predictions' });
  if (predictions.target !== model.target || predictions.classes.join('\n') !== model.classes.join('\n'))
    throw fail('train.other-predictions', { values: { model: model.name, other: predictions.name } });
  const parts = await judgedParts(tables, predictions);
  const judged = parts.get('validation');
  if (!judged) throw fail('train.no-calibration-rows', { values: { model: model.name } });
  const weights = table && (await rowWeights(tables, table, judged.ids));
  const rows = countingRows({ ...judged, ...(weights ? { weights } : {}) });
  return { model, predictions, learnFrom: { rows, words: 'validation' }, fresh: without(parts, 'validation') };
};

/** A learner is fitted to all training rows; its curve is learned from fits that did not see the row in question. */
export const fromLearner = async (
  learner: Learner,
  table: Table | undefined,
  { folds, name, ctx }: { readonly folds: number; readonly name: string; readonly ctx: StepContext },
): Promise<CalibrationSource> => {
  if (!table) throw fail('flow.missing-input', { port: 'table' });
  if (!table.split.parts) throw fail('train.no-split');
  const { learning, seed } = ctx;
  const { model, predictions } = await learning.train(learner, table, { seed, withValidation: false, name });
  requireClasses(model);
  const seen = await learning.outOfFold(learner, table, { k: folds, seed, forward: true });
  const { given: actual, predicted: probabilities, classes, weights } = seen;
  const rows = countingRows({ actual, probabilities, classes: classes.length, ...(weights ? { weights } : {}) });
  const fresh = await judgedParts(ctx.tables, predictions);
  return { model, predictions, learnFrom: { rows, words: 'out-of-fold' }, fresh };
};
