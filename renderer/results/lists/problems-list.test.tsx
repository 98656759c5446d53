// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flowSchema } from '../../../contract/flow.ts';
import { problem } from '../../../contract/problem.ts';
import { currentFlow, showDocument, undo } from '../../state/document.ts';
import { setSession, useSession } from '../../state/session.ts';
import { ProblemsList } from './problems-list.tsx';

const flow = flowSchema.parse({
  format: 'millrace-flow',
  version: 1,
  name: 'Broken',
  nodes: { scale: { type: 'clean.scale', params: { columns: ['gone'] }, title: 'Scale it' } },
});

const missing = problem('data.column-missing', {
  node: 'scale',
  column: 'gone',
  fix: {
    label: 'Leave the column out',
    edits: [
      { edit: 'set-param', id: 'scale', param: 'columns', value: [] },
      { edit: 'set-param', id: 'scale', param: 'robust', value: true },
    ],
  },
});

beforeEach(() => {
  showDocument({ id: 'd', name: 'Broken', flow, problems: [], readOnly: false });
  setSession({ check: { problems: [missing], shapes: {}, inputs: {}, plan: [] }, selection: { nodes: [], wires: [] } });
});
afterEach(cleanup);

test('a fix is carried out as one step that undo takes back', () => {
  render(<ProblemsList />);
  fireEvent.click(screen.getByRole('button', { name: 'Leave the column out' }));
  expect(currentFlow().nodes['scale']?.params).toEqual({ columns: [], robust: true });
  undo();
  expect(currentFlow()).toEqual(flow);
});

test('a problem leads to its node', () => {
  render(<ProblemsList />);
  fireEvent.click(screen.getByRole('button', { name: missing.message }));
  expect(useSession.getState().selection.nodes).toEqual(['scale']);
});

test('a document that may not be changed offers no fix to press', () => {
  showDocument({ id: 'd', name: 'Broken', flow, problems: [], readOnly: true });
  render(<ProblemsList />);
  const fix = screen.getByRole('button', { name: 'Leave the column out' });
  expect(fix.hasAttribute('disabled')).toBe(true);
});

test('a flow without problems says so', () => {
  setSession({ check: { problems: [], shapes: {}, inputs: {}, plan: [] } });
  render(<ProblemsList />);
  expect(screen.getByText('No problems')).toBeTruthy();
});
