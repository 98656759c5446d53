import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../engine/database/duckdb.ts';
import { summarise } from '../../engine/results/column-summary.ts';
import { Pages } from '../../engine/results/page.ts';
import { contentHash } from '../../engine/tables/content-hash.ts';
import csv from '../../nodes/source/csv-file/node.ts';
import { openContext } from '../conformance/node-context.ts';
import { only, read } from '../conformance/node-driver.ts';

const columns = 10_000;
/** A minute and more where others use the machine; a tenth of it where nobody does. */
const patience = 300_000;

const folder = await mkdtemp(join(tmpdir(), 'millrace-wide-'));
/** DuckDB counts on 256 kB for each column that it writes, of which it touches little: 10,000 columns need a limit of 3 GB. */
const ctx = await openContext({ folder, memoryBytes: 4_000_000_000 });
const database = await openDatabase({ folder: join(folder, 'spill'), threads: 2, memoryBytes: 2_000_000_000 });
afterAll(async () => {
  await ctx.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const write = (name: string, lines: readonly (readonly (string | number)[])[]): Promise<void> =>
  writeFile(join(folder, name), lines.map((cells) => `${cells.join(',')}\n`).join(''));
const each = <T>(cell: (index: number) => T): readonly T[] =>
  Array.from({ length: columns }, (_, index) => cell(index));

/** Whole numbers, texts, decimals, nothing at all, dates; the head of the file is longer than what is usually looked at. */
const cellOf = (column: number, row: number): string =>
  [`${row}`, `word ${row % 2}`, `${row}.5`, '', `2024-01-0${1 + row}`][column % 5] ?? '';

test(
  '10,000 columns are read by their types, paged, summed up and hashed',
  async () => {
    const lines = [0, 1, 2].map((row) => each((column) => cellOf(column, row)));
    await write('wide.csv', [each((index) => `expression of gene number ${index}`), ...lines]);
    const table = only(await read(csv, { path: 'wide.csv' }, ctx));
    expect(table.rows).toBe(3);
    const types = ['integer', 'category', 'number', 'number', 'datetime'];
    expect(table.columns.map(({ type }) => type)).toEqual(each((index) => types[index % 5]));
    const told = ctx.findings.filter(({ code }) => code === 'data.all-missing');
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toMatchObject({ value: 1900 });

    const { page } = await new Pages(database).page(table, { offset: 1, limit: 200 });
    expect(page.map(({ row }) => row)).toEqual([1, 2]);
    expect(page[1]?.cells.slice(-5)).toEqual([2, 'word 0', 2.5, null, '2024-01-03T00:00:00']);

    const connection = await database.connect();
    const summaries = await summarise(connection, { ...table, columns: table.columns.slice(0, 20) });
    expect(summaries.map(({ missing }) => missing)).toEqual(each((index) => (index % 5 === 3 ? 3 : 0)).slice(0, 20));
    expect(await contentHash(connection, table)).toBe(await contentHash(connection, table));
    connection.close();
  },
  2 * patience,
);

test(
  '10,000 columns of one name get names of their own, and the renaming is told in a hundred findings',
  async () => {
    ctx.findings.length = 0;
    await write('same.csv', [each(() => 'x'), each((index) => index)]);
    const table = only(await read(csv, { path: 'same.csv' }, ctx));
    expect(new Set(table.columns.map(({ name }) => name)).size).toBe(columns);
    expect(table.columns.at(-1)?.name).toBe('x_10000');
    expect(ctx.findings.filter(({ code }) => code === 'data.renamed-column')).toHaveLength(101);
  },
  patience,
);
