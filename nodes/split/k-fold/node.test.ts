import { afterAll, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

const rows = [
  ...Array.from({ length: 203 }, (_, i) => [i, 'a']),
  ...Array.from({ length: 47 }, (_, i) => [i, 'b']),
  ...Array.from({ length: 8 }, (_, i) => [i, 'c']),
];

const folded = async (params = {}) => {
  const table = await tableOf(ctx, 'x y:category:target', rows);
  return only(await transform(node, params, { table, ctx }));
};

test('folds are balanced within one row, over all and in each class', async () => {
  const table = await folded({ k: 5 });
  const spans = await ctx.tables.rows(
    `SELECT y, max(n) - min(n) AS span FROM (SELECT y, __fold_1, count(*) AS n FROM ${table.relation}
     WHERE __part = 'train' GROUP BY ALL UNION ALL SELECT 'all', __fold_1, count(*) FROM ${table.relation}
     WHERE __part = 'train' GROUP BY ALL) GROUP BY y`,
  );
  expect(spans).toHaveLength(4);
  for (const { span } of spans) expect(Number(span)).toBeLessThanOrEqual(1);
});

test('test rows are in no fold, training rows in exactly one a repeat', async () => {
  const table = await folded({ k: 4, repeats: 2 });
  const [row] = await ctx.tables.rows(
    `SELECT count(*) FILTER (__part = 'test' AND (__fold_1 IS NOT NULL OR __fold_2 IS NOT NULL)) AS leaked,
     count(*) FILTER (__part = 'train' AND (__fold_1 NOT BETWEEN 0 AND 3 OR __fold_2 NOT BETWEEN 0 AND 3)) AS odd,
     count(*) FILTER (__part = 'train' AND __fold_1 = __fold_2) AS same, count(*) FILTER (__part = 'train') AS n
     FROM ${table.relation}`,
  );
  expect(row).toMatchObject({ leaked: 0, odd: 0 });
  // Drawn anew, a quarter of the rows fall into the fold of the same number by chance.
  expect(Number(row?.['same']) / Number(row?.['n'])).toBeLessThan(0.4);
  expect(table.split).toMatchObject({ parts: true, folds: 4, repeats: 2, counts: { validation: 0 } });
});

test('rows stay in their order', async () => {
  const table = await folded();
  const found = await ctx.tables.rows(`SELECT __row FROM ${table.relation}`);
  expect(found.map((row) => row['__row'])).toEqual(rows.map((_, i) => i));
});

test('more folds than training rows are said', async () => {
  const table = await tableOf(ctx, 'x', [[1], [2], [3]]);
  await transform(node, { k: 5, test: 0 }, { table, ctx });
  expect(ctx.findings.at(-1)).toMatchObject({ code: 'train.too-few-rows', value: 3 });
});
