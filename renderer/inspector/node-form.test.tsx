// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { emptyFlow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import { param } from '../../contract/params.ts';
import { problem } from '../../contract/problem.ts';
import { currentFlow, showDocument, undo, useDocument } from '../state/document.ts';
import { setCatalogue, setSession } from '../state/session.ts';
import { testCatalogue } from '../testing/entries.ts';
import { NodeForm } from './node-form.tsx';

const params = z.object({
  trees: param(z.int().min(1).default(200), { title: 'Trees', description: 'How many trees.' }),
  bootstrap: param(z.boolean().default(true), { title: 'Bootstrap', description: 'Draw rows.' }),
  minLeaf: param(z.int().min(1).default(1), { title: 'Rows in a leaf', description: 'At least.', advanced: true }),
});

const [base] = testCatalogue.filter(({ type }) => type === 'train.random-forest');
if (!base) throw new Error('no forest in the test catalogue');
const entry = {
  ...base,
  params: z.toJSONSchema(params, { io: 'input' }) as unknown as JsonObject,
  defaults: { trees: 200, bootstrap: true, minLeaf: 1 },
};

const Form = () => {
  const node = useDocument((state) => state.flow.nodes['forest']);
  return node ? <NodeForm id="forest" node={node} entry={entry} /> : null;
};

beforeEach(() => {
  setCatalogue([entry]);
  setSession({ check: null });
  const flow = { ...emptyFlow(), nodes: { forest: { type: entry.type, version: 1 } } };
  showDocument({ id: '1', name: 'Test', flow, problems: [], readOnly: false });
  render(<Form />);
});

afterEach(cleanup);

const trees = (): HTMLInputElement => screen.getByLabelText('Trees', { selector: 'input' });

test('typing changes the flow at once, and undo takes the whole of it back', () => {
  fireEvent.change(trees(), { target: { value: '3' } });
  fireEvent.change(trees(), { target: { value: '30' } });
  expect(currentFlow().nodes['forest']?.params).toEqual({ trees: 30 });
  undo();
  expect(currentFlow().nodes['forest']?.params).toBeUndefined();
});

test('a value equal to the default is left out of the flow', () => {
  fireEvent.change(trees(), { target: { value: '30' } });
  fireEvent.change(trees(), { target: { value: '200' } });
  expect(currentFlow().nodes['forest']?.params).toBeUndefined();
});

test('a changed setting can be reset', () => {
  fireEvent.change(trees(), { target: { value: '30' } });
  fireEvent.click(screen.getByRole('button', { name: 'Reset Trees to its default' }));
  expect(currentFlow().nodes['forest']?.params).toBeUndefined();
});

test('the arrow keys step a number and keep to its bounds', () => {
  fireEvent.change(trees(), { target: { value: '2' } });
  for (let times = 0; times < 5; times++) fireEvent.keyDown(trees(), { key: 'ArrowDown' });
  expect(currentFlow().nodes['forest']?.params).toEqual({ trees: 1 });
});

test('a problem of a setting stands under its field', () => {
  const found = problem('param.invalid', {
    node: 'forest',
    param: 'trees',
    values: { param: 'Trees', reason: 'too few' },
  });
  setSession({ check: { problems: [found], shapes: {}, inputs: {}, plan: [] } });
  cleanup();
  render(<Form />);
  expect(screen.getByText(/too few/)).toBeTruthy();
  expect(trees().getAttribute('aria-invalid')).toBe('true');
});

test('rarely needed settings are folded away', () => {
  expect(screen.queryByLabelText('Rows in a leaf', { selector: 'input' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /Advanced/ }));
  expect(screen.getByLabelText('Rows in a leaf', { selector: 'input' })).toBeTruthy();
});
