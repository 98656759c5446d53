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

const tableWith = (values: readonly SqlValue[], type = 'number') =>
  tableOf(
    ctx,
    `v:${type}`,
    values.map((value) => [value]),
  );
const cells = async (params: object, values: readonly SqlValue[], type = 'number') => {
  const table = await tableWith(values, type);
  return (await ctx.rowsOf(only(await transform(node, { ...params }, { table, ctx })))).map(({ v }) => v);
};
const boundsOf = (params: object, values: readonly SqlValue[]) =>
  tableWith(values).then((table) => learn(node, { ...params }, { table, ctx }));

test('the bounds are those of the textbook', async () => {
  // Quartiles of 1 … 9 are 3 and 7, their median 5 and its median deviation 2; mean 5, deviation √(60 / 9).
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(await boundsOf({ method: 'iqr' }, values)).toEqual({ columns: { v: { low: -3, high: 13 } } });
  const deviation = Math.sqrt(60 / 9);
  expect(await boundsOf({ method: 'z' }, values)).toEqual({
    columns: { v: { low: expect.closeTo(5 - 3 * deviation, 12), high: expect.closeTo(5 + 3 * deviation, 12) } },
  });
  expect(await boundsOf({ method: 'robust-z', limit: 1 }, values)).toEqual({
    columns: { v: { low: expect.closeTo(5 - 2 / 0.6745, 12), high: expect.closeTo(5 + 2 / 0.6745, 12) } },
  });
});

test('values beyond are clipped and counted; missing stays missing, infinite is beyond, no number at all is not', async () => {
  // Quartiles of the finite ones are 2.5 and 7.5.
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100, -100, null, Infinity, 'nan'];
  expect(await cells({ limit: 1 }, values)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 12.5, -2.5, null, 12.5, NaN]);
  expect(ctx.findings).toEqual([
    expect.objectContaining({ code: 'data.outliers', column: 'v', rows: 3, examples: ['inf', '-100.0', '100.0'] }),
  ]);
});

test('whole numbers stay whole', async () => {
  const clipped = await cells({ limit: 0.3 }, [1, 2, 3, 4, 5, 6, 7, 8, 900], 'integer');
  expect(clipped.every(Number.isInteger)).toBe(true);
  expect(clipped).toEqual([2, 2, 3, 4, 5, 6, 7, 8, 8]);
});

test('flagging adds a column and changes nothing', async () => {
  const table = await tableOf(ctx, 'v outlier:text', [...[1, 2, 3, 4, 5].map((v) => [v, 'x']), [99, 'y']]);
  const outputs = await transform(node, { action: 'flag' }, { table, ctx });
  const rows = await ctx.rowsOf(only(outputs));
  expect(rows.map((row) => row['outlier_2'])).toEqual([false, false, false, false, false, true]);
  expect(rows.map(({ v }) => v)).toEqual([1, 2, 3, 4, 5, 99]);
  expect((await ctx.rowsOf(only(outputs, 'flagged'))).map(({ v }) => v)).toEqual([99]);
});

test('a column that does not spread is left alone, and that is said', async () => {
  expect(await cells({}, [3, 3, 3, 3, 3, 3, 3, 50])).toEqual([3, 3, 3, 3, 3, 3, 3, 50]);
  expect(ctx.findings).toEqual([expect.objectContaining({ code: 'data.no-spread', column: 'v' })]);
});

test('without a split no row is removed, as when predicting', async () => {
  expect(await cells({ action: 'remove' }, [1, 2, 3, 4, 99])).toHaveLength(5);
  expect(ctx.findings.at(-1)).toMatchObject({ code: 'data.dropped-rows', severity: 'warning', rows: 0, value: 1 });
});

test('in a flow only training rows are learned from and removed', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i === 3 ? 1000 : i >= 16 ? 5000 + i : i, i]);
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns: [{ name: 'v' }, { name: 'id' }], rows } },
      split: { type: 'split.train-test', params: { shuffle: false, validation: 0 } },
      far: { type: 'clean.outliers', params: { columns: ['v'], action: 'remove' } },
    },
    wires: ['data.table > split.table', 'split.table > far.table'],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  expect(run.output('far', 'table')).toMatchObject({ rows: 19, split: { counts: { train: 15, test: 4 } } });
  expect(run.output('far', 'flagged')).toMatchObject({ rows: 5, split: { counts: { train: 1, test: 4 } } });
  const ids = (await run.page('far')).page.map(({ cells: [, id] }) => id);
  expect(ids).toEqual([0, 1, 2, ...Array.from({ length: 16 }, (_, i) => i + 4)]);
});

