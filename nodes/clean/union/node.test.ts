import { afterAll, beforeEach, expect, test } from 'vitest';
import { createRandom } from '../../../algorithms/random/random.ts';
import type { Report } from '../../../contract/report.ts';
import type { Table } from '../../../contract/values.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { run, tableOf } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';
import { guessUnits } from './unit-guess.ts';

const ctx = await openContext();
const engine = await openEngine({ workers: 0 });
afterAll(async () => {
  await ctx.close();
  await engine.close();
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const united = async (tables: readonly Table[], params = {}) =>
  (await run(node, params, { inputs: { tables }, ctx })) as { readonly table: Table; readonly report: Report };
const cells = async (tables: readonly Table[], params = {}) =>
  (await ctx.rowsOf((await united(tables, params)).table)).map((row) => Object.values(row));

const north = await tableOf(ctx, 'day:text sales:integer', [
  ['mon', 3],
  ['tue', 5],
]);
const south = await tableOf(ctx, 'Sales:number weather:category day:text', [[7.5, 'rain', 'mon']]);

test('rows stand below each other, with the table they come from', async () => {
  expect(await cells([north, south], { names: ['north'] })).toEqual([
    [0, 'mon', 3, null, 'north'],
    [1, 'tue', 5, null, 'north'],
    [2, 'mon', 7.5, 'rain', '2'],
  ]);
  expect((await united([north, south])).table.columns).toEqual([
    { name: 'day', type: 'text', role: 'feature' },
    { name: 'sales', type: 'number', role: 'feature' },
    { name: 'weather', type: 'category', role: 'feature' },
    { name: 'source', type: 'category', role: 'ignored' },
  ]);
});

test('tables are called by the titles of their nodes, equal ones with their place, and anew when a title changes', async () => {
  const source = (title?: string) => ({
    type: 'source.inline-table',
    params: { columns: [{ name: 'k' }], rows: [[1]] } as never,
    ...(title === undefined ? {} : { title }),
  });
  const sourcesOf = async (...titles: readonly (string | undefined)[]) => {
    const [a, b, c] = titles;
    const flow = sketch({
      nodes: {
        a: source(a),
        b: source(b),
        c: source(c),
        union: { type: 'clean.union', params: { names: ['', '', ''] } },
      },
      wires: ['a.table > union.tables', 'b.table > union.tables', 'c.table > union.tables'],
    });
    const run = await engine.open(flow).run().expect('succeeded');
    return (await run.page('union')).page.map((row) => row.cells[1]);
  };
  expect(await sourcesOf('North', 'South', undefined)).toEqual(['North', 'South', '3']);
  expect(await sourcesOf('North', 'North', undefined)).toEqual(['North (1)', 'North (2)', '3']);
});

test('only the columns that all have, where asked, and the others are told', async () => {
  expect(await cells([north, south], { columns: 'intersect', sourceColumn: false })).toEqual([
    [0, 'mon', 3],
    [1, 'tue', 5],
    [2, 'mon', 7.5],
  ]);
  expect(ctx.findings).toContainEqual(
    expect.objectContaining({ code: 'data.union-columns-dropped', examples: ['weather'] }),
  );
});

test('types that differ are widened and listed, missing columns counted, other spellings told', async () => {
  const { report } = await united([north, south]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.union-types', column: 'sales', examples: ['1: integer', '2: number'] },
    { code: 'data.union-column-missing', column: 'weather', rows: 2 },
    { code: 'data.union-names', examples: ['sales', 'Sales'] },
  ]);
  expect(report.findings).toEqual(ctx.findings);
  expect(report.tables[1]?.rows).toContainEqual(['sales', 'number', '1: integer, 2: number', '']);
});

test('numbers and texts in one column become text, whole numbers without a point', async () => {
  const texts = await tableOf(ctx, 'sales:text', [['n/a']]);
  const numbers = await tableOf(ctx, 'sales:number', [[3], [2.5]]);
  expect((await cells([texts, numbers])).map((row) => row[1])).toEqual(['n/a', '3', '2.5']);
});

const normal = (seed: number, n: number, { mean = 20, deviation = 4 } = {}) => {
  const random = createRandom(seed);
  const sum = () => Array.from({ length: 12 }, () => random.next()).reduce((a, b) => a + b, -6);
  return Array.from({ length: n }, () => mean + deviation * sum());
};
const measured = (values: readonly number[]) =>
  tableOf(
    ctx,
    'v:number',
    values.map((value) => [value]),
  );

test.each([
  ['°C and °F', (v: number) => 1.8 * v + 32, 'warning'],
  ['°C and °F', (v: number) => (v - 32) / 1.8, 'warning'],
  ['inches and millimetres', (v: number) => v * 25.4, 'warning'],
  ['kilograms and pounds', (v: number) => v * 0.45359237, 'info'],
  ['miles and kilometres', (v: number) => v * 1.609344, 'info'],
  ['a factor of 1000', (v: number) => v / 1000, 'warning'],
])('values in %s are pointed out', async (text, convert, severity) => {
  const { report } = await united([await measured(normal(1, 400)), await measured(normal(2, 400).map(convert))]);
  expect(ctx.findings).toMatchObject([{ code: 'data.union-units', severity, column: 'v' }]);
  expect(ctx.findings[0]?.message).toContain(text);
  expect(report.tables[2]?.rows[1]?.at(-1)).toBe(text);
});

test('samples of the same thing, or of different things in the same unit, raise no alarm', () => {
  const spread = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? 0;
    return { n: sorted.length, median: at(0.5), range: at(0.75) - at(0.25) };
  };
  const alarms = Array.from({ length: 400 }, (_, i) => [
    guessUnits(spread(normal(i, 40)), spread(normal(i + 1000, 40))),
    guessUnits(spread(normal(i, 100, { mean: 0 })), spread(normal(i + 1000, 100, { mean: 0 }))),
    guessUnits(spread(normal(i, 200)), spread(normal(i + 1000, 200, { mean: 24, deviation: 5 }))),
    guessUnits(spread(normal(i, 200)), spread(normal(i + 1000, 200, { mean: 20, deviation: 40 }))),
  ]).flat();
  expect(alarms.filter((guess) => guess !== undefined)).toEqual([]);
});

