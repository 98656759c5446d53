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

const table = await tableOf(
  ctx,
  'x:integer y:category:target',
  Array.from({ length: 100 }, (_, i) => [i, i < 80 ? 'a' : i < 98 ? 'b' : null]),
);
const drawn = async (params: object, on = ctx) => {
  const rows = await ctx.rowsOf(only(await transform(node, { ...params }, { table, ctx: on })));
  return rows.map(({ x }) => Number(x));
};

test('the first rows are those at the top', async () => {
  expect(await drawn({ size: 3, method: 'first' })).toEqual([0, 1, 2]);
  expect(ctx.findings).toEqual([expect.objectContaining({ code: 'data.sampled', rows: 97 })]);
});

test('random rows are exactly so many, in their order, and not those at the top', async () => {
  const rows = await drawn({ size: 30 });
  expect(rows).toHaveLength(30);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(rows.at(-1)).toBeGreaterThan(60);
});

test('the seed decides, threads do not', async () => {
  const [same, other] = await Promise.all([openContext({ threads: 1 }), openContext({ seed: 8 })]);
  const rows = await drawn({ size: 30 });
  const again = await tableOf(
    same,
    'x:integer y:category:target',
    Array.from({ length: 100 }, (_, i) => [i, 'a']),
  );
  const alone = await same.rowsOf(only(await transform(node, { size: 30 }, { table: again, ctx: same })));
  expect(alone.map(({ x }) => Number(x))).toEqual(rows);
  expect(await drawn({ size: 30 }, { ...ctx, seed: other.seed })).not.toEqual(rows);
  await same.close();
  await other.close();
});

test('a stratified sample has the classes in their shares, rows without one too', async () => {
  const rows = await drawn({ size: 50, method: 'stratified' });
  const [a, b, none] = [rows.filter((x) => x < 80), rows.filter((x) => x >= 80 && x < 98), rows.filter((x) => x >= 98)];
  expect([a.length, b.length, none.length]).toEqual([40, 9, 1]);
  expect(ctx.findings[0]?.examples).toEqual(['(missing): 1 of 2', 'a: 40 of 80', 'b: 9 of 18']);
});

test('a table that is small enough stays whole, and nothing is said', async () => {
  expect(await drawn({ size: 100 })).toHaveLength(100);
  expect(ctx.findings).toEqual([]);
});

const flowWith = (params: { readonly size: number; readonly method?: string }) =>
  sketch({
    nodes: {
      data: {
        type: 'source.inline-table',
        params: { columns: [{ name: 'x' }], rows: Array.from({ length: 40 }, (_, i) => [i]) },
      },
      split: { type: 'split.train-test', params: { validation: 0, test: 0.5, shuffle: false } },
      some: { type: 'clean.sample-rows', params },
    },
    wires: ['data.table > split.table', 'split.table > some.table'],
  });

test('behind a split the parts are counted anew', async () => {
  const run = await engine
    .open(flowWith({ size: 25, method: 'first' }))
    .run()
    .expect('succeeded');
  expect(run.output('some', 'table')).toMatchObject({ rows: 25, split: { counts: { train: 20, test: 5 } } });
});

test('strata need a target', async () => {
  expect(await engine.open(flowWith({ size: 25, method: 'stratified' })).problems()).toEqual(['data.no-target some']);
});
