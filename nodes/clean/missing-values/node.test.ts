import { afterAll, beforeEach, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const columns = 'n i:integer c:category t:text b:boolean d:datetime y:category:target k:integer:id';
const table = await tableOf(ctx, columns, [
  [1, 1, 'b', 'x', 1, '2024-01-01', 'p', 1],
  [2, 4, 'a', null, 1, null, null, null],
  [null, null, null, 'x', null, '2024-03-01', 'q', 3],
  [9, 2, 'a', 'z', 0, '2024-02-01', 'p', 4],
]);

const filled = async (params = {}) => {
  const result = only(await transform(node, params, { table, ctx }));
  return (await ctx.rowsOf(result))[2];
};

test('each type is filled in its usual way, target and ids never', async () => {
  expect(await filled({ indicator: 'no' })).toMatchObject({ n: 2, i: 2, c: 'a', b: true, y: 'q' });
  const rows = await ctx.rowsOf(only(await transform(node, { indicator: 'no' }, { table, ctx })));
  expect(rows[1]).toMatchObject({ t: '', d: null, y: null, k: null });
});

test.each([
  ['mean', 4],
  ['median', 2],
  ['mode', 1],
  ['min', 1],
  ['max', 9],
])('%s of the column', async (method, expected) => {
  expect((await filled({ byColumn: { n: { method } } }))?.['n']).toBe(expected);
});

test('a constant is put where one is given', async () => {
  const byColumn = {
    c: { method: 'constant', value: "o'clock" },
    i: { method: 'constant', value: -1 },
    b: { method: 'constant', value: false },
  };
  expect(await filled({ byColumn })).toMatchObject({ c: "o'clock", i: -1, b: false });
});

test('a method that does not suit the type is a problem of the settings', () => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const params = node.params.parse({ byColumn: { t: { method: 'mean' }, i: { method: 'constant', value: 'x' } } });
  const { problems } = node.shape({ kind: 'table', columns: table.columns, split: table.split }, params as never);
  expect(problems?.map(({ code }) => code)).toEqual(['param.invalid', 'param.invalid']);
});

test('rows or columns are dropped where that is asked for, and rows are counted', async () => {
  const result = only(
    await transform(node, { byColumn: { n: { method: 'drop-row' }, c: { method: 'drop-column' } } }, { table, ctx }),
  );
  expect(result.rows).toBe(3);
  expect(result.columns.map(({ name }) => name)).not.toContain('c');
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.dropped-rows', rows: 1 }));
});

test('new rows are all predicted, though rows with gaps were dropped in training', async () => {
  const byColumn = { n: { method: 'drop-row' } };
  const result = only(await transform(node, { byColumn }, { table, ctx, predicting: true }));
  expect(result.rows).toBe(4);
  expect((await ctx.rowsOf(result))[2]?.['n']).toBeNull();
  expect(ctx.findings.map(({ code, rows }) => [code, rows])).toContainEqual(['data.incomplete-rows', 1]);
});

test('it is said how many held-out rows are dropped, as no score tells of them', async () => {
  const split = await ctx.tables.derive(
    table,
    `SELECT *, CASE WHEN __row = 2 THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`,
    table.columns,
    { parts: true, folds: 0, repeats: 0 },
  );
  await transform(node, { byColumn: { n: { method: 'drop-row' } } }, { table: split, ctx });
  const told = ctx.findings.find(({ code }) => code === 'data.dropped-rows');
  expect(told?.message).toContain('1 of them are held-out rows');
});

test('what a missing value becomes is learned from training rows only', async () => {
  const split = await ctx.tables.derive(
    table,
    `SELECT *, CASE WHEN __row = 3 THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`,
    table.columns,
    { parts: true, folds: 0, repeats: 0 },
  );
  expect(await learn(node, { number: 'max' }, { table: split, ctx })).toMatchObject({ fills: { n: 2, i: 4 } });
});

test('an indicator says which values were missing', async () => {
  expect(await filled()).toMatchObject({ n_missing: true, t_missing: false });
  const free = await tableOf(ctx, 'n N_MISSING:boolean', [
    [null, 1],
    [1, 0],
  ]);
  const { columns: names } = only(await transform(node, {}, { table: free, ctx }));
  expect(names.map(({ name }) => name)).toEqual(['n', 'N_MISSING', 'n_missing_2']);
});

test('filled cells, rows without target and columns without any value are reported', async () => {
  const empty = await tableOf(ctx, 'e y:category:target', [
    [null, 'a'],
    [null, null],
  ]);
  await transform(node, {}, { table: empty, ctx });
  expect(ctx.findings.map(({ code }) => code)).toEqual(['data.all-missing', 'data.target-not-filled']);
  await filled();
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.filled', value: 5 }));
});
