import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
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

const tidied = async (values: readonly SqlValue[], params = {}, type = 'text') => {
  const table = await tableOf(
    ctx,
    `v:${type} id:integer`,
    values.map((value, id) => [value, id]),
  );
  const cells = { dropEmptyRows: false, dropEmptyColumns: false, ...params };
  return (await ctx.rowsOf(only(await transform(node, cells, { table, ctx })))).map(({ v }) => v);
};

test.each([
  ['spaces around it go, unusual ones too', '\u00a0 Rome\t', 'Rome'],
  ['spaces inside become one', 'New \u2003\n York', 'New York'],
  ['what nobody can see goes', '\ufeffRo\u0007m\u200be', 'Rome'],
  ['a letter with its accent beside it becomes one letter', 'cafe\u0301', 'café'],
  ['a family of joined signs stays together', '👨‍👩‍👧', '👨‍👩‍👧'],
  ['nothing but spaces is missing', ' \t ', null],
  ['missing stays missing', null, null],
])('%s', async (_, before, after) => {
  expect(await tidied([before])).toEqual([after]);
});

test('each action counts what it changed, and shows one', async () => {
  await tidied([' a', 'b ', 'c  d', '', '  ', 'fine']);
  const told = ctx.findings.filter(({ code }) => code === 'data.tidied');
  expect(told.map(({ message }) => message)).toEqual([
    '2 values had spaces collapsed.',
    '3 values were trimmed.',
    '2 values were empty and became missing.',
  ]);
  expect(told[1]?.examples).toEqual(['v: 3 × like " " → ""']);
});

test('what is switched off is not done', async () => {
  const off = { trim: false, collapse: false, emptyToMissing: false };
  expect(await tidied([' a  b ', ''], off)).toEqual([' a  b ', '']);
  expect(ctx.findings).toEqual([]);
});

test('letters may be made small or large', async () => {
  expect(await tidied(['Ärger'], { letterCase: 'lower' })).toEqual(['ärger']);
  expect(await tidied(['Ärger'], { letterCase: 'upper' }, 'category')).toEqual(['ÄRGER']);
});

test('levels are tidied as their cells are', async () => {
  const table = await tableOf(ctx, 'size:category', [[' low'], ['high ']]);
  const [size] = table.columns;
  const ordered = { ...table, columns: size ? [{ ...size, levels: [' low', 'low', ' ', 'high '] }] : [] };
  expect(only(await transform(node, {}, { table: ordered, ctx })).columns[0]?.levels).toEqual(['low', 'high']);
});

const holed = () =>
  tableOf(ctx, 'a:text b:text n y:category:target', [
    ['x', ' ', null, 'p'],
    ['', ' ', null, null],
    ['z', '', null, 'q'],
  ]);

test('rows and columns that are empty once tidied are dropped, and counted', async () => {
  const result = only(await transform(node, {}, { table: await holed(), ctx }));
  expect(result.columns.map(({ name }) => name)).toEqual(['a', 'y']);
  expect((await ctx.rowsOf(result)).map(({ a }) => a)).toEqual(['x', 'z']);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.empty-rows', rows: 1 }));
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.empty-columns', examples: ['b', 'n'] }));
});

test('they stay where that is asked for', async () => {
  const off = { dropEmptyRows: false, dropEmptyColumns: false };
  const result = only(await transform(node, off, { table: await holed(), ctx }));
  expect([result.rows, result.columns.length]).toEqual([3, 4]);
});

test('when predicting, an empty row gets its answer, and the columns that go are those of training', async () => {
  const state = await learn(node, {}, { table: await holed(), ctx });
  const fresh = await tableOf(ctx, 'a:text b:text n', [
    ['', 'new', null],
    [null, null, null],
  ]);
  ctx.findings.length = 0;
  const result = only(await transform(node, {}, { table: fresh, ctx, state, predicting: true }));
  expect([result.rows, result.columns.map(({ name }) => name)]).toEqual([2, ['a']]);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.values-dropped', examples: ['b: 1'] }));
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.empty-rows', rows: 2 }));
});

test('a column whose only value comes late is kept, and so are all where nothing would be left', async () => {
  const late = await tableOf(
    ctx,
    'a b:text',
    Array.from({ length: 3000 }, (_, i) => [i, i === 2900 ? 'here' : ' ']),
  );
  expect(only(await transform(node, {}, { table: late, ctx })).columns).toHaveLength(2);
  const nothing = await tableOf(ctx, 'a:text b', [[' ', null]]);
  const left = only(await transform(node, {}, { table: nothing, ctx }));
  expect([left.rows, left.columns.length]).toEqual([0, 2]);
});

test('behind a split, a column is empty if no training row has a value there', async () => {
  const table = await holed();
  const split = await ctx.tables.derive(
    table,
    `SELECT * REPLACE (CASE WHEN __row = 1 THEN 5.0 END AS n), CASE WHEN __row = 1 THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`,
    table.columns,
    { parts: true, folds: 0, repeats: 0 },
  );
  const result = only(await transform(node, {}, { table: split, ctx }));
  expect(result.columns.map(({ name }) => name)).toEqual(['a', 'y']);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.values-dropped', examples: ['n: 1'] }));
});

test('a model behind it predicts every new row, with or without a column that was empty', async () => {
  const columns = [{ name: 'a' }, { name: 'size' }, { name: 'gap' }, { name: 'y' }];
  const rows = Array.from({ length: 40 }, (_, i) => [` v${i % 4} `, i, '  ', i < 20 ? 'p' : 'q']);
  const raw = (names: readonly string[], cells: readonly (readonly (string | number)[])[]) => ({
    type: 'source.inline-table',
    params: { columns: names.map((name) => ({ name })), rows: cells } as never,
  });
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows: [...rows, ['', '', '', '']] } as never },
      roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
      tidy: 'clean.tidy-text',
      split: 'split.train-test',
      model: 'train.logistic-regression',
      some: raw(
        ['a', 'size'],
        [
          ['v1', 3],
          ['', ''],
        ],
      ),
      predicted: 'evaluate.predict',
    },
    wires: [
      'data.table > roles.table',
      'roles.table > tidy.table',
      'tidy.table > split.table',
      'split.table > model.table',
      'model.model > predicted.model',
      'some.table > predicted.table',
    ],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  expect((await run.page('tidy')).columns.map(({ name }) => name)).toEqual(['a', 'size', 'y']);
  expect((await run.page('tidy')).page).toHaveLength(40);
  expect((await run.page('predicted', 'predictions')).page).toHaveLength(2);
});

test('in a flow other columns are left alone, and a gone one is said', async () => {
  const flow = sketch({
    nodes: {
      data: {
        type: 'source.inline-table',
        params: { columns: [{ name: 'a' }, { name: 'b' }], rows: [[' x ', ' y ']] },
      },
      tidy: { type: 'clean.tidy-text', params: { columns: ['a', 'gone'] } },
    },
    wires: ['data.table > tidy.table'],
  });
  const opened = engine.open(flow);
  expect(await opened.problems()).toEqual(['data.column-gone tidy']);
  const run = await opened.run().expect('succeeded');
  const [before, after] = [await run.page('data'), await run.page('tidy')];
  expect(after.page[0]?.cells).toEqual(['x', before.page[0]?.cells[1]]);
});
