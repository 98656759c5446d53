import { afterAll, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

const rows = Array.from({ length: 300 }, (_, i) => [(i * i) % 43, i]);

test('no group is in two folds, test rows are in none, and folds are about equal', async () => {
  const table = only(
    await transform(node, { column: 'who', k: 5 }, { table: await tableOf(ctx, 'who:integer x', rows), ctx }),
  );
  expect(table.split).toMatchObject({ parts: true, folds: 5, repeats: 1 });
  const torn = await ctx.tables.rows(
    `SELECT who FROM ${table.relation} GROUP BY who HAVING count(DISTINCT coalesce(__fold_1, -1)) > 1`,
  );
  expect(torn).toEqual([]);
  const [odd] = await ctx.tables.rows(
    `SELECT count(*) AS n FROM ${table.relation} WHERE (__part = 'train') <> (__fold_1 IS NOT NULL)`,
  );
  expect(odd).toEqual({ n: 0 });
  const sizes = await ctx.tables.rows(
    `SELECT count(*) AS n FROM ${table.relation} WHERE __part = 'train' GROUP BY __fold_1 ORDER BY n`,
  );
  expect(sizes).toHaveLength(5);
  expect(Number(sizes[4]?.['n']) - Number(sizes[0]?.['n'])).toBeLessThanOrEqual(14);
});

test('more folds than groups are said', async () => {
  const table = await tableOf(ctx, 'who:integer', [[1], [1], [2], [3]]);
  await transform(node, { column: 'who', k: 5, test: 0, validation: 0 }, { table, ctx });
  expect(ctx.findings.at(-1)).toMatchObject({ code: 'train.too-few-rows', value: 3, limit: 5 });
});
