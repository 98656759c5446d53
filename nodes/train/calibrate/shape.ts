import { type Problem, problem } from '../../../contract/problem.ts';
import type { LearnerShape, ModelShape, PredictionsShape, TableShape } from '../../../contract/shape.ts';
import { taskOf } from '../../../contract/task.ts';

interface Wired {
  readonly table: TableShape | undefined;
  readonly learner: LearnerShape | undefined;
  readonly model: ModelShape | undefined;
  readonly predictions: PredictionsShape | undefined;
}

const targetIn = (table: TableShape | undefined) => table?.columns?.find(({ role }) => role === 'target');

export const shapeTarget = ({ table, model }: Wired): string | undefined =>
  model ? model.target : targetIn(table)?.name;

const missing = (port: string): Problem => problem('flow.missing-input', { port });

const wrongTask = (title: string, column: string, actual: string): Problem =>
  problem('train.wrong-task', { column, values: { title, expected: 'classification', actual } });

/** A model goes with its predictions, a learner with a table; where both are wired, the model counts. */
export const shapeProblems = ({ table, learner, model, predictions }: Wired): readonly Problem[] => {
  if (model)
    return [
      ...(predictions ? [] : [missing('predictions')]),
      ...(model.task === 'regression' ? [wrongTask('Calibrate', model.target ?? 'target', 'regression')] : []),
    ];
  if (!learner) return [missing('model')];
  if (!table) return [missing('table')];
  const target = targetIn(table);
  const task = target && taskOf(target);
  return [
    ...(table.split.parts ? [] : [problem('train.no-split')]),
    ...(table.columns && !target ? [problem('data.no-target')] : []),
    ...(target && task === 'regression' ? [wrongTask('Calibrate', target.name, task)] : []),
  ];
};
