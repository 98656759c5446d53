import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
import type { Json } from '../../../contract/json.ts';
import type { Table } from '../../../contract/values.ts';
import { openContext, type TestContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';

const ctx = await openContext();
const engine = await openEngine({ workers: 0 });
afterAll(async () => {
  await ctx.close();
  await engine.close();
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const sales = await tableOf(ctx, 'shop:category price:number n:integer rain:boolean day:datetime', [
  ['north', 2.5, 1, true, '2024-01-02'],
  ['south', 8, 2, false, '2024-01-01'],
  ['north', null, 3, null, '2024-01-03'],
  [null, 1, 4, true, null],
  ['north', 4.5, 5, false, '2024-01-01'],
]);

const grouped = async (aggregations: readonly string[], keys: readonly string[] = ['shop'], table: Table = sales) =>
  only(await transform(node, { keys, aggregations } as Readonly<Record<string, Json>>, { table, ctx }));
const cells = async (...aggregations: readonly string[]) =>
  (await ctx.rowsOf(await grouped(aggregations))).map(({ __row, shop, ...rest }) => Object.values(rest));

test('there is a row for each group, under the id of its first row', async () => {
  expect((await ctx.rowsOf(await grouped(['count']))).map((row) => Object.values(row))).toEqual([
    [0, 'north', 3],
    [1, 'south', 1],
    [3, null, 1],
  ]);
  expect(ctx.findings).toMatchObject([{ code: 'data.missing-key', column: 'shop', rows: 1 }]);
});

test.each<[string, SqlValue, string]>([
  ['count', 3, 'integer'],
  ['count price', 2, 'integer'],
  ['missing price', 1, 'integer'],
  ['distinct day', 3, 'integer'],
  ['sum price', 7, 'number'],
  ['sum n', 9, 'integer'],
  ['sum rain', 1, 'integer'],
  ['mean price', 3.5, 'number'],
  ['mean n', 3, 'number'],
  ['median n', 3, 'number'],
  ['min price', 2.5, 'number'],
  ['max n', 5, 'integer'],
  ['first price', 2.5, 'number'],
  ['last rain', false, 'boolean'],
  ['share rain', 0.5, 'number'],
  ['share n = 3', 1 / 3, 'number'],
  ['share shop = north', 1, 'number'],
])('%s', async (line, expected, type) => {
  expect((await cells(line))[0]).toEqual([expected]);
  expect((await grouped([line])).columns[1]?.type).toBe(type);
});

test('names are made of the aggregation, or as they are asked for', async () => {
  const { columns } = await grouped([
    'mean price',
    'mean price',
    'share shop = north',
    'sum "price" as "a ""b"""',
    'count as all rows',
  ]);
  expect(columns.map(({ name }) => name)).toEqual([
    'shop',
    'mean_price',
    'mean_price_2',
    'share_shop_north',
    'a "b"',
    'all rows',
  ]);
});

test('without keys all rows are one group, and no rows are none', async () => {
  expect((await ctx.rowsOf(await grouped(['sum n'], []))).map((row) => Object.values(row))).toEqual([[0, 15]]);
  const none = await ctx.tables.derive(sales, `SELECT * FROM ${sales.relation} WHERE false`, sales.columns);
  expect((await grouped(['count'], [], none)).rows).toBe(0);
});

const withSplit = { parts: true, folds: 2, repeats: 1 };

test('rows of different parts or folds are never put together', async () => {
  const part = `CASE WHEN __row = 4 THEN 'test' ELSE 'train' END AS __part, CASE WHEN __row < 4 THEN __row % 2 END AS __fold_1`;
  const split = await ctx.tables.derive(sales, `SELECT *, ${part} FROM ${sales.relation}`, sales.columns, withSplit);
  const rows = await ctx.rowsOf(await grouped(['count'], [], split));
  expect(rows.map(({ __part, __fold_1, count }) => [__part, __fold_1, count])).toEqual([
    ['train', 0, 2],
    ['train', 1, 2],
    ['test', null, 1],
  ]);
});

const sums = async (context: TestContext) => {
  const columns = [
    { name: 'k', type: 'integer', role: 'feature' },
    { name: 'v', type: 'number', role: 'feature' },
  ] as const;
  const table = await context.tables.create(
    'SELECT range % 3 AS k, sin(range) * power(10, range % 17 - 8) AS v FROM range(400000)',
    columns,
  );
  const result = only(
    await transform(node, { keys: ['k'], aggregations: ['sum v', 'mean v'] }, { table, ctx: context }),
  );
  return context.rowsOf(result);
};

test('sums of floats do not depend on the number of threads', async () => {
  const one = await openContext({ threads: 1 });
  const four = await openContext({ threads: 4 });
  expect(await sums(four)).toEqual(await sums(one));
  await one.close();
  await four.close();
});

test('a sum that no whole number can hold is missing, and told', async () => {
  const table = await tableOf(ctx, 'n:integer', [[9223372036854775807n], [1]]);
  expect((await ctx.rowsOf(await grouped(['sum n'], [], table)))[0]).toMatchObject({ sum_n: null });
  expect(ctx.findings).toMatchObject([{ code: 'data.sum-too-large', rows: 1 }]);
});

test('what is made of the target before a split is warned of, and only one is the target', async () => {
  const table = await tableOf(ctx, 'k:category y:number:target', [['a', 1]]);
  const { columns } = await grouped(['mean y', 'max y', 'count y'], ['k'], table);
  expect(columns.map(({ role }) => role)).toEqual(['feature', 'target', 'ignored', 'ignored']);
  expect(ctx.findings).toMatchObject([{ code: 'leak.target-aggregated', severity: 'warning', column: 'y' }]);
});

test('lines that can’t be read, columns that are gone and types that don’t fit are problems', async () => {
  const flow = sketch({
    nodes: {
      a: {
        type: 'source.inline-table',
        params: { columns: [{ name: 'k' }, { name: 't', type: 'text' }], rows: [[1, 'x']] },
      },
      groups: {
        type: 'clean.aggregate',
        params: { aggregations: ['average k', 'mean', 'mean z', 'mean t', 'sum k = 3', 'min k as k2', 'max k as k2'] },
      },
    },
    wires: ['a.table > groups.table'],
  });
  const { problems } = await engine.open(flow).check();
  expect(problems.map(({ code }) => code)).toEqual([
    'param.invalid',
    'param.invalid',
    'data.column-missing',
    'data.wrong-type',
    'param.invalid',
    'param.invalid',
  ]);
  expect(problems[0]?.message).toContain('“average k”');
});
