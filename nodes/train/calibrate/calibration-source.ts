import type { StepContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Learner, Model, Predictions, Table } from '../../../contract/values.ts';
import type { MeasuredPart } from '../../evaluate/parts.ts';
import { type JudgedRows, judgedParts } from '../judged-rows.ts';

/** A model with rows that tell how far its probabilities can be trusted. */
export interface CalibrationSource {
  readonly model: Model;
  readonly predictions: Predictions;
  readonly learnFrom: { readonly rows: JudgedRows; readonly words: string };
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

/** A fitted model learns its curve from validation rows: it was not fitted to them. */
export const fromModel = async (
  model: Model,
  predictions: Predictions | undefined,
  { tables }: StepContext,
): Promise<CalibrationSource> => {
  requireClasses(model);
  if (model.calibration) throw fail('train.calibrated-twice', { values: { model: model.name } });
  if (!predictions) throw fail('flow.missing-input', { port: 'predictions' });
  if (predictions.target !== model.target || predictions.classes.join('\n') !== model.classes.join('\n'))
    throw fail('train.other-predictions', { values: { model: model.name, other: predictions.name } });
  const parts = await judgedParts(tables, predictions);
  const rows = parts.get('validation');
  if (!rows) throw fail('train.no-calibration-rows', { values: { model: model.name } });
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
  const rows = { actual: seen.given, probabilities: seen.predicted, classes: seen.classes.length };
  const fresh = await judgedParts(ctx.tables, predictions);
  return { model, predictions, learnFrom: { rows, words: 'out-of-fold' }, fresh };
};
