import { expect, test } from 'vitest';
import { fail, problem, toFailureData } from '../../../contract/problem.ts';
import { foldRun, type RunState } from '../../../contract/run-state.ts';
import { problemEntries } from './problem-entries.ts';

const failedRun = (): RunState['nodes'] => {
  const events = [
    { event: 'run.started', seq: 0, at: 0, run: 'r', name: 'f', nodes: [{ node: 'a', type: 'clean.columns' }] },
    {
      event: 'node.failed',
      seq: 1,
      at: 1,
      node: 'a',
      ms: 3,
      failure: toFailureData(fail('data.column-missing', { column: 'age' })),
    },
  ] as const;
  return events.reduce<RunState | undefined>(foldRun, undefined)?.nodes ?? {};
};

test('errors stand before warnings, whatever their order', () => {
  const entries = problemEntries([problem('param.unknown', { node: 'a', param: 'x' }), problem('flow.cycle')], {});
  expect(entries.map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

test('what failed in the run is told with its node and what to do', () => {
  const [only] = problemEntries([], failedRun());
  expect(only).toMatchObject({ node: 'a', inRun: true, code: 'data.column-missing' });
  expect(only?.message).toContain('age');
});

test('the same trouble is not told twice', () => {
  const checked = problem('data.column-missing', { node: 'a', column: 'age' });
  expect(problemEntries([checked], failedRun())).toHaveLength(1);
});
