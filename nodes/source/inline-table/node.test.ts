import { afterAll, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

const typesOf = async (rows: readonly (readonly (string | number | boolean | null)[])[]): Promise<readonly string[]> =>
  only(await read(node, { rows }, ctx)).columns.map(({ type }) => type);

test('finds a type that all cells of a column can have', async () => {
  const rows = [
    [1, 1, true, '2024-02-29', 'a', '12', '007'],
    [2, 1.5, null, '2024-03-01 10:30', 'b', '-3', '008'],
  ];
  expect(await typesOf(rows)).toEqual(['integer', 'number', 'boolean', 'datetime', 'category', 'integer', 'category']);
});

test('a day that does not exist makes no date of a column', async () => {
  expect(await typesOf([['2023-02-29']])).toEqual(['category']);
});

test('many texts that never come back are text, not levels', async () => {
  expect(await typesOf(Array.from({ length: 8 }, (_, row) => [`sentence ${row}`]))).toEqual(['text']);
});

test('cells that do not fit a given type become missing and are counted with their rows', async () => {
  const table = only(await read(node, { columns: [{ name: 'n', type: 'number' }], rows: [[1], ['x'], ['']] }, ctx));
  expect(await ctx.rowsOf(table)).toMatchObject([{ n: 1 }, { n: null }, { n: null }]);
  expect(ctx.findings.at(-1)).toMatchObject({ code: 'data.conversion-failed', rows: 1, examples: ['x (row 2)'] });
});

test('short rows are filled up and columns without a name get one', async () => {
  const table = only(await read(node, { columns: [{ name: 'a' }], rows: [[1], [2, 3]] }, ctx));
  expect(table.columns.map(({ name }) => name)).toEqual(['a', 'column_2']);
  expect(await ctx.rowsOf(table)).toMatchObject([{ column_2: null }, { column_2: 3 }]);
});

test('more than 10,000 cells are refused', async () => {
  const rows = Array.from({ length: 5001 }, () => [1, 2]);
  await expect(read(node, { rows }, ctx)).rejects.toMatchObject({ code: 'data.too-many-cells' });
});
