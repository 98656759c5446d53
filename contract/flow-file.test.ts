import { expect, test } from 'vitest';
import { emptyFlow, type Flow, flowVersion } from './flow.ts';
import { readFlow, writeFlow } from './flow-file.ts';

const file = (content: object): string => JSON.stringify({ format: 'millrace-flow', version: flowVersion, ...content });

const codes = (text: string): readonly string[] => readFlow(text).problems.map(({ code }) => code);

const flowOf = (text: string): Flow => {
  const { flow, problems } = readFlow(text);
  if (!flow) throw new Error(`not read: ${problems[0]?.message}`);
  return flow;
};

test.each([
  ['nothing', ''],
  ['half of a file', '{"format": "millrace-flow", "ver'],
  ['a picture', '\x89PNG\r\n\x1a\n\0\0'],
])('%s is not JSON', (_, text) => {
  expect(readFlow(text).flow).toBeUndefined();
  expect(codes(text)).toEqual(['flow.not-json']);
});

test.each([
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '7'],
  ['a package manifest', '{"name": "x", "version": "1.0.0"}'],
  ['a flow of another program', '{"format": "other-flow", "version": 1}'],
  ['a flow without a version', '{"format": "millrace-flow"}'],
  ['a flow of version one half', '{"format": "millrace-flow", "version": 0.5}'],
])('%s is JSON, but not a flow', (_, text) => {
  expect(readFlow(text).flow).toBeUndefined();
  expect(codes(text)).toEqual(['flow.not-a-flow']);
});

test('a newer file version is refused, and says which versions there are', () => {
  const { flow, problems } = readFlow('{"format": "millrace-flow", "version": 99}');
  expect(flow).toBeUndefined();
  expect(problems[0]?.code).toBe('flow.newer-version');
  expect(problems[0]?.message).toMatch(/99.*1/);
});

test('a byte order mark is no fault', () => {
  expect(codes(`\uFEFF${file({})}`)).toEqual([]);
});

test('what was left out of the file gets its default', () => {
  expect(flowOf(file({}))).toEqual(emptyFlow());
});

test('one damaged node is left out and named; the rest opens', () => {
  const { flow, problems } = readFlow(file({ nodes: { good: { type: 'clean.scale' }, bad: { type: 7 } } }));
  expect(Object.keys(flow?.nodes ?? {})).toEqual(['good']);
  expect(problems.map(({ code }) => code)).toEqual(['flow.damaged-part']);
  expect(problems[0]?.message).toContain('bad');
});

test('each damaged part is a problem of its own', () => {
  const text = file({
    seed: 'seven',
    nodes: { '1st': { type: 'clean.scale' } },
    edges: [{ from: 'a', to: 'b.table' }, 'wire', { from: 'a.table', to: 'b.table' }],
    layout: { a: [0] },
    parameters: { share: { type: 'date', value: 1 } },
  });
  const { flow, problems } = readFlow(text);
  expect(problems).toHaveLength(6);
  expect(flow?.seed).toBe(7);
  expect(flow?.edges).toEqual([{ from: 'a.table', to: 'b.table' }]);
});

test('fields that this version does not know are written back as they came', () => {
  const text = file({
    reviewedBy: { name: 'Ada', at: [1, 2] },
    nodes: { scale: { type: 'clean.scale', version: 1, colour: 'blue' } },
    edges: [{ from: 'a.table', to: 'scale.table', thickness: 2 }],
  });
  expect(JSON.parse(writeFlow(flowOf(text)))).toMatchObject(JSON.parse(text));
});

test('a node of unknown type keeps its settings and its version byte for byte', () => {
  const node = {
    params: { deep: { list: [1, [2, { three: null }]], text: 'ü\u0000"' }, tiny: 1e-300 },
    type: 'elsewhere.thing',
    version: 12,
  };
  const once = writeFlow(flowOf(file({ nodes: { foreign: node } })));
  expect(JSON.parse(once).nodes.foreign).toEqual(node);
  expect(writeFlow(flowOf(once))).toBe(once);
});

test('the same flow is written the same, in whatever order its fields and nodes came', () => {
  const nodes = {
    b: { type: 'clean.scale', version: 1, params: { y: 2, x: 1 } },
    a: { type: 'split.train-test', version: 1 },
  };
  const turned = Object.fromEntries(Object.entries(nodes).reverse());
  const one = writeFlow(flowOf(file({ nodes, seed: 3, name: 'Same' })));
  expect(writeFlow(flowOf(file({ name: 'Same', seed: 3, nodes: turned })))).toBe(one);
  expect(one.indexOf('"a"')).toBeLessThan(one.indexOf('"b"'));
  expect(one.endsWith('}\n')).toBe(true);
});

test('moving a card changes one line of the file', () => {
  const flow = flowOf(file({ nodes: { a: { type: 'clean.scale' } }, layout: { a: [0, 0], b: [1, 1] } }));
  const before = writeFlow(flow).split('\n');
  const after = writeFlow({ ...flow, layout: { ...flow.layout, a: [300, 120] } }).split('\n');
  expect(after.filter((line, index) => line !== before[index])).toEqual(['    "a": [300, 120],']);
});

test('empty settings are not written', () => {
  expect(writeFlow(flowOf(file({ nodes: { a: { type: 'clean.scale', params: {} } } })))).not.toContain('params');
});

test('a key that JavaScript objects treat specially stays an ordinary key', () => {
  const text = `{"format":"millrace-flow","version":1,"nodes":{"a":{"type":"clean.scale","params":{"__proto__":{"polluted":true}}}}}`;
  const flow = flowOf(text);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(flow.nodes['a']?.params ?? {}).not.toHaveProperty('polluted');
});

test('a file nested deeper than any flow is said to be none', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const { flow, problems } = readFlow(`{"format":"millrace-flow","version":1,"name":"deep","more":${deep}}`);
  expect(flow).toBeUndefined();
  expect(problems.map(({ code }) => code)).toEqual(['flow.not-a-flow']);
});
