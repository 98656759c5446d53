import type { Part } from '../../contract/column.ts';
import type { Nodes } from '../../contract/node.ts';
import type { ModelSummary, PredictionsSummary } from '../../contract/run-event.ts';
import { sqlText } from '../../contract/sql.ts';
import type { Model, Predictions } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

interface Named {
  readonly handle: string;
  readonly hash: string;
}

const estimatorBytes = (model: Model): number =>
  Object.values(model.estimator.arrays).reduce((sum, array) => sum + array.byteLength, 0);

export const modelSummary = (model: Model, nodes: Nodes, named: Named): ModelSummary => ({
  kind: 'model',
  ...named,
  name: model.name,
  task: model.task,
  target: model.target,
  classes: model.classes,
  threshold: model.threshold,
  type: model.learner.type,
  params: model.learner.params,
  features: model.rawColumns,
  recipe: model.recipe.map(({ type, kind }) => ({ title: nodes[type]?.title ?? type, kind })),
  preparation: model.preparation.notes,
  trainedOn: model.trainedOn,
  bytes: estimatorBytes(model),
});

/** `relation` is where the predictions lie on disk. */
export const predictionsSummary = async (
  connection: Connection,
  predictions: Predictions,
  named: Named,
): Promise<PredictionsSummary> => {
  const { name, task, target, classes, table } = predictions;
  const hasPart = table.columns.some((column) => column.name === 'part');
  const rows = hasPart
    ? await connection.rows(
        `SELECT coalesce(part, ${sqlText('all')}) AS part, count(*) AS rows FROM ${table.relation} GROUP BY 1 ORDER BY 1`,
      )
    : [{ part: 'all', rows: table.rows }];
  const counts = Object.fromEntries(rows.map((row) => [String(row['part']) as Part | 'all', Number(row['rows'])]));
  return {
    kind: 'predictions',
    ...named,
    name,
    task,
    target,
    classes,
    columns: table.columns,
    rows: table.rows,
    counts,
  };
};