const crowd = (far: number) => [
  ...Array.from({ length: 200 }, (_, i) => [
    Math.sin(i * 12.9898) * 2,
    Math.cos(i * 78.233) * 2,
    i % 9 === 0 ? null : 1,
  ]),
  [far, -far, 1],
];

test('an isolation forest flags the row that is unlike the others in all columns together', async () => {
  const table = await tableOf(ctx, 'a b c', crowd(9));
  const outputs = await transform(node, { method: 'isolation-forest', action: 'flag' }, { table, ctx });
  const flags = (await ctx.rowsOf(only(outputs))).map(({ outlier }) => outlier);
  expect(flags.indexOf(true)).toBe(200);
  expect(flags.filter(Boolean)).toHaveLength(1);
  expect((await ctx.rowsOf(only(outputs, 'flagged'))).map(({ a }) => a)).toEqual([9]);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.outliers', rows: 1 }));
});

test('an isolation forest can be asked to flag or to remove, not to clip', () => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const problemsOf = (params: object) =>
    node
      .shape(
        { kind: 'table', columns: [], split: { parts: false, folds: 0, repeats: 0 } },
        node.params.parse(params) as never,
      )
      .problems?.map(({ code, param }) => [code, param]);
  expect(problemsOf({ method: 'isolation-forest' })).toEqual([['param.invalid', 'action']]);
  expect(problemsOf({ method: 'isolation-forest', action: 'remove' })).toEqual([]);
});

test('a forest learns from training rows only, removes only those, and is the same for one thread', async () => {
  const params = { method: 'isolation-forest', action: 'remove' };
  const split = { parts: true, folds: 0, repeats: 0, counts: { train: 150, validation: 0, test: 51 } };
  const learnedFrom = async (on: typeof ctx, far: number) => {
    const table = await tableOf(on, 'a b c', crowd(far));
    const sql = `SELECT *, CASE WHEN __row % 4 = 0 THEN 'test' ELSE 'train' END AS __part FROM ${table.relation}`;
    const divided = await on.tables.derive(table, sql, table.columns, split);
    return { divided, state: await learn(node, params, { table: divided, ctx: on }) };
  };
  const { divided, state } = await learnedFrom(ctx, 9);
  expect((await learnedFrom(ctx, 99999)).state).toEqual(state);
  const single = await openContext({ threads: 1 });
  expect((await learnedFrom(single, 9)).state).toEqual(state);
  await single.close();
  const result = only(await transform(node, params, { table: divided, ctx, state }));
  expect((await ctx.rowsOf(result)).filter(({ __part }) => __part === 'test')).toHaveLength(51);
  expect(result.split.counts).toMatchObject({ test: 51 });
});

test('in many columns the same cells are clipped, and the same rows flagged, as in few', async () => {
  const columns = Array.from({ length: 300 }, (_, i) => `g${i}:${i % 3 === 0 ? 'integer' : 'number'}`);
  const cellAt = (row: number, column: number): SqlValue => {
    if (row === 7 && column % 5 === 1) return null;
    if (row === 3 && column % 200 === 0) return column % 400 === 0 ? 500 : -500;
    const value = ((row * 31 + column * 17) % 23) / (column % 3 === 0 ? 1 : 4);
    return value;
  };
  const rows = Array.from({ length: 30 }, (_, row) => columns.map((_, column) => cellAt(row, column)));
  const wide = await transform(node, {}, { table: await tableOf(ctx, columns.join(' '), rows), ctx });
  const found = await ctx.rowsOf(only(wide));
  for (const first of [0, 200]) {
    const some = columns.slice(first, first + 100);
    const table = await tableOf(
      ctx,
      some.join(' '),
      rows.map((row) => row.slice(first, first + 100)),
    );
    const few = await ctx.rowsOf(only(await transform(node, {}, { table, ctx })));
    const names = some.map((column) => column.split(':')[0] ?? '');
    expect(found.map((row) => names.map((name) => row[name]))).toEqual(
      few.map((row) => names.map((name) => row[name])),
    );
    expect(few[3]?.[`g${first}`]).not.toBe(rows[3]?.[first]);
  }
  expect((await ctx.rowsOf(only(wide, 'flagged'))).map(({ g1 }) => g1)).toEqual([found[3]?.['g1']]);
  expect(ctx.findings.length).toBeGreaterThan(0);
});
