import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
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

const tidied = async (values: readonly SqlValue[], params = {}, type = 'text') => {
  const table = await tableOf(
    ctx,
    `v:${type} id:integer`,
    values.map((value, id) => [value, id]),
  );
  return (await ctx.rowsOf(only(await transform(node, params, { table, ctx })))).map(({ v }) => v);
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

test('rows and columns that are empty now are told, and stay', async () => {
  const table = await tableOf(ctx, 'a:text b:text', [
    ['x', ' '],
    ['', ' '],
  ]);
  expect(only(await transform(node, {}, { table, ctx })).rows).toBe(2);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.empty-rows', rows: 1 }));
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.empty-columns', examples: ['b'] }));
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
