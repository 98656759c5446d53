import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
import { openContext, type TestContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';
import { rowMethods } from './params.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const cells = async (columns: string, rows: readonly (readonly SqlValue[])[], params: object, name = 'v') => {
  const table = await tableOf(ctx, columns, rows);
  const result = only(await transform(node, { indicator: 'no', ...params }, { table, ctx }));
  return (await ctx.rowsOf(result)).map((row) => row[name]);
};
const column = (...values: readonly SqlValue[]) => values.map((value) => [value]);

test('the row before or behind, a line between both, and the median at the ends', async () => {
  const rows = column(null, 2, null, null, 8, 4, null);
  expect(await cells('v', rows, { number: 'previous' })).toEqual([4, 2, 2, 2, 8, 4, 4]);
  expect(await cells('v', rows, { number: 'next' })).toEqual([2, 2, 8, 8, 8, 4, 4]);
  expect(await cells('v', rows, { number: 'interpolate' })).toEqual([4, 2, 4, 6, 8, 4, 4]);
});

test('what lies between whole numbers need not be whole, and the column says so', async () => {
  const table = await tableOf(ctx, 'v:integer', column(1, null, 2));
  const result = only(await transform(node, { number: 'interpolate', indicator: 'no' }, { table, ctx }));
  expect(result.columns[0]?.type).toBe('number');
  expect((await ctx.rowsOf(result)).map(({ v }) => v)).toEqual([1, 1.5, 2]);
});

test('rows are ordered by time where there is one, and what lies between is by time, too', async () => {
  const rows = [
    ['2024-01-11', 10],
    ['2024-01-01', 0],
    ['2024-01-03', null],
    [null, null],
  ];
  expect(await cells('day:datetime:time v', rows, { number: 'interpolate' })).toEqual([10, 0, 2, 5]);
  expect(await cells('day:datetime:time v', rows, { number: 'next' })).toEqual([10, 0, 10, 5]);
});

test('dates and categories are filled from beside as well', async () => {
  const days = await cells('v:datetime', column('2024-01-01', null, '2024-01-03'), { datetime: 'interpolate' });
  expect(String(days[1])).toContain('2024-01-02');
  expect(await cells('v:category', column('a', null, 'b', 'b'), { category: 'previous' })).toEqual([
    'a',
    'a',
    'b',
    'b',
  ]);
  expect(await cells('v:boolean', column(1, null, 0, 0), { category: 'next' })).toEqual([true, false, false, false]);
});

test('a row of another group says nothing', async () => {
  const rows = [
    ['a', 1],
    ['b', null],
    ['a', null],
    ['b', 5],
    ['b', 5],
  ];
  expect(await cells('g:category:group v', rows, { number: 'previous' })).toEqual([1, 5, 1, 5, 5]);
});

test('a column called as those in between is no matter', async () => {
  expect(
    await cells(
      'place o t f v',
      [
        [1, 1, 1, 1, 1],
        [2, 2, 2, 2, null],
        [3, 3, 3, 3, 3],
      ],
      { number: 'interpolate' },
    ),
  ).toEqual([1, 2, 3]);
});

const plane = Array.from({ length: 90 }, (_, i) => {
  const [a, b] = [(i * 37) % 19, (i * 11) % 7];
  return [a, b * 1000, i % 9 === 4 ? null : 2 * a + 3 * b + 1];
});

test('a model finds a plane again; neighbours come near it, whatever the units', async () => {
  const known = plane.flatMap(([, , v]) => (typeof v === 'number' ? [v] : []));
  const within = (value: number): number => Math.min(Math.max(value, Math.min(...known)), Math.max(...known));
  const truth = Array.from({ length: 90 }, (_, i) => within(2 * ((i * 37) % 19) + 3 * ((i * 11) % 7) + 1));
  const [modelled, near] = [
    (await cells('a b v', plane, { byColumn: { v: { method: 'model' } } })).map(Number),
    (await cells('a b v', plane, { byColumn: { v: { method: 'knn' } } })).map(Number),
  ];
  truth.forEach((value, i) => {
    expect(Math.abs((modelled[i] ?? 0) - value)).toBeLessThan(i % 9 === 4 ? 1 : 1e-9);
    expect(Math.abs((near[i] ?? 0) - value)).toBeLessThan(i % 9 === 4 ? 7 : 1e-9);
  });
  expect(ctx.findings).toContainEqual(
    expect.objectContaining({ code: 'data.filled', value: 10, examples: ['v: 10 × model'] }),
  );
});

