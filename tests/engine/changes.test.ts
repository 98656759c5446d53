import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TableChanges } from '../../contract/api.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

const columns = [{ name: 'name', type: 'text' }, { name: 'age', type: 'category' }, { name: 'city' }];
const rows = [
  [' Ann ', '31', 'Rome'],
  ['Bob', null, 'Oslo'],
  ['Bob', null, 'Oslo'],
  ['Eve', 'x', 'Rome'],
];

const changesOf = async (type: string, params: Readonly<Record<string, unknown>> = {}): Promise<TableChanges> => {
  const flow = sketch({
    nodes: {
      people: { type: 'source.inline-table', params: { columns, rows } },
      step: { type, params: params as never },
    },
    wires: ['people.table > step.table'],
  });
  const open = engine.open(flow);
  const run = await open.run().expect('succeeded');
  const handle = (node: string) => run.node(node).outputs['table'];
  const [before, after] = [handle('people'), handle('step')];
  return engine.client.call('engine.changes', {
    place: open.place,
    before: before && 'handle' in before ? before.handle : '',
    handle: after && 'handle' in after ? after.handle : '',
  });
};

test('rows that a step dropped are counted and the first of them shown', async () => {
  const changes = await changesOf('clean.deduplicate');
  expect(changes.rows).toEqual({ before: 4, after: 3, dropped: 1, added: 0 });
  expect(changes.dropped.page.map(({ row, cells }) => [row, cells[0]])).toEqual([[2, 'Bob']]);
  expect(changes.cells).toEqual([]);
});

test('cells that changed are counted by column, with what they were before', async () => {
  const { cells, rows: counted } = await changesOf('clean.tidy-text');
  expect(counted).toMatchObject({ dropped: 0, added: 0 });
  expect(cells).toEqual([
    { column: 'name', changed: 1, filled: 0, emptied: 0, examples: [{ row: 0, before: ' Ann ', after: 'Ann' }] },
  ]);
});

test('a column of another type is told, and only cells that lost their value count', async () => {
  const { cells, columns } = await changesOf('clean.types', { types: { age: 'integer' } });
  expect(columns.altered.map(({ before, after }) => [before.name, before.type, after.type])).toEqual([
    ['age', 'category', 'integer'],
  ]);
  expect(cells).toMatchObject([
    { column: 'age', changed: 1, emptied: 1, examples: [{ row: 3, before: 'x', after: null }] },
  ]);
});

test('columns that came and went are named', async () => {
  const { columns } = await changesOf('clean.encode', { columns: ['city'] });
  expect(columns.removed.map(({ name }) => name)).toEqual(['city']);
  expect(columns.added.length).toBeGreaterThan(0);
});
