import { afterAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import type { Report } from '../../../contract/report.ts';
import type { Table } from '../../../contract/values.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
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

const orders = await tableOf(ctx, 'customer:integer total', [
  [1, 12.5],
  [2, 8],
  [1, 30],
  [4, 3.5],
  [null, 1],
]);
const customers = await tableOf(ctx, 'id:integer city:category total', [
  [1, 'Graz', 12.5],
  [2, 'Linz', 9],
  [3, 'Wels', 0],
]);
const twice = await tableOf(ctx, 'id:integer city:category', [
  [1, 'Graz'],
  [1, 'Wien'],
  [2, 'Linz'],
]);
const keys = ['customer = id'];

const joined = (params: JsonObject, right: Table = customers, table: Table = orders) =>
  transform(node, { keys, ...params }, { table, ctx, others: { right } });
const rowsOf = async (params: JsonObject, right?: Table, table?: Table) =>
  (await ctx.rowsOf(only(await joined(params, right, table)))).map((row) => Object.values(row));
const codes = () => ctx.findings.map(({ code }) => code);

test('a left join keeps every row, with what the right table knows of it', async () => {
  const table = only(await joined({}));
  expect(table.columns.map(({ name }) => name)).toEqual(['customer', 'total', 'city', 'total_right']);
  expect(await rowsOf({})).toEqual([
    [0, 1, 12.5, 'Graz', 12.5],
    [1, 2, 8, 'Linz', 9],
    [2, 1, 30, 'Graz', 12.5],
    [3, 4, 3.5, null, null],
    [4, null, 1, null, null],
  ]);
});

test('an inner join keeps the rows that both have, an anti join the others', async () => {
  expect((await rowsOf({ how: 'inner' })).map(([row]) => row)).toEqual([0, 1, 2]);
  expect(await rowsOf({ how: 'anti' })).toEqual([
    [3, 4, 3.5],
    [4, null, 1],
  ]);
});

test('right and full joins add the rows that only the right table has, under new ids', async () => {
  expect((await rowsOf({ how: 'right' })).at(-1)).toEqual([8, 3, null, 'Wels', 0]);
  expect((await rowsOf({ how: 'full' })).map(([row, key]) => [row, key])).toEqual([
    [0, 1],
    [1, 2],
    [2, 1],
    [3, 4],
    [4, null],
    [8, 3],
  ]);
});

test('a key that occurs more than once stops the run, unless one row or all of them are asked for', async () => {
  await expect(joined({}, twice)).rejects.toMatchObject({ code: 'data.duplicate-keys' });
  await expect(joined({}, twice)).rejects.toThrow('1 keys occur more than once in the right table: “1” (2 rows)');
  expect((await rowsOf({ duplicateKeys: 'first' }, twice)).map((row) => row[3])).toEqual([
    'Graz',
    'Linz',
    'Graz',
    null,
    null,
  ]);
  const all = await rowsOf({ duplicateKeys: 'expand', how: 'inner' }, twice);
  expect(all.map((row) => row[3])).toEqual(['Graz', 'Linz', 'Graz', 'Wien', 'Wien']);
  expect(new Set(all.map(([row]) => row)).size).toBe(5);
  expect(codes()).toContain('data.join-growth');
});

test('a join that would give far too many rows is refused before it is made', async () => {
  const one = await ctx.tables.create('SELECT 1::BIGINT AS id FROM range(8000)', [
    { name: 'id', type: 'integer', role: 'feature' },
  ]);
  await expect(joined({ keys: ['id'], duplicateKeys: 'expand' }, one, one)).rejects.toMatchObject({
    code: 'data.join-too-large',
  });
});

test('the report has the match rate each way, and what the tables disagree about', async () => {
  const { report } = (await joined({})) as unknown as { readonly report: Report };
  expect(report.tables[0]?.rows).toEqual([
    ['left', 5, 3, 2, 1],
    ['right', 3, 2, 1, 0],
  ]);
  expect(report.tables[1]?.rows).toEqual([
    ['4', 1],
    ['missing', 1],
  ]);
  expect(report.tables[2]?.rows).toEqual([['3', 1]]);
  expect(report.tables[3]?.rows).toEqual([['total', 3, 2, '8.0 and 9.0 (row 2); 30.0 and 12.5 (row 3)']]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.join-unmatched', severity: 'warning', rows: 2, value: 0.4, limit: 0.05 },
    { code: 'data.join-unused', severity: 'info', rows: 1, examples: ['3'] },
    { code: 'data.join-conflict', column: 'total', rows: 2 },
  ]);
});

test('few unmatched rows are told, not warned of', async () => {
  await joined({ unmatchedLimit: 40 });
  expect(ctx.findings[0]).toMatchObject({ code: 'data.join-unmatched', severity: 'info' });
});

test('keys that differ in case, spaces or leading zeros only are pointed out', async () => {
  const left = await tableOf(ctx, 'k:text', [['A 1'], ['007'], ['b']]);
  const right = await tableOf(ctx, 'k:text v', [
    [' a  1', 1],
    ['7', 2],
    ['b', 3],
  ]);
  expect((await rowsOf({ keys: ['k'] }, right, left)).map((row) => row[2])).toEqual([null, null, 3]);
  expect(ctx.findings.find(({ code }) => code === 'data.join-near-keys')).toMatchObject({
    rows: 2,
    examples: ['“A 1” and “ a  1”', '“007” and “7”'],
  });
});

test('keys of different types are compared as text, and that is said', async () => {
  const left = await tableOf(ctx, 'k:number', [[12], [7.5]]);
  const right = await tableOf(ctx, 'k:text v', [
    ['12', 1],
    ['7.5', 2],
  ]);
  expect((await rowsOf({ keys: ['k'] }, right, left)).map((row) => row[2])).toEqual([1, 2]);
  expect(codes()).toEqual(['data.join-key-types']);
});

