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

const idsOf = async (columns: string, rows: Parameters<typeof tableOf>[2], params: object) => {
  const some = await tableOf(ctx, columns, rows);
  return (await ctx.rowsOf(only(await transform(node, { nearDuplicates: true, ...params }, { table: some, ctx })))).map(
    ({ id }) => id,
  );
};

test('near duplicates agree but for case, spaces, accents and what is behind the third digit', async () => {
  const rows = [
    ['José  Núñez', 1234, 1],
    [' jose nuñez', 1233.6, 2],
    ['JOSE NUNEZ', 1236, 3],
    ['jose nunez', 0.001234, 4],
    ['jose nunez', 0.0012339, 5],
    ['jose nunez', 0, 6],
    ['jose nunez', -0, 7],
    ['jose nunez', null, 8],
    ['jose nunez', 'inf', 9],
    ['josenunez', 1234, 10],
  ];
  expect(await idsOf('name:text n id:integer:id', rows, {})).toEqual([1, 3, 4, 6, 8, 9, 10]);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.duplicates', rows: 3 }));
});

test('texts that are alike count as the same where all else agrees, through others as well', async () => {
  const rows = [
    ['Marigold Street 12', 'a', 1],
    ['Marigold Stret 12', 'a', 2],
    ['Marigolt Stret 12', 'a', 3],
    ['Marigold Street 12', 'b', 4],
    ['Tulip Road 3', 'a', 5],
    [null, 'a', 6],
  ];
  const columns = 'street:text town:category id:integer:id';
  expect(await idsOf(columns, rows, {})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await idsOf(columns, rows, { similarity: 0.93 })).toEqual([1, 4, 5, 6]);
  expect(await idsOf(columns, rows, { similarity: 0.93, keep: 'last' })).toEqual([3, 4, 5, 6]);
});

test('near duplicates with different targets are a finding, and each of them stays', async () => {
  const rows = [
    ['Anna  Berg', 'p', 1],
    ['anna berg', 'q', 2],
    ['anna bergh', 'q', 3],
    ['Otto', 'p', 4],
  ];
  const columns = 'name:text y:category:target id:integer:id';
  expect(await idsOf(columns, rows, { similarity: 0.95 })).toEqual([1, 2, 4]);
  const found = ctx.findings.find(({ code }) => code === 'data.contradicting-duplicates');
  expect(found).toMatchObject({ value: 1, rows: 3, column: 'y' });
});

test('of a split table, near duplicates of one part never remove rows of another, and rows are counted anew', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [`a long sentence number ${i % 4}`, i]);
  const some = await tableOf(ctx, 'text:text id:integer:id', rows);
  const sql = `SELECT *, CASE WHEN id < 10 THEN 'test' ELSE 'train' END AS __part FROM ${some.relation}`;
  const split = { parts: true, folds: 0, repeats: 0, counts: { train: 30, validation: 0, test: 10 } };
  const divided = await ctx.tables.derive(some, sql, some.columns, split);
  const outputs = await transform(node, { nearDuplicates: true, similarity: 0.9 }, { table: divided, ctx });
  expect((await ctx.rowsOf(only(outputs))).map(({ id }) => id)).toEqual([0, 10]);
  expect(only(outputs).split.counts).toEqual({ train: 1, validation: 0, test: 1 });
  expect(only(outputs, 'removed').split.counts).toEqual({ train: 29, validation: 0, test: 9 });
});

test('many texts that are much alike take bounded work, the same for one thread', async () => {
  const single = await openContext({ threads: 1 });
  const keptOf = async (on: typeof ctx) => {
    const sql = `SELECT 'customer number ' || (i * 7919 % 3000) AS name, i AS id FROM range(3000) r(i)`;
    const many = await on.tables.create(sql, [
      { name: 'name', type: 'text', role: 'feature' },
      { name: 'id', type: 'integer', role: 'id' },
    ]);
    const outputs = await transform(node, { nearDuplicates: true, similarity: 0.99 }, { table: many, ctx: on });
    return (await on.rowsOf(only(outputs))).map(({ id }) => id);
  };
  const some = await keptOf(ctx);
  expect(some.length).toBeLessThan(3000);
  expect(await keptOf(single)).toEqual(some);
  await single.close();
});
