import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Table } from '../../../contract/values.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-csv-node-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  ctx.findings.length = 0;
});

/** More than is looked at before types are guessed. */
const rows = 300_000;
const big = async (last: string): Promise<void> => {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i},${(i % 997) / 8},${i % 3 === 0 ? 'red' : 'blue'},text number ${i}`,
  );
  await writeFile(join(folder, 'big.csv'), `n,x,c,t\n${lines.join('\n')}\n${last}\n`);
};
const typesOf = async (): Promise<string> => {
  const table = only(await read(node, { path: 'big.csv' }, ctx));
  expect(table.rows).toBe(rows + 1);
  return table.columns.map(({ type }) => type).join(' ');
};

test('a big file is read by the types of its first rows where all others have them too', async () => {
  await big('7,0.5,red,last');
  expect(await typesOf()).toBe('integer number category text');
  expect(ctx.findings).toEqual([]);
});

test('one fraction at the end makes numbers of whole ones; nothing is rounded', async () => {
  await big('7.5,0.5,red,last');
  const table = only(await read(node, { path: 'big.csv' }, ctx));
  expect(table.columns[0]).toMatchObject({ type: 'number' });
  const [row] = await ctx.tables.rows(`SELECT max_by(n, __row) AS n FROM ${table.relation}`);
  expect(row?.['n']).toBe(7.5);
});

test('one word at the end makes no numbers of the column, and the word is shown with its line', async () => {
  await big('8,oops,red,last');
  expect(await typesOf()).toBe('integer category category text');
  const finding = ctx.findings.find(({ code }) => code === 'data.mixed-types');
  expect(finding).toMatchObject({ column: 'x', rows: 1 });
  expect(finding?.examples?.[0]).toMatch(new RegExp(`^line ${rows + 2} .*oops`));
});

test('one leading zero at the end keeps codes as they are written', async () => {
  await big('007,0.5,red,last');
  expect(await typesOf()).toBe('text number category text');
});

test('a ragged row at the end of a big file is found, with its line', async () => {
  await big('7,0.5');
  await expect(read(node, { path: 'big.csv' }, ctx)).rejects.toMatchObject({
    code: 'data.bad-rows',
    message: expect.stringContaining(`line ${rows + 2} `),
  });
});

test('bad rows are left out and counted where that is asked for', async () => {
  await writeFile(join(folder, 'ragged.csv'), 'a,b\n1,2\n3\n4,5,6\n7,8\n');
  const outputs = await read(node, { path: 'ragged.csv', badRows: 'skip' }, ctx);
  expect(only(outputs).rows).toBe(2);
  expect(only(outputs, 'quarantine').rows).toBe(0);
  expect(ctx.findings).toMatchObject([{ code: 'data.bad-rows', rows: 2 }]);
});

test('packed files are read as they are, whatever they are packed with', async () => {
  const select = 'SELECT i AS n, i / 8 AS x, CASE WHEN i % 3 = 0 THEN NULL ELSE i % 2 END AS c FROM range(20000) t(i)';
  for (const [ending, compression] of [
    ['zst', 'zstd'],
    ['gz', 'gzip'],
  ] as const) {
    const path = join(folder, `packed.csv.${ending}`);
    await ctx.tables.rows(`COPY (${select}) TO '${path}' (FORMAT csv, HEADER, COMPRESSION ${compression})`);
    const table = only(await read(node, { path: `packed.csv.${ending}` }, ctx));
    expect(table.columns.map(({ type }) => type)).toEqual(['integer', 'number', 'integer']);
    const [row] = await ctx.tables.rows(`SELECT count(*) AS n, sum(n) AS s, count(c) AS c FROM ${table.relation}`);
    expect(row).toEqual({ n: 20_000, s: 199_990_000, c: 13_333 });
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, whole.length - 200));
    await expect(read(node, { path: `packed.csv.${ending}` }, ctx)).rejects.toMatchObject({
      code: expect.stringMatching(/^data\./),
    });
  }
});

test('bad rows of a packed file are found with their lines', async () => {
  const path = join(folder, 'ragged.csv.zst');
  await ctx.tables.rows(
    `COPY (SELECT unnest(['a,b', '1,2', '3', '4,5'])) TO '${path}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIM '|', COMPRESSION zstd)`,
  );
  const outputs = await read(node, { path: 'ragged.csv.zst', badRows: 'quarantine' }, ctx);
  expect(only(outputs).rows).toBe(2);
  expect((await ctx.rowsOf(only(outputs, 'quarantine'))).map(({ line, text }) => [line, text])).toEqual([[3, '3']]);
});

