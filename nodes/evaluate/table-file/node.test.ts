import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../../contract/report.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { run, tableOf } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-table-file-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});

const table = await tableOf(ctx, 'name:text x', [
  ['a, "b"\nc', 1.5],
  ['', null],
  [null, Number.POSITIVE_INFINITY],
]);
const written = async (params: { readonly path: string; readonly format?: string }): Promise<Report> =>
  (await run(node, params, { inputs: { table }, ctx }))['report'] as Report;

test('CSV keeps quotes, line breaks and the difference between empty and missing', async () => {
  await written({ path: 'out.csv' });
  expect(await readFile(join(folder, 'out.csv'), 'utf8')).toBe('name,x\n"a, ""b""\nc",1.5\n"",\n,inf\n');
});

test('NDJSON has one object a line', async () => {
  await written({ path: 'out.jsonl' });
  const lines = (await readFile(join(folder, 'out.jsonl'), 'utf8')).trim().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({ name: 'a, "b"\nc', x: 1.5 });
  expect(lines).toHaveLength(3);
});

test('Parquet is read back the same', async () => {
  await written({ path: 'deep/er/out.parquet' });
  const found = await ctx.tables.rows(`SELECT * FROM read_parquet('${join(folder, 'deep/er/out.parquet')}')`);
  expect(found).toEqual([
    { name: 'a, "b"\nc', x: 1.5 },
    { name: '', x: null },
    { name: null, x: Number.POSITIVE_INFINITY },
  ]);
});

test('the part is written beside the columns', async () => {
  const split = await ctx.tables.derive(table, `SELECT *, 'train' AS __part FROM ${table.relation}`, table.columns, {
    parts: true,
    folds: 0,
    repeats: 0,
  });
  await run(node, { path: 'parts.csv' }, { inputs: { table: split }, ctx });
  expect(await readFile(join(folder, 'parts.csv'), 'utf8')).toMatch(/^part,name,x\ntrain,/);
});

test('the report says what was written, and no temporary file is left', async () => {
  const { facts } = await written({ path: 'again.csv' });
  expect(facts.slice(0, 3)).toEqual([
    { label: 'File', value: 'again.csv' },
    { label: 'Format', value: 'csv' },
    { label: 'Rows', value: '3' },
  ]);
  expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
});

test('nothing is written outside of the folder', async () => {
  await expect(written({ path: '../out.csv' })).rejects.toMatchObject({ code: 'file.outside-folder' });
});
