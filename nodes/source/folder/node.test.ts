import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { sqlText } from '../../../contract/sql.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-folder-node-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  ctx.findings.length = 0;
});
afterEach(() => rm(join(folder, 'lake'), { recursive: true, force: true }));

const put = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'lake', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
};
const putParquet = async (name: string, select: string): Promise<void> => {
  await put({ [name]: '' });
  await ctx.tables.rows(`COPY (${select}) TO ${sqlText(join(folder, 'lake', name))} (FORMAT parquet)`);
};
const readAll = async (params: JsonObject = {}) => {
  const table = only(await read(node, { glob: 'lake', ...params }, ctx));
  const columns = table.columns.map((column) => `${column.name}:${column.type}`).join(' ');
  const rows = (await ctx.rowsOf(table)).map(({ __row, ...cells }) => Object.values(cells));
  return { columns, rows };
};

test('files are one table in the order of their paths, each row with its file', async () => {
  await put({ 'b.csv': 'x,c\n3,r\n4,r\n', 'a.csv': 'x,c\n1,r\n2,g\n', '2024/z.csv': 'c;x\nr;1,5\n' });
  expect(await readAll()).toEqual({
    columns: 'c:category x:number file:category',
    rows: [
      [1.5, 'r', '2024/z.csv'],
      [1, 'r', 'a.csv'],
      [2, 'g', 'a.csv'],
      [3, 'r', 'b.csv'],
      [4, 'r', 'b.csv'],
    ].map(([x, c, file]) => [c, x, file]),
  });
  expect((await readAll({ glob: 'lake/*.csv', fileColumn: false })).rows).toEqual([
    [1, 'r'],
    [2, 'g'],
    [3, 'r'],
    [4, 'r'],
  ]);
  expect(ctx.findings).toEqual([]);
});

