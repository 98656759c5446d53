import { expect, test } from 'vitest';
import type { RunEvent } from '../../contract/run-event.ts';
import { foldEvents, type RunsState } from './runs.ts';

const start = (run: string): RunEvent => ({
  event: 'run.started',
  seq: 0,
  at: 1,
  run,
  name: 'Test',
  nodes: [
    { node: 'a', type: 'source.sample' },
    { node: 'b', type: 'train.baseline' },
  ],
});

const finished = (node: string, seq: number): RunEvent => ({
  event: 'node.finished',
  seq,
  at: 2,
  node,
  outputs: {},
  ms: 5,
});

const nothing: RunsState = { run: null, lastResults: {} };

test('results stay viewable while a newer run is under way', () => {
  const first = foldEvents(nothing, [start('1'), finished('a', 1), finished('b', 2)]);
  const second = foldEvents(first, [start('2')]);
  expect(second.run?.nodes['b']?.status).toBe('queued');
  expect(second.lastResults['b']?.status).toBe('finished');
});

test('what events do not touch keeps its identity', () => {
  const first = foldEvents(nothing, [start('1'), finished('a', 1)]);
  const second = foldEvents(first, [{ event: 'node.progress', seq: 2, at: 3, node: 'b', fraction: 0.5, text: '' }]);
  expect(second.lastResults).toBe(first.lastResults);
  expect(second.run?.nodes['a']).toBe(first.run?.nodes['a']);
});

test('events that were seen before change nothing', () => {
  const first = foldEvents(nothing, [start('1'), finished('a', 1)]);
  expect(foldEvents(first, [finished('a', 1)])).toBe(first);
});
