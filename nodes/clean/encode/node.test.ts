import { afterAll, beforeEach, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const table = await tableOf(ctx, 'c:category y:category:target', [
  ['red', 'n'],
  ['blue', 'y'],
  [null, 'y'],
  ['gr"e\'en', 'n'],
]);
const encoded = async (params = {}) => only(await transform(node, params, { table, ctx }));
const cells = async (params = {}) =>
  (await ctx.rowsOf(await encoded(params))).map(({ __row, y, ...rest }) => Object.values(rest));

test('one-hot gives a column a level, and none to a missing value', async () => {
  expect((await encoded()).columns.map(({ name }) => name)).toEqual(['c_blue', 'c_gr"e\'en', 'c_red', 'y']);
  expect(await cells()).toEqual([
    [0, 0, 1],
    [1, 0, 0],
    [0, 0, 0],
    [0, 1, 0],
  ]);
});

test('two levels need one column', async () => {
  const two = await tableOf(ctx, 'c:category', [['no'], ['yes'], ['no']]);
  const result = only(await transform(node, {}, { table: two, ctx }));
  expect(result.columns.map(({ name }) => name)).toEqual(['c_yes']);
  expect((await ctx.rowsOf(result)).map((row) => row['c_yes'])).toEqual([0, 1, 0]);
});

test('ordinal numbers follow the order of the levels', async () => {
  expect((await cells({ method: 'ordinal' })).flat()).toEqual([2, 0, null, 1]);
  const sizes = await ctx.tables.fromRows(
    [{ name: 's', type: 'category', role: 'feature', levels: ['small', 'large'] }],
    [['large'], ['small']],
  );
  const result = only(await transform(node, { method: 'ordinal' }, { table: sizes, ctx }));
  expect((await ctx.rowsOf(result)).map((row) => row['s'])).toEqual([1, 0]);
});

test('frequency is the share among the training rows', async () => {
  expect((await cells({ method: 'frequency' })).flat()).toEqual([0.25, 0.25, null, 0.25]);
});

test('hashing gives as many columns as buckets, one of them set', async () => {
  const rows = await cells({ method: 'hash', buckets: 4 });
  expect(rows.map((row) => row.reduce<number>((sum, cell) => sum + Number(cell), 0))).toEqual([1, 1, 0, 1]);
  expect(rows[0]).toHaveLength(4);
});

test('levels that the training rows lack are encoded as none and counted', async () => {
  const state = await learn(node, {}, { table, ctx });
  const later = await tableOf(ctx, 'c:category', [['pink'], ['red'], ['pink']]);
  const result = only(await transform(node, {}, { table: later, ctx, state }));
  expect((await ctx.rowsOf(result))[0]).toMatchObject({ c_blue: 0, c_red: 0 });
  expect(ctx.findings).toMatchObject([{ code: 'data.unseen-level', rows: 2, examples: ['pink'] }]);
});

const noisy = Array.from({ length: 400 }, (_, i) => [`level ${i % 200}`, (i * 7919) % 2 === 0 ? 'y' : 'n']);

test('a training row is left out of its own mean, so chance levels teach nothing', async () => {
  const lone = await tableOf(ctx, 'c:category y:number:target', [
    ...Array.from({ length: 40 }, (_, i) => [`only ${i}`, i % 2]),
  ]);
  const split = await ctx.tables.derive(lone, `SELECT *, 'train' AS __part FROM ${lone.relation}`, lone.columns, {
    parts: true,
    folds: 0,
    repeats: 0,
  });
  const result = only(await transform(node, { method: 'target', smoothing: 0 }, { table: split, ctx }));
  // Each level occurs once: out of fold nothing is known of it but the mean of all.
  expect(new Set((await ctx.rowsOf(result)).map((row) => row['c']))).toEqual(new Set([0.5]));
});

test('rows that were not trained on get the smoothed mean of their level', async () => {
  const train = await tableOf(ctx, 'c:category y:number:target', [
    ['a', 1],
    ['a', 3],
    ['b', 8],
  ]);
  const state = await learn(node, { method: 'target', smoothing: 2 }, { table: train, ctx });
  const later = await tableOf(ctx, 'c:category', [['a'], ['b'], ['z'], [null]]);
  const result = only(await transform(node, { method: 'target', smoothing: 2 }, { table: later, ctx, state }));
  const values = (await ctx.rowsOf(result)).map((row) => row['c']);
  expect(values).toEqual([(4 + 2 * 4) / 4, (8 + 2 * 4) / 3, 4, 4]);
});

test('many levels are encoded by the target, or by frequency without one', async () => {
  const many = await tableOf(ctx, 'c:category y:category:target', noisy);
  const state = await learn(node, {}, { table: many, ctx });
  expect(state).toMatchObject({ columns: { c: { method: 'target', outputs: ['c'] } } });
  const { columns } = await ctx.tables.derive(
    many,
    `SELECT * EXCLUDE (y) FROM ${many.relation}`,
    many.columns.slice(0, 1),
  );
  const without = await tableOf(
    ctx,
    'c:category',
    noisy.map((row) => row.slice(0, 1)),
  );
  expect(columns).toHaveLength(1);
  expect(await learn(node, {}, { table: without, ctx })).toMatchObject({ columns: { c: { method: 'frequency' } } });
});

test('target encoding without a target is a problem', () => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const columns = table.columns.filter(({ role }) => role !== 'target');
  const shaped = node.shape(
    { kind: 'table', columns, split: table.split },
    node.params.parse({ method: 'target' }) as never,
  );
  expect(shaped.problems?.map(({ code }) => code)).toEqual(['data.no-target']);
});

test('what was learned gets into a query as a number only', async () => {
  const letters = await tableOf(ctx, 'c:category', [['a'], ['b']]);
  const state = { columns: { c: { method: 'ordinal', known: ['a', 'b'], values: ['(SELECT 5)', 1] } } };
  await expect(transform(node, {}, { table: letters, ctx, state })).rejects.toThrow(/NaN/i);
});
