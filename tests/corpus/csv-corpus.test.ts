import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TableShape } from '../../contract/shape.ts';
import csv from '../../nodes/source/csv-file/node.ts';
import { openContext } from '../conformance/node-context.ts';
import { only, read } from '../conformance/node-driver.ts';
import { type NastyFile, nastyFiles } from './nasty-files.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-corpus-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});

const readFile = async (file: NastyFile) => {
  ctx.findings.length = 0;
  await writeFile(join(folder, 'nasty [1]*.csv'), file.content);
  return read(csv, { path: 'nasty [1]*.csv', badRows: 'quarantine', ...file.params }, ctx);
};

const fine = nastyFiles.filter(({ refused }) => refused === undefined);
const refused = nastyFiles.filter((file) => file.refused !== undefined);

test('there are enough nasty files', () => {
  expect(nastyFiles.length).toBeGreaterThanOrEqual(50);
  expect(new Set(nastyFiles.map(({ name }) => name)).size).toBe(nastyFiles.length);
});

test.each(refused)('$name: refused with its code', async (file) => {
  await expect(readFile(file)).rejects.toMatchObject({ code: file.refused });
});

test.each(fine)('$name: no record is lost', async (file) => {
  const outputs = await readFile(file);
  const bad = await ctx.rowsOf(only(outputs, 'quarantine'));
  expect(only(outputs).rows + bad.length).toBe(file.records);
  expect(bad.map(({ line }) => line)).toEqual(file.badLines ?? []);
  const counted = ctx.findings
    .filter(({ code }) => code === 'data.bad-rows')
    .reduce((sum, { rows = 0 }) => sum + rows, 0);
  expect(counted).toBe(bad.length);
});

test.each(fine)('$name: read right', async (file) => {
  const table = only(await readFile(file));
  if (file.columns !== undefined)
    expect(table.columns.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(file.columns);
  const rows = await ctx.rowsOf(table);
  const cells = rows.map((row) => table.columns.map(({ name }) => row[name]));
  expect(cells.slice(0, file.rows?.length ?? 0)).toEqual(file.rows ?? []);
  expect(ctx.findings.map(({ code }) => code)).toEqual(expect.arrayContaining([...(file.findings ?? [])]));
});

test.each(fine.filter(({ content }) => content.length < 50_000))(
  '$name: a look at the head says the same',
  async (file) => {
    const table = only(await readFile(file));
    if (csv.role !== 'source') throw new Error('not a source');
    const params = csv.params.parse({ path: 'nasty [1]*.csv', badRows: 'quarantine', ...file.params });
    const shape = (await csv.inspect(params as never, ctx)) as TableShape;
    expect(shape.columns).toEqual(table.columns);
    expect(shape.rows).toBe(table.rows);
  },
);

test('a file that is not there is named', async () => {
  await expect(read(csv, { path: 'no such.csv' }, ctx)).rejects.toMatchObject({ code: 'file.missing' });
  await expect(read(csv, {}, ctx)).rejects.toMatchObject({ code: 'param.required' });
});

test('the texts that keep a column from being numbers are listed with their lines', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => (i === 20 ? '"x\ny",20' : i === 30 ? 'n,thirty' : `n,${i}`));
  await readFile({ name: 'mixed', content: `t,n\n${lines.join('\n')}\n`, records: 40 });
  const finding = ctx.findings.find(({ code }) => code === 'data.mixed-types');
  expect(finding).toMatchObject({ column: 'n', rows: 1 });
  expect(finding?.examples?.[0]).toMatch(/^line 33 .*thirty/);
});
