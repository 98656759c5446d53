import { expect, test } from 'vitest';
import type { NodeRunState } from '../../contract/run-state.ts';
import { cardStatus, duration, type StatusParts } from './card-status.ts';

const state = (changed: Partial<NodeRunState>): NodeRunState => ({
  status: 'finished',
  type: 'clean.scale',
  curves: {},
  log: [],
  findings: [],
  outputs: {},
  ...changed,
});

const parts = (changed: Partial<StatusParts>): StatusParts => ({
  enabled: true,
  run: undefined,
  result: undefined,
  plan: undefined,
  problem: undefined,
  titleOf: (id) => id.toUpperCase(),
  ...changed,
});

test('a running node says how far it is', () => {
  const run = state({ status: 'running', fraction: 0.25, text: 'tree 50 / 200' });
  expect(cardStatus(parts({ run }))).toMatchObject({ glyph: 'running', text: 'tree 50 / 200', word: 'running 25 %' });
});

test('a result that the next run would make anew is stale, with the reason', () => {
  const result = state({ ms: 1200 });
  const plan = { node: 'a', action: 'run', why: { reason: 'param', params: ['C'] } } as const;
  expect(cardStatus(parts({ run: result, result, plan }))).toMatchObject({ glyph: 'stale', text: 'stale · C changed' });
});

test('a result that would be reused counts as done', () => {
  const result = state({ ms: 1200 });
  const plan = { node: 'a', action: 'reuse' } as const;
  expect(cardStatus(parts({ run: result, result, plan }))).toMatchObject({ glyph: 'done', text: '1.2 s' });
  expect(cardStatus(parts({ plan }))).toMatchObject({ glyph: 'reused' });
});

test('what was skipped names the node it waits for', () => {
  expect(cardStatus(parts({ run: state({ status: 'skipped', because: 'forest' }) }))).toMatchObject({
    glyph: 'skipped',
    text: 'waits for FOREST',
  });
});

test('a bypassed node is nothing else', () => {
  expect(cardStatus(parts({ enabled: false, run: state({ status: 'failed' }) })).glyph).toBe('bypassed');
});

test('durations read well from milliseconds to minutes', () => {
  expect([3, 420, 1234, 12_400, 75_000].map(duration)).toEqual(['< 0.01 s', '0.42 s', '1.2 s', '12 s', '1:15 min']);
});