test('a model never gives what training rows do not have, and without other numbers the median is left', async () => {
  const rows = [...Array.from({ length: 20 }, (_, i) => [i, i]), [500, null]];
  expect((await cells('a v', rows, { number: 'model' })).at(-1)).toBeCloseTo(19, 9);
  for (const method of ['model', 'knn'] as const)
    expect(await cells('v', column(1, 2, 9, null), { number: method })).toEqual([1, 2, 9, 2]);
});

test('neighbours are counted as asked for', async () => {
  const rows = [
    [0, 0],
    [1, 10],
    [2, 20],
    [50, 500],
    [0.1, null],
  ];
  expect((await cells('a v', rows, { number: 'knn', neighbours: 1 })).at(-1)).toBeCloseTo(0, 9);
  expect((await cells('a v', rows, { number: 'knn', neighbours: 2 })).at(-1)).toBeCloseTo(5, 9);
});

const divided = async (on: TestContext, poison: number) => {
  const rows = plane.map(([a = 0, b = 0, v = 0], i) =>
    i % 5 === 2 ? [poison, -poison, i % 10 === 2 ? null : poison] : [a, b, v],
  );
  const table = await tableOf(on, 'a b v', rows);
  const part = `CASE WHEN __row % 5 = 2 THEN 'test' ELSE 'train' END AS __part`;
  const split = { parts: true, folds: 0, repeats: 0, counts: { train: 72, validation: 0, test: 18 } };
  return on.tables.derive(table, `SELECT *, ${part} FROM ${table.relation}`, table.columns, split);
};

test.each(rowMethods)(
  '%s: test rows change nothing of the training rows, nor does the number of threads',
  async (method) => {
    const params = { byColumn: { v: { method } } };
    const single = await openContext({ threads: 1 });
    const outcome = async (on: TestContext, poison: number) => {
      const table = await divided(on, poison);
      const state = await learn(node, params, { table, ctx: on });
      const rows = await on.rowsOf(only(await transform(node, params, { table, ctx: on, state })));
      return { state, training: rows.filter(({ __part }) => __part === 'train') };
    };
    const clean = await outcome(ctx, 12.5);
    expect(await outcome(ctx, 88888)).toEqual(clean);
    expect(await outcome(single, 12.5)).toEqual(clean);
    expect(clean.training.filter(({ v }) => v === null)).toEqual([]);
    await single.close();
  },
);

test('a row by itself is filled as when it was among others, where only training rows count', async () => {
  const table = await divided(ctx, 3);
  for (const method of ['knn', 'model'] as const) {
    const params = { byColumn: { v: { method } }, indicator: 'no' };
    const state = await learn(node, params, { table, ctx });
    const all = await ctx.rowsOf(only(await transform(node, params, { table, ctx, state })));
    const alone = await tableOf(ctx, 'a b v', [[3, -3, null]]);
    const [one] = await ctx.rowsOf(only(await transform(node, params, { table: alone, ctx, state })));
    expect(one?.['v']).toBe(all[2]?.['v']);
  }
});

test('dropped rows are counted anew in each part', async () => {
  const table = await divided(ctx, 3);
  const result = only(await transform(node, { byColumn: { v: { method: 'drop-row' } } }, { table, ctx }));
  const rows = await ctx.rowsOf(result);
  const count = (part: string): number => rows.filter(({ __part }) => __part === part).length;
  expect(result.split.counts).toEqual({ train: count('train'), validation: 0, test: count('test') });
  expect(count('train') + count('test')).toBeLessThan(90);
});
