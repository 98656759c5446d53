import { expect, test } from 'vitest';
import type { NodeRunState } from '../../../contract/run-state.ts';
import { logLines } from './log-lines.ts';

const state = (more: Partial<NodeRunState>): NodeRunState => ({
  status: 'finished',
  type: 't',
  curves: {},
  log: [],
  findings: [],
  outputs: {},
  ...more,
});

const nodes = {
  late: state({ log: [{ at: 30, level: 'info', text: 'third' }] }),
  early: state({
    startedAt: 5,
    ms: 15,
    log: [{ at: 10, level: 'info', text: 'first' }],
    findings: [
      { code: 'data.rows-dropped', severity: 'warning', message: 'Dropped.', column: 'age', rows: 1, examples: ['x'] },
    ],
  }),
};

test('lines of all nodes stand in the order they happened, findings where their node ended', () => {
  expect(logLines({ nodes }).map(({ text }) => text)).toEqual(['first', 'age: Dropped. (1 row) e.g. x', 'third']);
});

test('the log can be narrowed to one node', () => {
  expect(logLines({ nodes }, 'late').map(({ node }) => node)).toEqual(['late']);
});

test('what is known without a time comes last', () => {
  const findings = [{ code: 'a.b', severity: 'info' as const, message: 'Reused finding.' }];
  expect(logLines({ nodes: { ...nodes, reused: state({ findings }) } }).at(-1)?.text).toBe('Reused finding.');
});
