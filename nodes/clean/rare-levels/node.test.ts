import { afterAll, beforeEach, expect, test } from 'vitest';
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

const times = (count: number, value: string | null) => Array.from({ length: count }, () => [value]);
const table = await tableOf(ctx, 'v:category', [
  ...times(5, 'a'),
  ...times(3, 'b'),
  ...times(1, "c'c"),
  ...times(1, 'd'),
  ...times(2, null),
]);

const changed = async (params = {}, on = table, state?: Awaited<ReturnType<typeof learn>>) => {
  const result = only(await transform(node, params, { table: on, ctx, ...(state ? { state } : {}) }));
  return (await ctx.rowsOf(result)).map(({ v }) => v);
};

test('levels below the share become one; missing stays missing', async () => {
  const values = await changed({ minShare: 0.2 });
  expect(values.slice(7)).toEqual(['b', 'Other', 'Other', null, null]);
  expect(ctx.findings).toEqual([
    expect.objectContaining({ code: 'data.rare-levels', rows: 2, value: 2, examples: ["c'c: 1", 'd: 1'] }),
  ]);
});

test('the share is of the rows that have a value', async () => {
  expect((await changed({ minShare: 0.1 })).slice(8, 10)).toEqual(["c'c", 'd']);
});

test('only so many levels stay, ties by name', async () => {
  expect((await changed({ minShare: 0, maxLevels: 3, other: 'rest' })).slice(7, 10)).toEqual(['b', "c'c", 'rest']);
});

test('levels that training did not have become the rest and are counted apart from rare ones', async () => {
  const state = await learn(node, { minShare: 0.2 }, { table, ctx });
  const later = await tableOf(ctx, 'v:category', [['a'], ['new'], ['d'], ['Other']]);
  expect(await changed({ minShare: 0.2 }, later, state)).toEqual(['a', 'Other', 'Other', 'Other']);
  expect(ctx.findings.map(({ code, rows }) => `${code} ${rows}`)).toEqual([
    'data.rare-levels 1',
    'data.unseen-level 1',
  ]);
});

test('merged spellings count together', async () => {
  const values = await changed({ minShare: 0.2, merge: { d: "c'c" } });
  expect(values.slice(8, 10)).toEqual(["c'c", "c'c"]);
  expect(ctx.findings).toEqual([expect.objectContaining({ code: 'data.merged-levels', rows: 1, examples: ['d: 1'] })]);
});

test('spellings of the same are offered for merging', async () => {
  const towns = await tableOf(ctx, 'v:category', [['New York'], ['New York'], ['new-york'], ['Málaga'], ['Malaga']]);
  await changed({}, towns);
  expect(ctx.findings).toEqual([
    expect.objectContaining({
      code: 'data.spelling-variants',
      value: 2,
      rows: 5,
      examples: ['new-york → New York', 'Málaga → Malaga'],
    }),
  ]);
});

test('an order of levels is kept', async () => {
  const columns = table.columns.map((column) => ({ ...column, levels: ['d', 'b', 'a', "c'c"] }));
  const result = only(await transform(node, { minShare: 0.2 }, { table: { ...table, columns }, ctx }));
  expect(result.columns[0]?.levels).toEqual(['b', 'a', 'Other']);
});

test('in a flow the test rows have no say in what is common', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i < 8 ? 'a' : i < 16 ? 'b' : 'late', i % 2 === 0 ? 'p' : 'q']);
  const columns = [
    { name: 'v', type: 'category' },
    { name: 'y', type: 'category' },
  ];
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows } },
      roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
      split: { type: 'split.train-test', params: { shuffle: false, validation: 0, stratify: 'no' } },
      rare: { type: 'clean.rare-levels', params: {} },
    },
    wires: ['data.table > roles.table', 'roles.table > split.table', 'split.table > rare.table'],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  const { page } = await run.page('rare');
  expect(page.slice(14, 18).map(({ cells }) => cells[0])).toEqual(['b', 'b', 'Other', 'Other']);
  expect(run.node('rare').findings).toEqual([expect.objectContaining({ code: 'data.unseen-level', rows: 4 })]);
});