test('a second target is no feature', async () => {
  const left = await tableOf(ctx, 'k:integer y:number:target', [[1, 2]]);
  const right = await tableOf(ctx, 'k:integer z:number:target', [[1, 2]]);
  const table = only(await joined({ keys: ['k'] }, right, left));
  expect(table.columns.map(({ name, role }) => `${name} ${role}`)).toEqual(['k feature', 'y target', 'z ignored']);
});

const split = (table: Table, test: string) =>
  ctx.tables.derive(
    table,
    `SELECT *, CASE WHEN ${test} THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`,
    table.columns,
    { parts: true, folds: 0, repeats: 0 },
  );

test('parts stay with their rows, and rows of no part are refused', async () => {
  const table = await split(orders, '__row = 2');
  const rows = await ctx.rowsOf(only(await joined({ duplicateKeys: 'expand' }, twice, table)));
  expect(rows.map(({ __row, __part }) => [__row, __part])).toEqual([
    [0, 'train'],
    [1, 'train'],
    [2, 'test'],
    [3, 'train'],
    [4, 'train'],
    [6, 'train'],
    [9, 'test'],
  ]);
  await expect(joined({ how: 'full' }, customers, table)).rejects.toMatchObject({ code: 'data.rows-without-part' });
});

test('nothing is looked up among the test rows of the right table', async () => {
  expect((await rowsOf({}, await split(customers, 'id = 2'))).map((row) => row[3])).toEqual([
    'Graz',
    null,
    'Graz',
    null,
    null,
  ]);
  expect(codes()).toContain('data.right-split');
});

const predicted = async (params: JsonObject, right: Table) => {
  const all = { keys, ...params };
  const state = await learn(node, all, { table: orders, ctx, others: { right } });
  const carried = JSON.parse(JSON.stringify(state));
  return (await ctx.rowsOf(only(await transform(node, all, { table: orders, ctx, state: carried })))).map((row) =>
    Object.values(row),
  );
};

test.each(['left', 'inner', 'right', 'full'])(
  'a %s join gives each new row its first match or none, from what the model carries',
  async (how) => {
    expect(await predicted({ how }, customers)).toEqual(await rowsOf({}, customers));
    expect(await predicted({ how, duplicateKeys: 'expand' }, twice)).toEqual(
      await rowsOf({ duplicateKeys: 'first' }, twice),
    );
  },
);

test('an anti join leaves new rows as they are', async () => {
  expect(await predicted({ how: 'anti' }, customers)).toEqual(
    (await ctx.rowsOf(orders)).map((row) => Object.values(row)),
  );
});

test('what is carried comes back bit by bit', async () => {
  const left = await tableOf(ctx, 'k:integer', [[1], [2]]);
  const right = await tableOf(ctx, 'k:integer n:number i:integer b:boolean d:datetime t:text', [
    [1, 0.1 + 0.2, 9007199254740993n, true, '2024-02-29 12:34:56.789', 'a"b\'c'],
    [2, Number.MIN_VALUE, -1, null, null, ''],
  ]);
  const state = await learn(node, { keys: ['k'] }, { table: left, ctx, others: { right } });
  const again = only(
    await transform(node, { keys: ['k'] }, { table: left, ctx, state: JSON.parse(JSON.stringify(state)) }),
  );
  expect(await ctx.rowsOf(again)).toEqual(await ctx.rowsOf(only(await joined({ keys: ['k'] }, right, left))));
});

test('keys that can’t be read, or are gone, are problems of the setting', async () => {
  const flow = (params: JsonObject) =>
    engine.open(
      sketch({
        nodes: {
          a: { type: 'source.inline-table', params: { columns: [{ name: 'k' }], rows: [[1]] } },
          join: { type: 'clean.join', params },
        },
        wires: ['a.table > join.table', 'a.table > join.right'],
      }),
    );
  expect(await flow({}).problems()).toEqual(['param.required join']);
  expect(await flow({ keys: ['a = b = c', 'k', 'k = x'] }).problems()).toEqual([
    'param.invalid join',
    'data.column-missing join',
  ]);
});

const behindScale = (how: string, rows: number) =>
  sketch({
    nodes: {
      data: { type: 'source.sample', params: { name: 'moons', rows } },
      split: { type: 'split.train-test' },
      scale: { type: 'clean.scale', params: { columns: ['y'] } },
      extra: { type: 'source.sample', params: { name: 'moons', rows } },
      few: { type: 'clean.sample-rows', params: { size: rows - 10 }, enabled: how !== 'left' },
      join: { type: 'clean.join', params: { how, keys: ['x'], duplicateKeys: 'first' } },
      learner: { type: 'train.logistic-regression', params: { features: ['x', 'y', 'y_right'] } },
    },
    wires: [
      'data.table > split.table',
      'split.table > scale.table',
      'scale.table > join.table',
      'extra.table > few.table',
      'few.table > join.right',
      'join.table > learner.table',
    ],
  });

test('where the right table is too much to carry, it is said that models begin behind the join', async () => {
  const run = await engine.open(behindScale('left', 70_000)).run().expect('succeeded');
  const found = run.node('join').findings;
  expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(['data.join-not-carried', 'data.recipe-cut']));
  expect(found.find(({ code }) => code === 'data.recipe-cut')?.message).toContain('“scale”');
});

test('where a join changes the rows, it is said what folds behind it do not learn anew', async () => {
  const found = async (how: string) =>
    (await engine.open(behindScale(how, 200)).run().expect('succeeded')).node('join').findings.map(({ code }) => code);
  expect(await found('inner')).toContain('leak.not-refitted');
  expect(await found('left')).not.toContain('leak.not-refitted');
});
