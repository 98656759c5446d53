import { afterAll, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

test.each([
  ['penguins', 344, 'species'],
  ['iris', 150, 'target'],
  ['wine', 178, 'target'],
  ['breast-cancer', 569, 'target'],
  ['seattle-weather', 1461, 'weather'],
  ['digits', 1797, 'digit'],
  ['moons', 1000, 'moon'],
  ['blobs', 1000, 'blob'],
  ['linear', 1000, 'y'],
  ['churn', 1000, 'churned'],
  ['house-prices', 1000, 'price'],
  ['tickets', 1000, 'topic'],
  ['drifting-stream', 1000, 'stopped'],
  ['daily-demand', 1000, 'sold'],
])('%s has %i rows and the target %s, as its shape says beforehand', async (name, rows, target) => {
  if (node.role !== 'source') throw new Error('not a source');
  const table = only(await read(node, { name }, ctx));
  const shaped = node.shape(node.params.parse({ name }) as never, undefined);
  expect(shaped.outputs['table']).toMatchObject({ columns: table.columns, rows: table.rows });
  expect(table.rows).toBe(rows);
  expect(table.columns.filter(({ role }) => role === 'target').map(({ name: found }) => found)).toEqual([target]);
});

test('the bundled files have the columns that are said of them', async () => {
  const table = only(await read(node, { name: 'breast-cancer', rows: 1 }, ctx));
  const [row] = await ctx.rowsOf(table);
  expect(row).toMatchObject({
    mean_radius: 17.99,
    radius_error: 1.095,
    worst_fractal_dimension: 0.1189,
    target: 'malignant',
  });
});

test('cells go missing by the share asked for, never in the target, the same for the same seed', async () => {
  const holes = async (seed: number): Promise<string> => {
    const table = only(await read(node, { name: 'linear', rows: 2000, missing: 0.3, seed }, ctx));
    const rows = await ctx.rowsOf(table);
    expect(rows.every(({ y }) => y !== null)).toBe(true);
    return rows.map(({ x1 }) => (x1 === null ? '.' : 'x')).join('');
  };
  const first = await holes(1);
  expect(Math.abs(first.split('.').length / 2000 - 0.3)).toBeLessThan(0.04);
  expect(await holes(1)).toBe(first);
  expect(await holes(2)).not.toBe(first);
});

test('rows are copies of earlier ones by the share asked for, holes and all', async () => {
  const params = { name: 'churn', rows: 2000, missing: 0.1, duplicates: 0.2, seed: 3 };
  const table = only(await read(node, params, ctx));
  const rows = (await ctx.rowsOf(table)).map(({ __row, ...row }) => JSON.stringify(row));
  const repeated = rows.length - new Set(rows).size;
  expect(repeated).toBeGreaterThan(280);
  expect(repeated).toBeLessThan(420);
  const again = only(await read(node, params, ctx));
  expect((await ctx.rowsOf(again)).map(({ __row, ...row }) => JSON.stringify(row))).toEqual(rows);
});

test('dates of a generated series follow each other', async () => {
  const rows = await ctx.rowsOf(only(await read(node, { name: 'daily-demand', rows: 800 }, ctx)));
  const first = await ctx.tables.rows(`SELECT TIMESTAMP '2022-01-01' AS first, TIMESTAMP '2024-02-29' AS leap`);
  expect(rows[0]?.['date']).toEqual(first[0]?.['first']);
  expect(rows[789]?.['date']).toEqual(first[0]?.['leap']);
});
