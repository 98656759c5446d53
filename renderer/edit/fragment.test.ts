import { expect, test } from 'vitest';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { fragmentOf, readFragment, renewed } from './fragment.ts';

const flow: Flow = {
  ...emptyFlow(),
  nodes: {
    'csv-file': { type: 'source.csv-file', version: 1, params: { path: 'a.csv' } },
    scale: { type: 'clean.scale', version: 1 },
    split: { type: 'split.train-test', version: 1 },
  },
  edges: [
    { from: 'csv-file.table', to: 'scale.table' },
    { from: 'scale.table', to: 'split.table' },
  ],
  layout: { 'csv-file': [0, 0], scale: [300, 0], split: [600, 0] },
};

test('a copy holds the chosen nodes and the wires between them only', () => {
  const fragment = fragmentOf(flow, ['csv-file', 'scale'], flow.layout);
  expect(Object.keys(fragment.nodes)).toEqual(['csv-file', 'scale']);
  expect(fragment.edges).toEqual([{ from: 'csv-file.table', to: 'scale.table' }]);
});

test('pasting renews ids that are taken and rewrites the wires', () => {
  const text = JSON.stringify(fragmentOf(flow, ['csv-file', 'scale'], flow.layout));
  const read = readFragment(text);
  const fresh = read && renewed(read, flow, [40, 40]);
  expect(Object.keys(fresh?.nodes ?? {})).toEqual(['csv-file-2', 'scale-2']);
  expect(fresh?.edges).toEqual([{ from: 'csv-file-2.table', to: 'scale-2.table' }]);
  expect(fresh?.layout).toEqual({ 'csv-file-2': [40, 40], 'scale-2': [340, 40] });
  expect(fresh?.nodes['csv-file-2']?.params).toEqual({ path: 'a.csv' });
});

test('a whole flow can be pasted, any other text cannot', () => {
  expect(Object.keys(readFragment(JSON.stringify(flow))?.nodes ?? {})).toHaveLength(3);
  for (const text of ['', 'a,b\n1,2', '{"format":"other"}', '{broken', '[1]'])
    expect(readFragment(text)).toBeUndefined();
});