const split = { parts: true, folds: 0, repeats: 0 };
const parted = (table: Table) =>
  ctx.tables.derive(table, `SELECT *, 'test' AS __part FROM ${table.relation}`, table.columns, split);

test('tables that are split alike keep their parts, others are refused', async () => {
  const { table } = await united([await parted(north), await parted(south)]);
  expect(table.split).toEqual(split);
  expect((await ctx.rowsOf(table)).map(({ __part }) => __part)).toEqual(['test', 'test', 'test']);
  await expect(united([north, await parted(south)])).rejects.toMatchObject({ code: 'data.mixed-splits' });
});

test('mixed splits are a problem while editing', async () => {
  const flow = sketch({
    nodes: {
      a: { type: 'source.inline-table', params: { columns: [{ name: 'k' }], rows: [[1]] } },
      split: 'split.train-test',
      union: 'clean.union',
    },
    wires: ['a.table > split.table', 'a.table > union.tables', 'split.table > union.tables'],
  });
  expect(await engine.open(flow).problems()).toEqual(['data.mixed-splits union']);
});

test('what was learned before a union is not part of models behind it, and that is said', async () => {
  const flow = sketch({
    nodes: {
      a: { type: 'source.inline-table', params: { columns: [{ name: 'k' }], rows: [[1], [2]] } },
      scale: 'clean.scale',
      union: 'clean.union',
    },
    wires: ['a.table > scale.table', 'scale.table > union.tables', 'a.table > union.tables'],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  expect(run.node('union').findings).toContainEqual(
    expect.objectContaining({ code: 'data.recipe-cut', message: expect.stringContaining('“scale”') }),
  );
});
