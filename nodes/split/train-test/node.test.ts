import { afterAll, expect, test } from 'vitest';
import { openContext, type TestContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const contexts: TestContext[] = [];
const open = async (options: Parameters<typeof openContext>[0] = {}): Promise<TestContext> => {
  const ctx = await openContext(options);
  contexts.push(ctx);
  return ctx;
};
afterAll(() => Promise.all(contexts.map((ctx) => ctx.close())));

const classes = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, (_, i) => [i, name === 'null' ? null : name]),
  );

const splitOf = async (ctx: TestContext, rows: readonly (readonly (string | number | null)[])[], params = {}) => {
  const table = await tableOf(ctx, 'x y:category:target', rows);
  return only(await transform(node, params, { table, ctx }));
};

test('the shares are exact to a row, over all and in each class', async () => {
  const ctx = await open();
  const table = await splitOf(ctx, classes({ a: 503, b: 97, c: 31, null: 13 }));
  expect(table.split.counts).toEqual({ train: 644 - 129 - 64, validation: 64, test: 129 });
  const counts = await ctx.tables.rows(
    `SELECT y, sum((__part = 'test')::INT) AS test, count(*) AS n FROM ${table.relation} GROUP BY y`,
  );
  for (const { test: drawn, n } of counts) expect(Math.abs(Number(drawn) - 0.2 * Number(n))).toBeLessThan(1);
});

test('the same seed draws the same rows for any number of threads, another seed draws others', async () => {
  const rows = classes({ a: 3000, b: 900 });
  const drawn = async (seed: number, threads: number): Promise<string> => {
    const ctx = await open({ seed, threads });
    const found = await ctx.rowsOf(await splitOf(ctx, rows));
    return found.map((row) => String(row['__part']).charAt(0)).join('');
  };
  const one = await drawn(7, 1);
  expect(await drawn(7, 2)).toBe(one);
  expect(await drawn(8, 1)).not.toBe(one);
});

test('test rows are spread over the table instead of following its order', async () => {
  const ctx = await open();
  const table = await splitOf(ctx, classes({ a: 4000 }), { stratify: 'no' });
  const [row] = await ctx.tables.rows(
    `SELECT avg(__row) FILTER (__part = 'test') AS middle, avg((__row % 2)) FILTER (__part = 'test') AS odd FROM ${table.relation}`,
  );
  expect(Math.abs(Number(row?.['middle']) - 2000)).toBeLessThan(130);
  expect(Math.abs(Number(row?.['odd']) - 0.5)).toBeLessThan(0.06);
});

test('without shuffling the last rows are for testing and those before for validation', async () => {
  const ctx = await open();
  const found = await ctx.rowsOf(await splitOf(ctx, classes({ a: 10 }), { shuffle: false }));
  expect(found.map((row) => row['__part'])).toEqual([...Array(7).fill('train'), 'validation', 'test', 'test']);
});

test('a class with fewer than two rows in a part is a finding, and its only row is trained on', async () => {
  const ctx = await open();
  const table = await splitOf(ctx, classes({ a: 50, lone: 1 }));
  const found = await ctx.rowsOf(table);
  expect(found.find((row) => row['y'] === 'lone')).toMatchObject({ __part: 'train' });
  expect(ctx.findings).toMatchObject([{ code: 'data.rare-class', rows: 1 }]);
  expect(ctx.logged[0]).toMatch(/^a: \d+ train, \d+ validation, \d+ test$/);
});

test('splitting again replaces the old parts', async () => {
  const ctx = await open();
  const once = await splitOf(ctx, classes({ a: 20 }));
  const twice = only(await transform(node, { test: 0.5, validation: 0 }, { table: once, ctx }));
  expect(twice.split.counts).toEqual({ train: 10, validation: 0, test: 10 });
});

test('shares that leave nothing to train on are refused', async () => {
  const ctx = await open();
  await expect(splitOf(ctx, classes({ a: 9 }), { test: 0.6, validation: 0.4 })).rejects.toMatchObject({
    code: 'param.invalid',
  });
});
