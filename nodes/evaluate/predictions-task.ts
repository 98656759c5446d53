import type { Task } from '../../contract/matrix.ts';
import { fail, type Problem, problem } from '../../contract/problem.ts';
import type { PredictionsShape } from '../../contract/shape.ts';
import type { Predictions } from '../../contract/values.ts';

const kinds: Readonly<Record<Task, string>> = {
  classification: 'prediction of classes',
  regression: 'prediction of numbers',
};

const details = (expected: Task, actual: Task) => ({
  port: 'predictions',
  values: { expected: kinds[expected], actual: kinds[actual] },
});

/** What is wrong where predictions of the other task are wired in. */
export const taskProblems = (inputs: readonly PredictionsShape[], expected: Task): readonly Problem[] =>
  inputs.flatMap(({ task }) =>
    task && task !== expected ? [problem('flow.wrong-kind', details(expected, task))] : [],
  );

/** @throws flow.wrong-kind, flow.missing-input */
export const requireTask = (inputs: readonly Predictions[], expected: Task): void => {
  if (inputs.length === 0) throw fail('flow.missing-input', { port: 'predictions' });
  for (const { task } of inputs) if (task !== expected) throw fail('flow.wrong-kind', details(expected, task));
};
