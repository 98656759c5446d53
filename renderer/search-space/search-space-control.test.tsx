// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { emptyFlow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import { param } from '../../contract/params.ts';
import { NodeForm } from '../inspector/node-form.tsx';
import { currentFlow, showDocument, undo, useDocument } from '../state/document.ts';
import { setCatalogue, setSession } from '../state/session.ts';
import { testCatalogue } from '../testing/entries.ts';

const [base] = testCatalogue;
if (!base) throw new Error('the test catalogue is empty');
const schemaOf = (params: z.ZodObject): JsonObject => z.toJSONSchema(params, { io: 'input' }) as unknown as JsonObject;

const forest: CatalogueEntry = {
  ...base,
  type: 'some.forest',
  title: 'Forest',
  inputs: {},
  params: schemaOf(
    z.object({
      trees: param(z.int().default(200), { title: 'Trees', description: 'How many.', search: { low: 50, high: 600 } }),
      bag: param(z.string().default('rows'), { title: 'Bag', description: 'Of what.', searchChoices: ['rows', 'all'] }),
      seed: param(z.int().default(1), { title: 'Seed', description: 'Of chance.' }),
    }),
  ),
  defaults: {},
};
const search: CatalogueEntry = {
  ...base,
  type: 'some.search',
  title: 'Search',
  inputs: { learners: { kind: 'learner', many: true, optional: false } as CatalogueEntry['inputs'][string] },
  params: schemaOf(
    z.object({
      space: param(z.record(z.string(), z.json()).default({}), {
        title: 'Space',
        description: 'Where.',
        widget: 'search-space',
      }),
    }),
  ),
  defaults: { space: {} },
};

const Form = () => {
  const node = useDocument((state) => state.flow.nodes['search']);
  return node ? <NodeForm id="search" node={node} entry={search} /> : null;
};

const show = (wired: boolean): void => {
  setCatalogue([forest, search]);
  setSession({ check: null });
  const nodes = { forest: { type: 'some.forest', version: 1 }, search: { type: 'some.search', version: 1 } };
  const edges = wired ? [{ from: 'forest.learner', to: 'search.learners' }] : [];
  showDocument({ id: '1', name: 'Test', flow: { ...emptyFlow(), nodes, edges }, problems: [], readOnly: false });
  render(<Form />);
};

afterEach(cleanup);

const space = (): unknown => currentFlow().nodes['search']?.params?.['space'];

test('lists what the wired learners are searched over, and nothing else of them', () => {
  show(true);
  expect(screen.getByRole('textbox', { name: 'Trees, from' })).toHaveProperty('value', '50');
  expect(screen.getByRole('textbox', { name: 'Trees, to' })).toHaveProperty('value', '600');
  expect(screen.getByRole('button', { name: 'Bag: rows' }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.queryByLabelText(/Seed/)).toBeNull();
});

test('keeps only what differs, by type and setting', () => {
  show(true);
  fireEvent.change(screen.getByRole('textbox', { name: 'Trees, to' }), { target: { value: '90' } });
  fireEvent.click(screen.getByRole('button', { name: 'Bag: all' }));
  expect(space()).toEqual({ 'some.forest': { trees: { high: 90 }, bag: { choices: ['rows'] } } });
  fireEvent.click(screen.getByRole('button', { name: 'Bag: all' }));
  fireEvent.click(screen.getByRole('button', { name: 'Reset the range of Trees' }));
  expect(space()).toBeUndefined();
});

test('a setting can be left as it is, and searched again', () => {
  show(true);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Search over Trees' }));
  expect(space()).toEqual({ 'some.forest': { trees: { fixed: true } } });
  expect(screen.queryByRole('textbox', { name: 'Trees, from' })).toBeNull();
  undo();
  expect(space()).toBeUndefined();
});

test('says what to do where no learner is wired', () => {
  show(false);
  expect(screen.getByText(/Wire a learner to this node/)).toBeTruthy();
});
