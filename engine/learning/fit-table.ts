import { preparedColumns } from '../../algorithms/prepare/apply-preparation.ts';
import type { Reporting } from '../../contract/context.ts';
import type { MatrixColumn } from '../../contract/matrix.ts';
import type { Model, Predictions, Table } from '../../contract/values.ts';
import type { FitResult } from '../compute/compute-job.ts';
import { lineageOf } from '../lineage.ts';
import { goldenRows } from './golden-rows.ts';
import { type FitRequest, type OpenFit, openFit } from './open-fit.ts';
import { prepare } from './prepared.ts';
import { neededRawColumns } from './raw-columns.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { trainingData } from './training-data.ts';
import { trainingProfile } from './training-profile.ts';
import { writePredictions } from './write-predictions.ts';

export interface FittedTable {
  readonly model: Model;
  /** On validation and test rows, as far as they were not trained on. */
  readonly predictions: Predictions;
  readonly fit: FitResult;
  readonly open: OpenFit;
  /** Predicted values of the validation rows. */
  readonly validated: Float64Array | undefined;
  /** Columns that the learner was given. */
  readonly given: readonly MatrixColumn[];
}

/** Reads a table, prepares it, fits in the pool, and writes the predictions. */
export const fitTable = async (
  services: LearningServices,
  step: LearningStep,
  request: FitRequest & { readonly reporting: Reporting },
): Promise<FittedTable> => {
  const open = await openFit(services, step, request);
  const { node, params, plan, training, validation, test } = open;
  const held = [validation, test].filter((rows) => rows !== undefined);
  const prepared = await prepare(
    training.x,
    held.map(({ x }) => x),
    { needs: node.needs(params as never), signal: step.context.signal },
  );
  const validationX = validation ? prepared.others[0] : undefined;
  const fit = await services.pool.fit(
    {
      type: request.learner.type,
      params,
      seed: request.seed,
      tensors: node.tensors,
      predict: prepared.others,
      data: trainingData({
        plan,
        x: prepared.training,
        labels: training,
        classWeight: params.classWeight,
        validation: validation && validationX ? { x: validationX, labels: validation } : undefined,
      }),
    },
    { signal: step.context.signal, reporting: request.reporting },
  );
  const fitted = await modelOf(services, step, { request, open, fit, preparation: prepared.preparation });
  const model = await withProof(services, step, fitted, request.table);
  const predicted = held.map(({ ids }, index) => ({ ids, values: fit.predictions[index] ?? new Float64Array() }));
  const predictions = await writePredictions(services, step, { model, table: request.table, predicted });
  const validated = validation ? fit.predictions[0] : undefined;
  return { model, predictions, fit, open, validated, given: preparedColumns(prepared.preparation) };
};

/** What lets others check the model, and hold new rows against those that it learned from. */
const withProof = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  table: Table,
): Promise<Model> => {
  const { raw } = lineageOf(table);
  if (!raw) return model;
  const columns = [...model.rawColumns, ...model.optionalColumns];
  const profile = await trainingProfile(services, step, { raw, table, columns });
  return { ...model, profile, golden: await goldenRows(services, step, model, raw) };
};

interface Made {
  readonly request: FitRequest;
  readonly open: OpenFit;
  readonly fit: FitResult;
  readonly preparation: Model['preparation'];
}

const modelOf = async (
  { nodes }: LearningServices,
  { context }: LearningStep,
  { request, open, fit, preparation }: Made,
): Promise<Model> => {
  const { table, name } = request;
  const lineage = lineageOf(table);
  const features = open.plan.features.map(({ source }) => source.name);
  const final = { columns: table.columns, features, signal: context.signal };
  const rawColumns = await neededRawColumns(nodes, lineage, final);
  const ownSteps = open.node.ownSteps?.(fit.estimator) ?? [];
  return {
    kind: 'model',
    name,
    task: open.plan.target.task,
    target: open.plan.target.column.name,
    classes: open.plan.classes,
    threshold: 0.5,
    learner: open.learner,
    rawColumns,
    optionalColumns: lineage.rawColumns.filter((column) => !rawColumns.includes(column)),
    recipe: lineage.recipe,
    preparation: { ...preparation, notes: [...preparation.notes, ...ownSteps] },
    estimator: fit.estimator,
    trainedOn: { rows: open.training.x.rows, seconds: fit.seconds },
  };
};
