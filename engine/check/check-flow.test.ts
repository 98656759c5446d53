import { expect, test } from 'vitest';
import { z } from 'zod';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { applyEdits } from '../../contract/flow-edit.ts';
import { defineLearner, defineSource, defineTransform, type Nodes } from '../../contract/node.ts';
import type { TableShape } from '../../contract/shape.ts';
import { checkFlow } from './check-flow.ts';

const table: TableShape = {
  kind: 'table',
  columns: [
    { name: 'x', type: 'number', role: 'feature' },
    { name: 'y', type: 'category', role: 'target' },
  ],
  split: { parts: false, folds: 0, repeats: 0 },
};

const words = (title: string) => ({ title, description: title, keywords: [], version: 1 });
const none = z.object({});

const nodes: Nodes = {
  'source.numbers': defineSource({
    ...words('Numbers'),
    params: z.object({ rows: z.int().default(3) }),
    inspect: async () => table,
    read: async () => Promise.reject(new Error('not run here')),
  }),
  'clean.fill': defineTransform({
    ...words('Fill'),
    kind: 'fitted',
    params: none,
    shape: (input) => ({ outputs: { table: input } }),
    fit: async () => 1,
    apply: async (given) => ({ table: given }),
  }),
  'split.train-test': defineTransform({
    ...words('Train / test split'),
    kind: 'rows',
    params: none,
    shape: (input) => ({ outputs: { table: { ...input, split: { parts: true, folds: 0, repeats: 0 } } } }),
    apply: async (given) => ({ table: given }),
  }),
  'train.guess': defineLearner({
    ...words('Guess'),
    tasks: ['classification'],
    params: none,
    needs: () => ({ missing: 'native', categories: 'codes', scale: false }),
    fit: () => ({ json: {}, arrays: {} }),
    predict: () => new Float64Array(),
  }),
};

const flow = (types: Readonly<Record<string, string>>, wires: readonly string[]): Flow => ({
  ...emptyFlow('Test'),
  nodes: Object.fromEntries(Object.entries(types).map(([id, type]) => [id, { type, version: 1 }])),
  edges: wires.map((wire) => {
    const [from = '', to = ''] = wire.split(' > ');
    return { from, to };
  }),
});

const check = (subject: Flow) => checkFlow(subject, { nodes, inspected: () => ({ shape: table }) });
const codes = (subject: Flow): string[] =>
  check(subject).problems.map(({ code, node }) => `${code} ${node ?? ''}`.trim());

const good = flow({ a: 'source.numbers', s: 'split.train-test', f: 'clean.fill', g: 'train.guess' }, [
  'a.table > s.table',
  's.table > f.table',
  'f.table > g.table',
]);

test('a good flow has no problems, and its shapes reach the last node', () => {
  const checked = check(good);
  expect(checked.problems).toEqual([]);
  expect(checked.nodes.map(({ id }) => id)).toEqual(['a', 's', 'f', 'g']);
  expect(checked.inputs['g']?.['table']?.columns?.map(({ name }) => name)).toEqual(['x', 'y']);
  expect(checked.shapes['g']?.['model']).toEqual({ kind: 'model', task: 'classification', target: 'y' });
});

test('an empty flow says so', () => {
  expect(codes(emptyFlow())).toEqual(['flow.empty']);
});

test('a node of unknown type is marked, and blocks what is behind it', () => {
  const subject = flow({ a: 'source.nowhere', s: 'split.train-test' }, ['a.table > s.table']);
  expect(codes(subject)).toContain('flow.unknown-node a');
  expect([...check(subject).blocked].sort()).toEqual(['a', 's']);
});

test('a node made by a newer version is marked', () => {
  const subject = { ...good, nodes: { ...good.nodes, a: { type: 'source.numbers', version: 9 } } };
  expect(codes(subject)).toContain('flow.newer-node a');
});

test('a loop is named with its nodes', () => {
  const subject = flow({ f: 'clean.fill', h: 'clean.fill' }, ['f.table > h.table', 'h.table > f.table']);
  const found = check(subject).problems.find(({ code }) => code === 'flow.cycle');
  expect(found?.message).toContain('f, h');
});

test('each loop is told by itself, without what stands behind it, and its newest wire can be removed', () => {
  const subject = flow(
    { a: 'clean.fill', b: 'clean.fill', c: 'clean.fill', d: 'clean.fill', e: 'clean.fill', own: 'clean.fill' },
    [
      'a.table > b.table',
      'b.table > a.table',
      'c.table > d.table',
      'd.table > c.table',
      'b.table > e.table',
      'own.table > own.table',
    ],
  );
  const loops = check(subject).problems.filter(({ code }) => code === 'flow.cycle');
  expect(loops.map(({ message }) => message)).toEqual([
    'The nodes a, b form a loop.',
    'The nodes c, d form a loop.',
    'The nodes own form a loop.',
  ]);
  const mended = loops.reduce((mending, { fix }) => applyEdits(mending, fix?.edits ?? []), subject);
  expect(codes(mended).filter((code) => code.startsWith('flow.cycle'))).toEqual([]);
});

