import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlRow, SqlValue } from '../../../contract/context.ts';
import type { RecipeStep, Table } from '../../../contract/values.ts';
import { refitRecipe } from '../../../engine/learning/replay.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { nodes } from '../../index.ts';
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

const methods = ['weights', 'oversample', 'undersample', 'smote-nc'] as const;
const row = (i: number): SqlValue[] => {
  const kind = i % 10 === 0 ? 'rare' : i % 3 === 0 ? 'some' : 'most';
  return [(i * 37) % 101, i % 7 === 0 ? null : (i * 13) % 17, kind === 'rare' ? 'red' : 'blue', i % 2, kind, i];
};
const rows = Array.from({ length: 120 }, (_, i) => row(i));
const names = 'x n:integer c:category b:boolean y:category:target id:integer:id';
const table = await tableOf(ctx, names, rows);

const countsOf = (found: readonly SqlRow[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { y } of found) counts[String(y)] = (counts[String(y)] ?? 0) + 1;
  return counts;
};
const balanced = async (params: object, of: Table = table) =>
  ctx.rowsOf(only(await transform(node, { ...params }, { table: of, ctx })));

test('weights of each class sum to the same, and all to the number of rows', async () => {
  const sums: Record<string, number> = {};
  for (const { y, weight } of await balanced({})) sums[String(y)] = (sums[String(y)] ?? 0) + Number(weight);
  for (const level of ['rare', 'some', 'most']) expect(sums[level]).toBeCloseTo(40, 9);
});

test('weights that are there already are multiplied, and rows without a class keep theirs', async () => {
  const own = await tableOf(ctx, 'w:integer:weight y:category:target', [
    [1, 'a'],
    [2, 'a'],
    [3, 'a'],
    [4, 'b'],
    [5, null],
  ]);
  const result = only(await transform(node, {}, { table: own, ctx }));
  expect(result.columns[0]).toEqual({ name: 'w', type: 'number', role: 'weight' });
  const weights = (await ctx.rowsOf(result)).map(({ w }) => Number(w));
  [2 / 3, 4 / 3, 2, 8, 5].forEach((expected, i) => {
    expect(weights[i]).toBeCloseTo(expected, 12);
  });
});

test('classes have exactly as many rows as the largest, or as the smallest', async () => {
  expect(countsOf(await balanced({ method: 'oversample' }))).toEqual({ rare: 72, some: 72, most: 72 });
  expect(countsOf(await balanced({ method: 'smote-nc' }))).toEqual({ rare: 72, some: 72, most: 72 });
  expect(countsOf(await balanced({ method: 'undersample' }))).toEqual({ rare: 12, some: 12, most: 12 });
  expect(ctx.findings.map(({ code, rows: changed }) => [code, changed])).toEqual([
    ['data.balanced', 96],
    ['data.balanced', 96],
    ['data.balanced', 84],
  ]);
});

test.each(['oversample', 'smote-nc'])('%s leaves measured rows as they are and flags the others', async (method) => {
  const found = await balanced({ method });
  const real = found.filter(({ synthetic }) => synthetic === false);
  expect(real.map(({ synthetic: _, ...cells }) => cells)).toEqual(await ctx.rowsOf(table));
  const made = found.filter(({ synthetic }) => synthetic === true);
  expect(new Set(found.map(({ __row }) => __row)).size).toBe(found.length);
  for (const { __row, id } of made) expect([Number(__row) >= 2 ** 31, id]).toEqual([true, null]);
});

test('copies are dealt evenly among the rows of a class', async () => {
  const found = await balanced({ method: 'oversample' });
  const times = new Map<string, number>();
  for (const { x, n, y } of found) if (y === 'rare') times.set(`${x} ${n}`, (times.get(`${x} ${n}`) ?? 0) + 1);
  expect([...times.values()]).toEqual(Array.from({ length: 12 }, () => 6));
});

test('made-up rows lie between rows of their class, with whole numbers whole and categories that there are', async () => {
  const found = await balanced({ method: 'smote-nc' });
  const rare = rows.filter(([, , , , y]) => y === 'rare').map(([x]) => Number(x));
  for (const { synthetic, x, n, c, b, y } of found) {
    if (!synthetic || y !== 'rare') continue;
    expect(Number(x)).toBeGreaterThanOrEqual(Math.min(...rare));
    expect(Number(x)).toBeLessThanOrEqual(Math.max(...rare));
    expect([n === null || Number.isInteger(n), c, typeof b]).toEqual([true, 'red', 'boolean']);
  }
  expect(found.some(({ synthetic, x }) => synthetic && !Number.isInteger(x))).toBe(true);
});

test('a class of one row is repeated, and that is said', async () => {
  const few = await tableOf(ctx, 'x y:category:target', [
    [1, 'a'],
    [2, 'a'],
    [3, 'a'],
    [9, 'b'],
  ]);
  const found = await balanced({ method: 'smote-nc' }, few);
  expect(found.filter(({ y }) => y === 'b').map(({ x }) => x)).toEqual([9, 9, 9]);
  expect(ctx.findings.map(({ code }) => code)).toEqual(['data.no-neighbours', 'data.balanced']);
});

test('one class only is nothing to balance', async () => {
  const one = await tableOf(ctx, 'x y:category:target', [
    [1, 'a'],
    [2, 'a'],
  ]);
  for (const method of methods) expect(await balanced({ method }, one)).toHaveLength(2);
  expect(ctx.findings.map(({ code }) => code)).toEqual(methods.map(() => 'data.nothing-to-balance'));
});

