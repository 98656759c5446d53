import { afterEach, expect, test } from 'vitest';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { trialNodes } from './trial-nodes.ts';

const opened: TestEngine[] = [];
const ran = async (rows: number) => {
  const engine = await openEngine({ nodes: trialNodes });
  opened.push(engine);
  const flow = engine.open(
    sketch({
      nodes: { numbers: { type: 'source.trial-numbers', params: { rows } }, split: 'split.train-test' },
      wires: ['numbers.table > split.table'],
    }),
  );
  const run = await flow.run().expect('succeeded');
  const { handle } = run.output('split', 'table');
  return { engine, place: flow.place, handle };
};
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

test('a sorted page goes on where the one before ended, ties in the order of the rows', async () => {
  const { engine, place, handle } = await ran(500);
  const sort = { column: 'x', descending: true };
  const pages = await Promise.all(
    [0, 200, 400].map((offset) => engine.client.call('engine.page', { place, handle, offset, sort })),
  );
  const rows = pages.flatMap(({ page }) => page.map(({ row, cells }) => ({ row, x: Number(cells[0]) })));
  expect(rows).toHaveLength(500);
  const sorted = [...rows].sort((a, b) => b.x - a.x || a.row - b.row);
  expect(rows).toEqual(sorted);
});

test('a page of one part holds that part alone, and tells how many rows it has', async () => {
  const { engine, place, handle } = await ran(100);
  const page = await engine.client.call('engine.page', { place, handle, part: 'test' });
  expect(page.rows).toBe(20);
  expect(new Set(page.page.map(({ part }) => part))).toEqual(new Set(['test']));
});

test('a column to sort by that is not there is no failure, and no SQL', async () => {
  const { engine, place, handle } = await ran(10);
  const sort = { column: 'x"; DROP TABLE order_1; --', descending: false };
  const page = await engine.client.call('engine.page', { place, handle, sort });
  expect(page.page.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('more orders than are kept can be asked for, one after the other and again', async () => {
  const { engine, place, handle } = await ran(50);
  const asked = ['train', 'validation', 'test', undefined].flatMap((part) =>
    ['x', 'y'].flatMap((column) => [true, false].map((descending) => ({ part, sort: { column, descending } }))),
  );
  for (const { part, sort } of [...asked, ...asked]) {
    const page = await engine.client.call('engine.page', {
      place,
      handle,
      sort,
      ...(part ? { part: part as 'train' } : {}),
    });
    expect(page.page.length).toBe(page.rows);
  }
});

test('a summary counts, measures and draws each column', async () => {
  const { engine, place, handle } = await ran(97);
  const [x, y] = await engine.client.call('engine.summary', { place, handle });
  expect(x).toMatchObject({ column: 'x', missing: 0, low: 0, high: 96, mean: 48 });
  expect(x?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(97);
  expect(y?.bars).toEqual([
    { label: 'low', count: 49 },
    { label: 'high', count: 48 },
  ]);
});