test('files with other columns stop it, and each is told with how it differs', async () => {
  await put({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,z\n3,4\n', 'c.csv': 'x,y\nfive,6\n', 'd.csv': 'y,x\n,7\n' });
  await expect(readAll()).rejects.toMatchObject({
    code: 'data.files-differ',
    message: expect.stringContaining('b.csv: lacks “y”, has more “z”; c.csv: “x” is text, not number'),
  });
  expect(await readAll({ mismatch: 'union' })).toEqual({
    columns: 'x:category y:integer z:integer file:category',
    rows: [
      ['1', 2, null, 'a.csv'],
      ['3', null, 4, 'b.csv'],
      ['five', 6, null, 'c.csv'],
      ['7', null, null, 'd.csv'],
    ],
  });
  expect(ctx.findings).toMatchObject([{ code: 'data.files-differ', value: 2 }]);
  expect((await readAll({ mismatch: 'intersect' })).columns).toBe('x:category file:category');
});

test('a code keeps its zeros though another file has none', async () => {
  await put({ 'a.csv': 'zip\n12345\n', 'b.csv': 'zip\n01234\n' });
  expect((await readAll({ mismatch: 'union', fileColumn: false })).rows).toEqual([['12345'], ['01234']]);
});

test('bad rows are named with their file, or left out and counted', async () => {
  await put({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,y\n3\n4,5\n' });
  await expect(readAll()).rejects.toMatchObject({ code: 'data.bad-rows', message: expect.stringContaining('b.csv') });
  expect((await readAll({ badRows: 'skip' })).rows).toEqual([
    [1, 2, 'a.csv'],
    [4, 5, 'b.csv'],
  ]);
  expect(ctx.findings).toMatchObject([{ code: 'data.bad-rows', rows: 1 }]);
});

test('packed files, other encodings and other line breaks lie side by side', async () => {
  await put({
    'a.csv.gz': gzipSync('t,n\nx,1\n'),
    'b.csv': Buffer.from('t,n\r\ncaf\xe9,2\r\n', 'latin1'),
    'c.csv': Buffer.from('\ufefft;n\nŁódź;3\n', 'utf16le'),
  });
  expect((await readAll({ fileColumn: false })).rows).toEqual([
    ['x', 1],
    ['café', 2],
    ['Łódź', 3],
  ]);
});

test('JSON files of any layout', async () => {
  await put({
    'a.json': '[{"n":1,"s":{"k":"x"}}]',
    'b.ndjson': '{"n":2.5,"s":{"k":"y"}}\n{"n":null}\n',
    'c.json': '{"n":7,"s":{"k":"x"},"extra":true}',
  });
  await expect(readAll()).rejects.toMatchObject({
    code: 'data.files-differ',
    message: expect.stringContaining('c.json: has more “extra”'),
  });
  expect(await readAll({ mismatch: 'intersect' })).toEqual({
    columns: 'n:number s.k:category file:category',
    rows: [
      [1, 'x', 'a.json'],
      [2.5, 'y', 'b.ndjson'],
      [null, null, 'b.ndjson'],
      [7, 'x', 'c.json'],
    ],
  });
});

test('Parquet files: numbers of any width fit each other, lists need not', async () => {
  await putParquet('a.parquet', "SELECT 1::TINYINT AS n, [1] AS l, 'x' AS t");
  await putParquet('b.parquet', "SELECT 2.5::DOUBLE AS n, ['u'] AS l, 'y' AS t");
  expect(await readAll()).toEqual({
    columns: 'n:number l:category t:category file:category',
    rows: [
      [1, '[1]', 'x', 'a.parquet'],
      [2.5, '["u"]', 'y', 'b.parquet'],
    ],
  });
  await putParquet('c.parquet', "SELECT 'three' AS n, [1] AS l, 'x' AS \"T\"");
  await expect(readAll()).rejects.toMatchObject({ message: expect.stringContaining('“n” is text, not number') });
  expect((await readAll({ mismatch: 'union' })).rows.map((row) => row[0])).toEqual(['1', '2.5', 'three']);
  await put({ 'd.parquet': 'no parquet' });
  await expect(readAll()).rejects.toMatchObject({
    code: 'data.wrong-format',
    message: expect.stringContaining('d.parquet'),
  });
});

test('one format is read, the rest is passed over and said', async () => {
  await put({ 'a.csv': 'x\n1\n', 'notes.md': 'x', _SUCCESS: '' });
  expect((await readAll()).rows).toEqual([[1, 'a.csv']]);
  expect(ctx.findings).toMatchObject([{ code: 'data.other-files', value: 2 }]);
  await put({ 'b.json': '[{"x":2}]' });
  await expect(readAll()).rejects.toMatchObject({ code: 'param.invalid' });
  expect((await readAll({ format: 'json', glob: 'lake/*.json' })).rows).toEqual([[2, 'b.json']]);
});

test.each([
  ['', 'param.required'],
  ['lake/*.csv', 'file.missing'],
  ['../*.csv', 'file.outside-folder'],
])('“%s” leads to no file, and that is said', async (glob, code) => {
  await expect(readAll({ glob })).rejects.toMatchObject({ code });
});

test('a folder without any table is refused', async () => {
  await put({ 'notes.md': 'x' });
  await expect(readAll()).rejects.toMatchObject({ code: 'param.invalid' });
});

test('hundreds of files are read soon, and keep their order', async () => {
  const lines = (file: number) => Array.from({ length: 50 }, (_, i) => `${file * 50 + i},${i / 8},${i % 3}`).join('\n');
  const name = (file: number) => `part-${String(file).padStart(4, '0')}.csv`;
  await put(Object.fromEntries(Array.from({ length: 300 }, (_, file) => [name(file), `n,x,c\n${lines(file)}\n`])));
  const at = performance.now();
  const table = only(await read(node, { glob: 'lake' }, ctx));
  expect(performance.now() - at).toBeLessThan(20_000);
  expect(table.rows).toBe(15_000);
  const [row] = await ctx.tables.rows(`SELECT count(*) FILTER (n = __row) AS n FROM ${table.relation}`);
  expect(row).toEqual({ n: 15_000 });
});

test('a look at the heads says the same as reading', async () => {
  await put({ 'a.csv': 'x,c\n1,r\n2,g\n', 'b.csv': 'x,c\n3,r\n4,r\n' });
  const table = only(await read(node, { glob: 'lake' }, ctx));
  if (node.role !== 'source') throw new Error('not a source');
  const shape = await node.inspect(node.params.parse({ glob: 'lake' }) as never, ctx);
  expect(shape.columns).toEqual(table.columns);
});