test('the penguins come in with their types and their missing values', async () => {
  const bundled = await openContext({ folder: resolve(import.meta.dirname, '../../../resources/data') });
  const table = only(await read(node, { path: 'penguins.csv' }, bundled));
  expect(table.columns.map(({ type }) => type)).toEqual(
    [...'ccnnnnc'].map((letter) => (letter === 'c' ? 'category' : 'number')),
  );
  const [row] = await bundled.tables.rows(
    `SELECT count(*) AS n, count(sex) AS sexes, count(body_mass_g) AS masses FROM ${table.relation}`,
  );
  expect(row).toEqual({ n: 344, sexes: 334, masses: 342 });
  await bundled.close();
});

test('a big file is read once where a column of its first rows nearly is something else; its mistakes are counted over all', async () => {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i % 20 === 9 ? 'x' : i % 7},text that makes the file big ${i}`,
  );
  await writeFile(join(folder, 'nearly.csv'), `v,t\n${lines.join('\n')}\n`);
  const table = only(await read(node, { path: 'nearly.csv' }, ctx));
  expect(table.rows).toBe(rows);
  expect(ctx.findings).toMatchObject([{ code: 'data.mixed-types', column: 'v', rows: rows / 20 }]);
  expect(ctx.findings[0]?.examples).toHaveLength(5);
  expect(ctx.findings[0]?.examples?.[0]).toMatch(/^line 11 .*: x,/);
});

test('codes with leading zeros in a big file are counted over all rows, and are no examples of what is no number', async () => {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i % 20 === 9 ? '007' : i % 7},text that makes the file big ${i}`,
  );
  await writeFile(join(folder, 'codes.csv'), `v,t\n${lines.join('\n')}\n`);
  const table = only(await read(node, { path: 'codes.csv' }, ctx));
  expect(table.columns.map(({ type }) => type)).toEqual(['category', 'text']);
  expect(ctx.findings).toMatchObject([{ code: 'data.mixed-types', column: 'v', rows: rows / 20 }]);
  expect(ctx.findings[0]).not.toHaveProperty('examples');
});

test('many columns with spaces around their cells are read as few are', async () => {
  const kinds = [(row: number) => ` ${row}`, (row: number) => `${row}.5 `, (row: number) => ` word ${row % 2} `];
  const cell = (column: number, row: number): string => (row % 4 === 3 ? ' NA ' : (kinds[column % 3]?.(row) ?? ''));
  const file = async (name: string, count: number): Promise<void> => {
    const names = ['raw', ...Array.from({ length: count - 1 }, (_, at) => `read${at}`)];
    const lines = Array.from({ length: 12 }, (_, row) => names.map((_, column) => cell(column, row)).join(','));
    await writeFile(join(folder, name), `${names.join(',')}\n${lines.join('\n')}\n`);
  };
  await file('many.csv', 300);
  await file('few.csv', 3);
  const [many, few] = [
    only(await read(node, { path: 'many.csv' }, ctx)),
    only(await read(node, { path: 'few.csv' }, ctx)),
  ];
  expect(few.columns.map(({ type }) => type)).toEqual(['integer', 'number', 'category']);
  expect(many.columns.map(({ type }) => type)).toEqual(many.columns.map((_, at) => few.columns[at % 3]?.type));
  const cells = async (table: Table): Promise<readonly (readonly unknown[])[]> =>
    (await ctx.tables.rows(`SELECT * FROM ${table.relation}`)).map((row) =>
      table.columns.map(({ name }) => row[name] ?? null),
    );
  const repeated = (await cells(few)).map((row) => many.columns.map((_, at) => row[at % 3]));
  expect(await cells(many)).toEqual(repeated);
});
