import { afterAll, beforeEach, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const values = [1, 2, 4, null, 13];
const table = await tableOf(
  ctx,
  'x y:number:target',
  values.map((value, i) => [value, i]),
);
const scaled = async (method: string): Promise<readonly (number | null)[]> =>
  (await ctx.rowsOf(only(await transform(node, { method }, { table, ctx })))).map(({ x }) =>
    x === null ? null : Number(x),
  );

test.each([
  // Mean 5 and variance 22.5 as scikit-learn divides it, by n; quartiles 1.75, 3 and 6.25.
  ['standard', [-4, -3, -1, null, 8].map((x) => (x === null ? null : x / Math.sqrt(22.5)))],
  ['min-max', [0, 1 / 12, 0.25, null, 1]],
  ['robust', [-2 / 4.5, -1 / 4.5, 1 / 4.5, null, 10 / 4.5]],
  ['max-abs', [1 / 13, 2 / 13, 4 / 13, null, 1]],
  ['log1p', [Math.log(2), Math.log(3), Math.log(5), null, Math.log(14)]],
])('%s', async (method, expected) => {
  const found = await scaled(method);
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    if (value === null) expect(expected[i]).toBeNull();
    else expect(value).toBeCloseTo(Number(expected[i]), 9);
  });
});

test('Yeo-Johnson makes a lopsided column even, with mean 0 and deviation 1', async () => {
  const lopsided = await tableOf(
    ctx,
    'x',
    Array.from({ length: 400 }, (_, i) => [Math.exp(i / 80) - 3]),
  );
  const found = (
    await ctx.rowsOf(only(await transform(node, { method: 'yeo-johnson' }, { table: lopsided, ctx })))
  ).map(({ x }) => Number(x));
  const moment = (power: number): number => found.reduce((sum, x) => sum + x ** power, 0) / found.length;
  expect(moment(1)).toBeCloseTo(0, 9);
  expect(moment(2)).toBeCloseTo(1, 9);
  expect(Math.abs(moment(3))).toBeLessThan(0.35);
});

test('a constant column becomes 0 and is reported', async () => {
  const constant = await tableOf(ctx, 'x', [[0.1], [0.1], [0.1], [null]]);
  const found = await ctx.rowsOf(only(await transform(node, {}, { table: constant, ctx })));
  expect(found.map(({ x }) => x)).toEqual([0, 0, 0, null]);
  expect(ctx.findings).toMatchObject([{ code: 'data.constant-column', column: 'x' }]);
});

test('infinite values teach nothing', async () => {
  const infinite = await tableOf(ctx, 'x', [[1], [3], [Number.POSITIVE_INFINITY]]);
  expect(await learn(node, {}, { table: infinite, ctx })).toMatchObject({ columns: { x: { centre: 2, width: 1 } } });
});

test('values without a logarithm become missing and are counted', async () => {
  const low = await tableOf(ctx, 'x', [[-1], [-5], [0]]);
  const found = await ctx.rowsOf(only(await transform(node, { method: 'log1p' }, { table: low, ctx })));
  expect(found.map(({ x }) => x)).toEqual([null, null, 0]);
  expect(ctx.findings).toMatchObject([{ code: 'data.no-logarithm', rows: 2 }]);
});

test('the target and what was learned before stay as they are', async () => {
  const state = await learn(node, {}, { table, ctx });
  const later = await tableOf(ctx, 'x y:number:target', [[5, 7]]);
  expect(await ctx.rowsOf(only(await transform(node, {}, { table: later, ctx, state })))).toMatchObject([
    { x: 0, y: 7 },
  ]);
});

test('what was learned gets into a query as a number only', async () => {
  const state = { columns: { x: { method: 'standard', centre: '(SELECT 5)', width: 1, power: null } } };
  await expect(transform(node, {}, { table, ctx, state })).rejects.toThrow(/NaN/i);
});
