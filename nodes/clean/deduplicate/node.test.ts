import { afterAll, beforeEach, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const table = await tableOf(ctx, 'name:text n y:category:target id:integer:id', [
  ['ann', 1, 'p', 1],
  ['bob', null, 'p', 2],
  ['ann', 1, 'p', 3],
  ['Ann ', 1, 'q', 4],
  ['bob', 5, 'p', 5],
  ['ann', 1, 'p', 6],
]);

const kept = async (params = {}): Promise<readonly unknown[]> => {
  const outputs = await transform(node, params, { table, ctx });
  const rows = await ctx.rowsOf(only(outputs));
  const removed = await ctx.rowsOf(only(outputs, 'removed'));
  expect(rows.length + removed.length).toBe(6);
  return rows.map(({ id }) => id);
};

test('rows that agree in all but their id are duplicates; missing agrees with missing', async () => {
  expect(await kept()).toEqual([1, 2, 4, 5]);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.duplicates', rows: 2 }));
});

test('the first, the last or the most complete of them stays', async () => {
  expect(await kept({ keys: ['name'] })).toEqual([1, 2, 4]);
  expect(await kept({ keys: ['name'], keep: 'last' })).toEqual([4, 5, 6]);
  expect(await kept({ keys: ['name'], keep: 'most-complete' })).toEqual([1, 4, 5]);
});

test('case and spaces around a text may be ignored', async () => {
  expect(await kept({ keys: ['name'], ignoreCase: true })).toEqual([1, 2]);
});

test('duplicates with different targets are a finding', async () => {
  await kept({ keys: ['name'], ignoreCase: true });
  expect(ctx.findings).toContainEqual(
    expect.objectContaining({ code: 'data.contradicting-duplicates', value: 1, rows: 4, column: 'y' }),
  );
});

test('with its only key gone nothing is removed, and that is said', async () => {
  expect(await kept({ keys: ['gone'] })).toHaveLength(6);
  expect(ctx.findings).toMatchObject([{ code: 'data.column-gone', column: 'gone' }]);
});

test('of a split table, rows of one part never remove rows of another', async () => {
  const split = { parts: true, folds: 0, repeats: 1 };
  const sql = `SELECT *, CASE WHEN id <= 2 THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`;
  const divided = await ctx.tables.derive(table, sql, table.columns, split);
  const outputs = await transform(node, { keys: ['name'], keep: 'first' }, { table: divided, ctx });
  expect((await ctx.rowsOf(only(outputs))).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
});
