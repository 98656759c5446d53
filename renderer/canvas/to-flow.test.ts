import { expect, test } from 'vitest';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { testEntries } from '../testing/entries.ts';
import { createToFlow, type View } from './to-flow.ts';

const flow: Flow = {
  ...emptyFlow(),
  nodes: {
    csv: { type: 'source.csv-file', version: 1 },
    scale: { type: 'clean.scale', version: 1 },
    split: { type: 'split.train-test', version: 1 },
    strange: { type: 'acme.strange', version: 3 },
  },
  edges: [
    { from: 'csv.table', to: 'scale.table' },
    { from: 'scale.table', to: 'split.table' },
    { from: 'split.table', to: 'strange.data' },
    { from: 'split.lost', to: 'nobody.table' },
  ],
  layout: { csv: [0, 0], scale: [300, 0], split: [600, 0], strange: [900, 0] },
};

const view: View = { flow, entries: testEntries, selection: { nodes: [], wires: [] }, moved: {} };

test('nothing changed means the very same nodes and wires', () => {
  const toFlow = createToFlow();
  const first = toFlow(view);
  const second = toFlow({ ...view, flow: { ...flow, name: 'Other' } });
  expect(second.nodes).toBe(first.nodes);
  expect(second.edges).toBe(first.edges);
});

test('dragging one card makes one new object', () => {
  const toFlow = createToFlow();
  const first = toFlow(view);
  const second = toFlow({ ...view, moved: { scale: [310, 20] } });
  expect(second.nodes.map((node, index) => node === first.nodes[index])).toEqual([true, false, true, true]);
  expect(second.nodes[1]?.position).toEqual({ x: 310, y: 20 });
  expect(second.nodes[1]?.data).toBe(first.nodes[1]?.data);
  expect(second.edges).toBe(first.edges);
});

test('selecting a card keeps the others and all data', () => {
  const toFlow = createToFlow();
  const first = toFlow(view);
  const second = toFlow({ ...view, selection: { nodes: ['split'], wires: [] } });
  expect(second.nodes.filter((node, index) => node !== first.nodes[index]).map(({ id }) => id)).toEqual(['split']);
  expect(second.nodes[2]?.selected).toBe(true);
});

test('a setting makes new data for its node only', () => {
  const toFlow = createToFlow();
  const first = toFlow(view);
  const nodes = { ...flow.nodes, scale: { type: 'clean.scale', version: 1, params: { method: 'robust' } } };
  const second = toFlow({ ...view, flow: { ...flow, nodes } });
  expect(second.nodes.map((node, index) => node.data === first.nodes[index]?.data)).toEqual([true, false, true, true]);
});

test('a node of a type that is not installed gets ports from its wires', () => {
  const strange = createToFlow()(view).nodes[3];
  expect(strange?.data.entry).toBeUndefined();
  expect(strange?.data.ports.inputs.map(({ name }) => name)).toEqual(['data']);
});

test('sizes and handles are known before anything is drawn', () => {
  for (const node of createToFlow()(view).nodes) {
    expect(node.measured).toEqual({ width: 240, height: node.height });
    expect(node.handles).toHaveLength(node.data.ports.inputs.length + node.data.ports.outputs.length);
  }
});

test('a wire to a node that is gone is not drawn, one to a port that is gone is marked', () => {
  const { edges } = createToFlow()(view);
  expect(edges.map(({ id }) => id)).toEqual([
    'csv.table→scale.table',
    'scale.table→split.table',
    'split.table→strange.data',
  ]);
  const broken = createToFlow()({ ...view, flow: { ...flow, edges: [{ from: 'csv.gone', to: 'scale.table' }] } });
  expect(broken.edges[0]?.data?.broken).toBe(true);
  expect(broken.nodes[0]?.data.ports.outputs.at(-1)).toMatchObject({ name: 'gone', gone: true });
});
