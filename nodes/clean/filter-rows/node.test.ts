import { afterAll, beforeEach, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
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

const text = await tableOf(ctx, 'name:text age:integer score:number ok:boolean id:integer', [
  ['Ann', 17, 1.5, true, 1],
  ["Bo'b", 18, null, false, 2],
  ['in (x)', 40, -2, null, 3],
  [null, null, null, null, 4],
  ['Paris, TX', 9007199254740993n, 3, true, 5],
]);
const table = await ctx.tables.derive(
  text,
  `SELECT *, TIMESTAMP '2024-03-01' - INTERVAL 1 DAY * (id - 1) AS "the day" FROM ${text.relation}`,
  [...text.columns, { name: 'the day', type: 'datetime', role: 'feature' }],
);

const kept = async (...conditions: readonly string[]) => {
  const outputs = await transform(node, { conditions: [...conditions] }, { table, ctx });
  const [rows, rest] = [await ctx.rowsOf(only(outputs)), await ctx.rowsOf(only(outputs, 'rest'))];
  expect([...rows, ...rest].map(({ id }) => Number(id)).sort()).toEqual([1, 2, 3, 4, 5]);
  return rows.map(({ id }) => Number(id));
};

test.each([
  ['age >= 18', [2, 3, 5]],
  ['age<18', [1]],
  ['age = 9007199254740993', [5]],
  ['age = 9007199254740992', []],
  ['age in (17, 40.0)', [1, 3]],
  ['score between -2 and 1.5', [1, 3]],
  ['not score between -2 and 1.5', [5]],
  ['ok = yes', [1, 5]],
  ['ok is not missing', [1, 2, 5]],
  ['name is missing', [4]],
  ['name in (Ann, "Paris, TX")', [1, 5]],
  ['name not in (Ann)', [2, 3, 5]],
  ["name = Bo'b", [2]],
  ['"name" = "in (x)"', [3]],
  ['name contains in', [3]],
  ['name starts with Pa', [5]],
  ['name ends with TX', [5]],
  ['name matches ^(A|B)\\w+', [1, 2]],
  ['name matches (?i)^ann$', [1]],
  ['name matches [(,-]', [3, 5]],
  ['the day >= 2024-02-29', [1, 2]],
  ['the day = 2024-02-28 00:00', [3]],
  ['the day within last 2 days', [1, 2]],
  ['NOT row is empty', [1, 2, 3, 4, 5]],
])('%s', async (condition, expected) => {
  expect(await kept(condition)).toEqual(expected);
});

test('all of the conditions must be met, or any', async () => {
  const conditions = ['age >= 18', 'score > 0'];
  expect(await kept(...conditions)).toEqual([5]);
  const any = only(await transform(node, { conditions, match: 'any' }, { table, ctx }));
  expect((await ctx.rowsOf(any)).map(({ id }) => Number(id))).toEqual([1, 2, 3, 5]);
});

test('without a condition every row stays', async () => {
  expect(await kept()).toHaveLength(5);
  expect(await kept('  ')).toHaveLength(5);
});

test('rows without any value can be told apart', async () => {
  const blank = await tableOf(ctx, 'a b', [
    [null, 1],
    [null, null],
  ]);
  const outputs = await transform(node, { conditions: ['not row is empty'] }, { table: blank, ctx });
  expect([only(outputs).rows, only(outputs, 'rest').rows]).toEqual([1, 1]);
});

test('what a condition leaves out is counted, and so is what it cannot judge', async () => {
  await kept('age >= 18');
  expect(ctx.findings).toEqual([
    expect.objectContaining({ code: 'data.condition-not-met', rows: 1, examples: ['17'] }),
    expect.objectContaining({ code: 'data.condition-unknown', rows: 1, column: 'age' }),
  ]);
});

test('the opposite of a condition cannot judge a missing value either', async () => {
  expect(await kept('not score between -2 and 1.5')).toEqual([5]);
  expect(ctx.findings.map(({ code, rows }) => `${code} ${rows}`)).toEqual([
    'data.condition-not-met 2',
    'data.condition-unknown 2',
  ]);
});

test.each([
  ['age', 'param.invalid'],
  ['age >=', 'param.invalid'],
  ['age >= old', 'param.invalid'],
  ['age >= 18) OR (1 = 1', 'param.invalid'],
  ['ok > 1', 'param.invalid'],
  ['name > b', 'param.invalid'],
  ['name in Rome', 'param.invalid'],
  ['name in ()', 'param.invalid'],
  ['name matches (', 'param.invalid'],
  ['name matches (?=a)', 'param.invalid'],
  ['age matches 1', 'param.invalid'],
  ['age is missing or so', 'param.invalid'],
  ['age is empty', 'param.invalid'],
  ['score between 1', 'param.invalid'],
  ['the day > 2024-02-31', 'param.invalid'],
  ['the day within last 3 moons', 'param.invalid'],
  ['gone = 1', 'data.column-missing'],
  ['age; DROP TABLE x = 1', 'data.column-missing'],
])('%s is refused while editing and when run', async (condition, code) => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const params = node.params.parse({ conditions: [condition] }) as never;
  const { problems } = node.shape({ kind: 'table', columns: table.columns, split: table.split }, params);
  expect(problems?.map((one) => `${one.code} ${one.param}`)).toEqual([`${code} conditions`]);
  await expect(kept(condition)).rejects.toMatchObject({ code });
});

test('an expression that only DuckDB can refuse ends the run with its reason', async () => {
  await expect(kept('name matches \\u0041')).rejects.toMatchObject({
    code: 'param.invalid',
    message: expect.stringContaining('\\u'),
  });
});

test('quotes and statements in a value are nothing but text', async () => {
  expect(await kept(`name = '; DROP TABLE x; --`)).toEqual([]);
  expect(await kept(`name in ("a'b""c", Ann)`)).toEqual([1]);
});

test('behind a split the parts are counted anew', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i]);
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns: [{ name: 'x' }], rows } },
      split: { type: 'split.train-test', params: { shuffle: false, validation: 0 } },
      filter: { type: 'clean.filter-rows', params: { conditions: ['x >= 10'] } },
    },
    wires: ['data.table > split.table', 'split.table > filter.table'],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  expect(run.output('filter', 'table')).toMatchObject({
    rows: 10,
    split: { counts: { train: 6, validation: 0, test: 4 } },
  });
});

test('an expression over several columns is one more condition', async () => {
  const by = async (params: Readonly<Record<string, string | string[]>>) =>
    (await ctx.rowsOf(only(await transform(node, params, { table, ctx })))).map(({ id }) => Number(id));
  expect(await by({ expression: 'age > 17 and score + id > 0 and year(`the day`) = 2024' })).toEqual([3, 5]);
  expect(await by({ expression: 'score > 2', conditions: ['age >= 18'] })).toEqual([5]);
  expect(await by({ expression: 'age = 17', conditions: ['id = 2'], match: 'any' })).toEqual([1, 2]);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.condition-unknown', rows: 2 }));
});

test.each([
  ['age > oder', 'there is no column “oder”'],
  ['age + 1', 'not true or false'],
])('the expression %s is refused while editing and when run', async (expression, reason) => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const params = node.params.parse({ expression }) as never;
  const { problems } = node.shape({ kind: 'table', columns: table.columns, split: table.split }, params);
  expect(problems).toMatchObject([
    { code: 'param.invalid', param: 'expression', message: expect.stringContaining(reason) },
  ]);
  await expect(transform(node, { expression }, { table, ctx })).rejects.toMatchObject({ code: 'param.invalid' });
});
