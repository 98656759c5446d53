import { calibrated } from '../../algorithms/calibration/calibration.ts';
import type { Column } from '../../contract/column.ts';
import type { Reporting } from '../../contract/context.ts';
import type { Matrix } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { Model, Predictions, Table } from '../../contract/values.ts';
import type { LearningPlan } from './learning-plan.ts';
import { checkSize, readyLearner } from './open-fit.ts';
import { applied } from './prepared.ts';
import { rawRows } from './raw-rows.ts';
import { readRows } from './read-rows.ts';
import { replayRecipe } from './replay.ts';
import { reportFeatures } from './report-rows.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { streamRows } from './stream-rows.ts';
import { partsOf } from './table-rows.ts';
import { type PredictedRows, writePredictions } from './write-predictions.ts';

interface PredictedTable extends PredictedRows {
  /** The rows as the learner saw them. */
  readonly table: Table;
}

/** Raw rows through the recipe: the features as the preparation takes them. */
export const featureRows = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  rows: Table,
): Promise<{ readonly table: Table; readonly ids: Float64Array; readonly x: Matrix }> => {
  const { context, connection } = step;
  const { nodes } = services;
  const ready = readyLearner(nodes, model.learner);
  const raw = await rawRows(model, rows, context);
  const table = await replayRecipe({ nodes, context }, model.recipe, raw);
  const plan = planOf(model, table.columns);
  checkSize(services, { ready, plan, rows: table.rows });
  const all = partsOf(table, []);
  const { ids, x, unusable } = await readRows(connection, plan, all, { signal: context.signal, withTarget: false });
  await reportFeatures(connection, plan, [{ selection: all, unusable }], context);
  return { table, ids, x };
};

/** What the model makes of raw rows: through the recipe, the preparation and the estimator, all as they were learned. */
export const predictRows = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  rows: Table,
): Promise<PredictedTable> => {
  const { table, ids, x } = await featureRows(services, step, model, rows);
  return { table, ids, values: await answersOf(services, step, model, { x }) };
};

interface Asked {
  readonly x: Matrix;
  /** Where it is heard how far the estimator has come. */
  readonly progress?: Reporting['progress'];
}

/** What the preparation and the estimator make of features, as they can be trusted. */
const answersOf = async (
  { nodes, pool }: LearningServices,
  { context }: LearningStep,
  model: Model,
  { x, progress = context.progress }: Asked,
): Promise<Float64Array> => {
  const { values } = await pool.predict(
    {
      type: model.learner.type,
      estimator: model.estimator,
      x: await applied(model.preparation, x, context.signal),
      seed: context.seed,
      tensors: readyLearner(nodes, model.learner).node.tensors,
    },
    { signal: context.signal, reporting: { ...context, progress } },
  );
  const { calibration, classes } = model;
  return calibration ? calibrated(calibration, values, classes.length) : values;
};

/** Predictions of raw rows as a table beside them, some rows at a time: a table may be longer than the memory is large. */
export const predictTable = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
  rows: Table,
): Promise<Predictions> => {
  const { context, connection } = step;
  const { nodes } = services;
  const ready = readyLearner(nodes, model.learner);
  const table = await replayRecipe({ nodes, context }, model.recipe, await rawRows(model, rows, context));
  const plan = planOf(model, table.columns);
  const batchRows = Math.max(leastRows, Math.min(mostRows, Math.floor(mostCells / Math.max(1, plan.features.length))));
  checkSize(services, { ready, plan, rows: Math.min(batchRows, table.rows) });
  const all = partsOf(table, []);
  const unusable = plan.features.map(() => 0);
  const batches = streamRows(connection, plan, all, { batchRows, signal: context.signal });
  const predicted = async function* (): AsyncGenerator<PredictedRows> {
    let done = 0;
    const told = (rows: number): void =>
      context.progress(table.rows > 0 ? rows / table.rows : 1, `${Math.round(rows)} of ${table.rows} rows`);
    for await (const { ids, x, unusable: odd } of batches) {
      for (const [index, count] of odd.entries()) unusable[index] = (unusable[index] ?? 0) + count;
      const progress = (share = 0): void => told(done + share * ids.length);
      yield { ids, values: await answersOf(services, step, model, { x, progress }) };
      done += ids.length;
      told(done);
    }
  };
  const predictions = await writePredictions(services, step, { model, table, predicted: predicted() });
  await reportFeatures(connection, plan, [{ selection: all, unusable }], context);
  return predictions;
};

/** Rows at a time: many enough for the workers, few enough for the memory of a small machine. */
const [leastRows, mostRows, mostCells] = [2_000, 200_000, 8_000_000];

/** The columns and levels that the model was fitted with, found again among the columns of a table. */
const planOf = (model: Model, columns: readonly Column[]): LearningPlan => {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const lacking = model.preparation.input.filter(({ name }) => !byName.has(name));
  if (lacking.length > 0)
    throw fail('data.columns-missing', { values: { columns: lacking.map(({ name }) => `“${name}”`).join(', ') } });
  const target: Column = byName.get(model.target) ?? {
    name: model.target,
    role: 'target',
    type: model.task === 'classification' ? 'category' : 'number',
  };
  return {
    target: { column: target, task: model.task },
    classes: model.classes,
    weight: undefined,
    features: model.preparation.input.map((column) => ({ column, source: byName.get(column.name) ?? target })),
  };
};
