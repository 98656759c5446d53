import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TableShape } from '../../contract/shape.ts';
import excel from '../../nodes/source/excel-file/node.ts';
import json from '../../nodes/source/json-file/node.ts';
import parquet from '../../nodes/source/parquet-file/node.ts';
import { openContext } from '../conformance/node-context.ts';
import { only, read } from '../conformance/node-driver.ts';
import { nastyFiles } from './nasty-files.ts';
import { nastyJson } from './nasty-json.ts';
import { nastyParquet } from './nasty-parquet.ts';
import type { NastySource } from './nasty-sources.ts';
import { nastyWorkbooks } from './nasty-workbooks.ts';

const nodes = { 'source.excel-file': excel, 'source.json-file': json, 'source.parquet-file': parquet };

const folder = await mkdtemp(join(tmpdir(), 'millrace-sources-corpus-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
const all = [...nastyJson, ...(await nastyParquet(ctx, folder)), ...nastyWorkbooks];
const fine = all.filter(({ refused }) => refused === undefined);

const readSource = async ({ type, file, content, params }: NastySource) => {
  ctx.findings.length = 0;
  await writeFile(join(folder, file), content);
  return only(await read(nodes[type], { path: file, ...params }, ctx));
};

/** Findings that count records which are no rows. */
const leavingOut = ['data.bad-records', 'data.no-records', 'data.empty-rows'];

test('with the CSV files there are well over sixty nasty files of all formats', () => {
  expect(nastyFiles.length + all.length).toBeGreaterThan(100);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test.each(all.filter(({ refused }) => refused !== undefined))('$name: refused with its code', async (source) => {
  const failure = await readSource(source).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: source.refused });
  // What is shown to people names their file and not where ours are kept.
  expect(String(failure)).not.toContain(folder);
});

test.each(fine)('$name: no record is lost', async (source) => {
  const table = await readSource(source);
  const left = ctx.findings.filter(({ code }) => leavingOut.includes(code));
  expect(table.rows + left.reduce((sum, { rows = 0 }) => sum + rows, 0)).toBe(source.records);
});

test.each(fine)('$name: read right', async (source) => {
  const table = await readSource(source);
  if (source.columns !== undefined)
    expect(table.columns.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(source.columns);
  expect(ctx.findings.map(({ code }) => code)).toEqual(expect.arrayContaining([...(source.findings ?? [])]));
  if (!source.rows) return;
  const rows = await ctx.tables.rows(`SELECT * FROM ${table.relation} ORDER BY __row LIMIT ${source.rows.length}`);
  expect(rows.map((row) => table.columns.map(({ name }) => row[name]))).toEqual(source.rows);
});

test.each(fine)('$name: a look at the head knows the columns', async (source) => {
  const table = await readSource(source);
  const node = nodes[source.type];
  if (node.role !== 'source') throw new Error('not a source');
  const params = node.params.parse({ path: source.file, ...source.params });
  const shape = (await node.inspect(params as never, ctx)) as TableShape;
  expect(shape.columns?.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
});
