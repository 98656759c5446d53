import { expect, test } from 'vitest';
import { type Flow, flowSchema } from './flow.ts';
import { flowChanges } from './flow-changes.ts';

const flow = (content: object = {}): Flow =>
  flowSchema.parse({
    format: 'millrace-flow',
    version: 1,
    nodes: { data: { type: 'source.sample' }, tree: { type: 'train.decision-tree', params: { maxDepth: 4 } } },
    edges: [{ from: 'data.table', to: 'tree.table' }],
    ...content,
  });

test('equal flows have no changes, wherever their nodes stand', () => {
  expect(flowChanges(flow(), flow({ layout: { tree: [40, 60] }, name: 'Other' }))).toEqual([]);
});

test('a setting is told with its value before and after, a default as undefined', () => {
  const after = flow({
    nodes: { data: { type: 'source.sample' }, tree: { type: 'train.decision-tree', params: { minLeaf: 3 } } },
  });
  expect(flowChanges(flow(), after)).toEqual([
    { change: 'param', node: 'tree', type: 'train.decision-tree', name: 'maxDepth', before: 4, after: undefined },
    { change: 'param', node: 'tree', type: 'train.decision-tree', name: 'minLeaf', before: undefined, after: 3 },
  ]);
});

test('nodes and wires that came or went are told', () => {
  const after = flow({ nodes: { data: { type: 'source.sample' } }, edges: [] });
  expect(flowChanges(flow(), after)).toEqual([
    { change: 'node-removed', node: 'tree', type: 'train.decision-tree' },
    { change: 'wire-removed', wire: { from: 'data.table', to: 'tree.table' } },
  ]);
});

test('seed, parameters and bypassing count, keys in another order do not', () => {
  const parameters = { share: { type: 'number', value: 0.2 } };
  const before = flow({ parameters, nodes: { a: { type: 'x.y', params: { roles: { b: 'target', c: 'id' } } } } });
  const after = flow({
    seed: 8,
    parameters: { share: { type: 'number', value: 0.3 } },
    nodes: { a: { type: 'x.y', enabled: false, params: { roles: { c: 'id', b: 'target' } } } },
  });
  expect(flowChanges(before, after)).toEqual([
    { change: 'flow-field', name: 'seed', before: 7, after: 8 },
    { change: 'parameter', name: 'share', before: 0.2, after: 0.3 },
    { change: 'field', node: 'a', type: 'x.y', name: 'enabled', before: undefined, after: false },
  ]);
});
