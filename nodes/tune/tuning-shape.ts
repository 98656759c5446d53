import { type Problem, problem } from '../../contract/problem.ts';
import type { LearnerShape, TableShape } from '../../contract/shape.ts';
import { taskOf } from '../../contract/task.ts';
import { targetIn } from './metric.ts';

/** What can be said before a run about learners that are to be tuned on a table. */
export const tuningProblems = (
  table: TableShape | undefined,
  learners: readonly LearnerShape[],
): readonly Problem[] => {
  const problems: Problem[] = [];
  if (table && !table.split.parts) problems.push(problem('train.no-split'));
  const target = table?.columns && targetIn(table.columns);
  const task = target && taskOf(target);
  for (const { type, tasks } of learners)
    if (target && task && !tasks.includes(task))
      problems.push(
        problem('train.wrong-task', {
          column: target.name,
          values: { title: type, expected: tasks.join(' and '), actual: task },
        }),
      );
  return problems;
};

/** Shapes of the best model, its learner, its predictions and the report. */
export const tunedShapes = (table: TableShape | undefined, learner: LearnerShape | undefined) => {
  const target = table?.columns && targetIn(table.columns);
  const task = target && taskOf(target);
  return {
    model: { kind: 'model', ...(task ? { task } : {}), ...(target ? { target: target.name } : {}) },
    learner: { kind: 'learner', type: learner?.type ?? '', tasks: learner?.tasks ?? [] },
    predictions: {
      kind: 'predictions',
      ...(task ? { task } : {}),
      split: table?.split ?? { parts: false, folds: 0, repeats: 1 },
    },
    report: { kind: 'report' },
  } as const;
};