test('a growth beyond all measure is refused before it is begun', async () => {
  const sql = `SELECT 1.5::DOUBLE AS x, CASE WHEN i < 3000 THEN 'c' || i ELSE 'big' END AS y FROM range(5000) r(i)`;
  const many = await ctx.tables.create(sql, [
    { name: 'x', type: 'number', role: 'feature' },
    { name: 'y', type: 'category', role: 'target' },
  ]);
  await expect(balanced({ method: 'oversample' }, many)).rejects.toMatchObject({ code: 'data.balance-too-large' });
});

const columns = [
  { name: 'x' },
  { name: 'n' },
  { name: 'c' },
  { name: 'b', type: 'boolean' },
  { name: 'y' },
  { name: 'id' },
];
const inFlow = (method: string, split: object = { type: 'split.train-test', params: { validation: 0.2 } }) =>
  sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows } as never },
      roles: { type: 'clean.columns', params: { roles: { y: 'target', id: 'id' } } },
      split: split as never,
      balance: { type: 'clean.balance', params: { method } },
      model: { type: 'train.logistic-regression' },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > balance.table',
      'balance.table > model.table',
    ],
  });

test.each(methods)('%s changes training rows and not a bit of the others; a learner takes them', async (method) => {
  const run = await engine.open(inFlow(method)).run().expect('succeeded');
  const before = (await run.page('split', 'table', { limit: 1000 })).page;
  const after = (await run.page('balance', 'table', { limit: 1000 })).page;
  const held = (page: typeof before) => page.filter(({ part }) => part !== 'train');
  expect(held(after).map(({ row: id, part, cells }) => ({ row: id, part, cells: cells.slice(0, 6) }))).toEqual(
    held(before).map(({ row: id, part, cells }) => ({ row: id, part, cells })),
  );
  const output = run.output('balance', 'table');
  if (output.kind !== 'table') throw new Error('no table');
  const count = (part: string): number => after.filter((one) => one.part === part).length;
  expect(output.split.counts).toEqual({ train: count('train'), validation: count('validation'), test: count('test') });
  const added = after[0]?.cells.length === 7 ? held(after).map(({ cells }) => cells[6]) : [];
  expect([...new Set(added)]).toEqual(method === 'weights' ? [1] : method === 'undersample' ? [] : [false]);
});

test('with weights a learner does what it does with balanced classes', async () => {
  const weighted = await engine.open(inFlow('weights')).run().expect('succeeded');
  const flow = inFlow('weights');
  const { balance: _, ...others } = flow.nodes;
  const model = { ...others['model'], params: { classWeight: 'balanced' } };
  const edges = [...flow.edges.slice(0, 2), { from: 'split.table', to: 'model.table' }];
  const own = await engine
    .open({ ...flow, nodes: { ...others, model } as never, edges })
    .run()
    .expect('succeeded');
  const [one, two] = [await weighted.page('model', 'predictions'), await own.page('model', 'predictions')];
  expect(one.page.length).toBeGreaterThan(0);
  for (const [at, { cells }] of one.page.entries())
    cells.forEach((cell, place) => {
      const other = two.page[at]?.cells[place];
      if (typeof cell === 'number') expect(cell).toBeCloseTo(Number(other), 4);
      else expect(cell).toEqual(other);
    });
});

test('the folds of a split stay with measured rows', async () => {
  const split = { type: 'split.k-fold', params: { k: 4 } };
  const run = await engine.open(inFlow('oversample', split)).run().expect('succeeded');
  const output = run.output('balance', 'table');
  expect(output.kind === 'table' && output.split.folds).toBe(4);
});

test.each(methods)('inside a fold %s sees the rows of that fold only', async (method) => {
  const step: RecipeStep = {
    node: 'balance',
    type: 'clean.balance',
    version: 1,
    kind: 'training',
    params: { method },
    state: null,
  };
  const sql = `SELECT *, CASE WHEN __row % 4 = 1 THEN 'validation' ELSE 'train' END AS __part FROM ${table.relation}`;
  const divided = await ctx.tables.derive(table, sql, table.columns, { parts: true, folds: 0, repeats: 0 });
  const made = await refitRecipe({ nodes, context: ctx, keep: async (one) => one }, [step], divided);
  const found = await ctx.rowsOf(made);
  const training = found.filter(({ __part }) => __part === 'train');
  const [first = 0, ...more] = Object.values(countsOf(training));
  if (method !== 'weights') for (const count of more) expect(count).toBe(first);
  const held = found.filter(({ __part }) => __part === 'validation');
  const cells = (one: SqlRow) => [one['__row'], one['x'], one['n'], one['c'], one['b'], one['y'], one['id']];
  expect(held.map(cells)).toEqual(
    (await ctx.rowsOf(divided)).filter(({ __part }) => __part === 'validation').map(cells),
  );
  const rare = training.filter(({ y }) => y === 'rare').map(({ x }) => Number(x));
  const seen = rows.flatMap(([x, , , , y], i) => (y === 'rare' && i % 4 !== 1 ? [Number(x)] : []));
  expect(Math.min(...rare)).toBeGreaterThanOrEqual(Math.min(...seen));
  expect(Math.max(...rare)).toBeLessThanOrEqual(Math.max(...seen));
});

test('a number as target is said to be none for it, and standing before the split, too', async () => {
  const flow = inFlow('weights');
  const { problems } = await engine
    .open({
      ...flow,
      nodes: { ...flow.nodes, roles: { ...flow.nodes['roles'], params: { roles: { x: 'target' } } } } as never,
    })
    .check();
  expect(problems.map(({ code }) => code)).toContain('data.wrong-type');
  const early = sketch({
    nodes: { data: { type: 'source.sample' }, balance: 'clean.balance', split: 'split.train-test' },
    wires: ['data.table > balance.table', 'balance.table > split.table'],
  });
  expect((await engine.open(early).check()).problems.map(({ code }) => code)).toContain('leak.fitted-before-split');
});