test('a wire that brings the wrong kind of value is refused with a fix that removes it', () => {
  const subject = flow(
    { ...Object.fromEntries(Object.entries(good.nodes).map(([id, { type }]) => [id, type])), h: 'clean.fill' },
    [...good.edges.map(({ from, to }) => `${from} > ${to}`), 'g.model > h.table'],
  );
  const found = check(subject).problems.find(({ code }) => code === 'flow.wrong-kind');
  expect(found?.message).toBe('“table” expects a table, but the wire brings a model.');
  expect(codes(applyEdits(subject, found?.fix?.edits ?? []))).not.toContain('flow.wrong-kind h');
});

test('wires to nowhere, to ports that do not exist and a second wire into one input are named', () => {
  expect(codes(flow({ a: 'source.numbers' }, ['a.table > nobody.table']))).toContain('flow.dangling-wire a');
  expect(codes(flow({ a: 'source.numbers', f: 'clean.fill' }, ['a.rows > f.table']))).toContain('flow.unknown-port a');
  const crowded = flow({ a: 'source.numbers', b: 'source.numbers', f: 'clean.fill' }, [
    'a.table > f.table',
    'b.table > f.table',
  ]);
  const found = check(crowded).problems.find(({ code }) => code === 'flow.too-many-wires');
  expect(applyEdits(crowded, found?.fix?.edits ?? []).edges).toEqual([{ from: 'b.table', to: 'f.table' }]);
});

test('a free input is a problem, with a fix where one output alone fits', () => {
  const subject = flow({ a: 'source.numbers', f: 'clean.fill' }, []);
  const found = check(subject).problems.find(({ code }) => code === 'flow.missing-input');
  expect(applyEdits(subject, found?.fix?.edits ?? []).edges).toEqual([{ from: 'a.table', to: 'f.table' }]);
});

test('a fitted transform before the split leaks, and the fix moves it behind', () => {
  const subject = flow({ a: 'source.numbers', f: 'clean.fill', s: 'split.train-test', g: 'train.guess' }, [
    'a.table > f.table',
    'f.table > s.table',
    's.table > g.table',
  ]);
  const found = check(subject).problems.find(({ code }) => code === 'leak.fitted-before-split');
  expect(found?.severity).toBe('error');
  const mended = applyEdits(subject, found?.fix?.edits ?? []);
  expect(check(mended).problems).toEqual([]);
  expect(check(mended).nodes.map(({ id }) => id)).toEqual(['a', 's', 'f', 'g']);
});

test('two fitted transforms before the split are moved one after the other', () => {
  let subject = flow(
    { a: 'source.numbers', f: 'clean.fill', h: 'clean.fill', s: 'split.train-test', g: 'train.guess' },
    ['a.table > f.table', 'f.table > h.table', 'h.table > s.table', 's.table > g.table'],
  );
  for (let turn = 0; turn < 2; turn++) {
    const found = check(subject).problems.find(({ code }) => code === 'leak.fitted-before-split');
    subject = applyEdits(subject, found?.fix?.edits ?? []);
  }
  expect(check(subject).problems).toEqual([]);
});

test('a learner without a split offers to insert one', () => {
  const subject = flow({ a: 'source.numbers', g: 'train.guess' }, ['a.table > g.table']);
  const found = check(subject).problems.find(({ code }) => code === 'train.no-split');
  expect(check(applyEdits(subject, found?.fix?.edits ?? [])).problems).toEqual([]);
});

test('settings that are wrong, unknown or refer to nothing are named with the param', () => {
  const withParams = (params: Record<string, unknown>): Flow => ({
    ...good,
    nodes: { ...good.nodes, a: { type: 'source.numbers', version: 1, params: params as never } },
  });
  expect(codes(withParams({ rows: 'many' }))).toContain('param.invalid a');
  expect(codes(withParams({ rowz: 3 }))).toEqual(['param.unknown a']);
  expect(codes(withParams({ rows: { $: 'nothing' } }))).toContain('param.unresolved a');
  expect(
    check({ ...withParams({ rows: { $: 'n' } }), parameters: { n: { type: 'number', value: 5 } } }).nodes[0]?.params,
  ).toEqual({ rows: 5 });
});

test('a bypassed node hands its table on', () => {
  const subject = { ...good, nodes: { ...good.nodes, f: { type: 'clean.fill', version: 1, enabled: false } } };
  expect(check(subject).problems).toEqual([]);
  expect(check(subject).inputs['g']?.['table']?.split.parts).toBe(true);
});

test('a text feature is told not to be used, and no feature at all is an error', () => {
  const lookAt = (shape: TableShape) =>
    checkFlow(good, { nodes, inspected: () => ({ shape }) }).problems.map(({ code, column }) =>
      `${code} ${column ?? ''}`.trim(),
    );
  const target = { name: 'y', type: 'category', role: 'target' } as const;
  const note = { name: 'note', type: 'text', role: 'feature' } as const;
  expect(lookAt({ ...table, columns: [...(table.columns ?? []), note] })).toEqual(['data.unused-text note']);
  expect(lookAt({ ...table, columns: [target, note] })).toEqual(['data.no-features', 'data.unused-text note']);
});

test('a feature that a learner was told to use and that is gone is kept and told', () => {
  const subject = {
    ...good,
    nodes: { ...good.nodes, g: { type: 'train.guess', version: 1, params: { features: ['x', 'lost'] } } },
  };
  expect(check(subject).problems.map(({ code, column }) => `${code} ${column}`)).toEqual(['data.column-gone lost']);
});
