import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-json-node-'));
const ctx = await openContext({ folder });
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const readText = async (content: string | Uint8Array, params: JsonObject = {}, name = 'data.json') => {
  await writeFile(join(folder, name), content);
  const table = only(await read(node, { path: name, ...params }, ctx));
  const columns = table.columns.map((column) => `${column.name}:${column.type}`).join(' ');
  const rows = (await ctx.rowsOf(table)).map(({ __row, ...cells }) => Object.values(cells));
  return { columns, rows };
};

test('a list of objects is a table; keys that some lack are missing there', async () => {
  expect(await readText('[{"a":1,"b":"x"},{"a":2.5},{"c":true,"b":null}]')).toEqual({
    columns: 'a:number b:category c:boolean',
    rows: [
      [1, 'x', null],
      [2.5, null, null],
      [null, null, true],
    ],
  });
});

test('nested objects become dotted columns down to the depth, the rest stays JSON', async () => {
  const text = '{"a":{"b":{"c":{"d":1}}},"l":[1,"x"]}';
  expect(await readText(text)).toEqual({ columns: 'a.b.c:text l:text', rows: [['{"d":1}', '[1,"x"]']] });
  expect((await readText(text, { depth: 3 })).columns).toBe('a.b.c.d:integer l:text');
  expect((await readText(text, { depth: 0 })).columns).toBe('a:text l:text');
});

test('the records path leads to the list, whatever stands around it', async () => {
  const text = '{"meta":{"n":2},"data":{"items":[{"a":"x"},{"a":"y"}]}}';
  expect((await readText(text, { records: 'data.items' })).rows).toEqual([['x'], ['y']]);
  await expect(readText(text, { records: 'data.rows' })).rejects.toMatchObject({ code: 'param.invalid' });
});

test('broken lines stop it with their numbers, or are left out and counted', async () => {
  const text = '{"a":1}\n{"a":2,\n\n[7]\n{"a":-3}\n';
  await expect(readText(text, {}, 'lines.ndjson')).rejects.toMatchObject({
    code: 'data.bad-records',
    message: expect.stringContaining('line 2: {"a":2,; line 4: [7]'),
  });
  expect(await readText(text, { badRecords: 'skip' }, 'lines.ndjson')).toEqual({
    columns: 'a:integer',
    rows: [[1], [-3]],
  });
  expect(ctx.findings).toMatchObject([{ code: 'data.bad-records', rows: 2 }]);
});

test('a broken line is a bad record where a path leads to the records, too', async () => {
  const text = '{"d":[{"a":1},{"a":2}]}\n{"d":\n{"d":[{"a":3}]}\n';
  const params = { records: 'd', badRecords: 'skip' };
  expect((await readText(text, params, 'deep.ndjson')).rows).toEqual([[1], [2], [3]]);
  expect(ctx.findings).toMatchObject([{ code: 'data.bad-records', rows: 1 }]);
});

test('a key that stands twice in an object keeps its first value, and that is counted', async () => {
  const text = '{"a":1,"b":{"c":1}}\n{"a":2,"a":9,"b":{"c":3,"c":4}}\n{"a":5,"b":{"c":6,"d":7,"d":8}}\n';
  expect((await readText(text, {}, 'twice.ndjson')).rows).toEqual([
    [1, 1, null],
    [2, 3, null],
    [5, 6, 7],
  ]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.repeated-keys', rows: 2, examples: ['record 2: “a”, “c”', 'record 3: “d”'] },
  ]);
});

test('objects without the records path give no rows and are counted', async () => {
  const text = '{"d":[{"a":1}]}\n{"e":1}\n{"d":null}\n{"d":{"a":2}}\n';
  expect((await readText(text, { records: 'd' }, 'deep.ndjson')).rows).toEqual([[1], [2]]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.no-records', rows: 2, examples: ['object 2: {"e":1}', 'object 3: {"d":null}'] },
  ]);
  await expect(readText(text, { records: 'x' }, 'deep.ndjson')).rejects.toMatchObject({ code: 'param.invalid' });
});

test('items of a list that are no objects are named by their place', async () => {
  await expect(readText('[{"a":1},5]')).rejects.toMatchObject({
    code: 'data.bad-records',
    message: expect.stringContaining('record 2: 5'),
  });
});

test('values of several kinds are kept as text and said', async () => {
  expect(await readText('[{"a":1},{"a":"x"},{"a":{"b":2}}]')).toEqual({
    columns: 'a:category',
    rows: [['1'], ['x'], ['{"b":2}']],
  });
  expect(ctx.findings).toMatchObject([{ code: 'data.mixed-types', column: 'a' }]);
});

test('dates are dates only where all are, and whole numbers that are too big are not cut', async () => {
  const text =
    '[{"t":"2024-02-29","u":"2024-02-30","n":18446744073709551615},{"t":"2024-03-01T10:00:00+02:00","u":"","n":1}]';
  const { columns, rows } = await readText(text);
  expect(columns).toBe('t:datetime u:category n:number');
  expect(rows.map((row) => String(row[0]).slice(0, 16).replace('T', ' '))).toEqual([
    '2024-02-29 00:00',
    '2024-03-01 08:00',
  ]);
  expect(rows[0]?.[2]).toBe(18446744073709552000);
});

test('keys that clash, are empty or hold slashes each have their column', async () => {
  const { columns, rows } = await readText('[{"a.b":1,"a":{"b":2},"":3,"x/y~":4,"__row":5}]');
  expect(columns).toBe('a.b:integer a.b_2:integer column_3:integer x/y~:integer row:integer');
  expect(rows).toEqual([[1, 2, 3, 4, 5]]);
});

test('packed files and byte-order marks are read', async () => {
  expect((await readText(gzipSync('{"a":1}\n{"a":2}\n'), {}, 'p.ndjson.gz')).rows).toEqual([[1], [2]]);
  expect((await readText('\uFEFF[{"a":1}]')).rows).toEqual([[1]]);
});

test.each([
  ['cut off', '[{"a":1},{"a":', 'data.not-json'],
  ['a document cut off', '{"a":{"b":', 'data.not-json'],
  ['no JSON', 'a,b\n1,2\n', 'data.not-json'],
  ['UTF-16', Buffer.from('\uFEFF[{"a":1}]', 'utf16le'), 'data.not-json'],
  ['empty', ' \n', 'data.empty-file'],
  ['an empty list', '[]', 'data.empty-file'],
])('%s: refused with a code', async (_, content, code) => {
  await expect(readText(content)).rejects.toMatchObject({ code });
});

test('a path outside of the folder is refused', async () => {
  await expect(read(node, { path: '../x.json' }, ctx)).rejects.toMatchObject({ code: 'file.outside-folder' });
});

test('in a flow its columns are known before it runs', async () => {
  await writeFile(join(folder, 'flow.ndjson'), '{"a":1,"b":{"c":"x"}}\n');
  const engine = await openEngine({ workers: 0 });
  try {
    const nodes = { it: { type: 'source.json-file', params: { path: 'flow.ndjson' } } };
    const opened = engine.open(sketch({ nodes }), { folder });
    expect((await opened.check()).shapes['it']?.['table']).toMatchObject({ columns: [{ name: 'a' }, { name: 'b.c' }] });
    const run = await opened.run().expect('succeeded');
    expect((await run.page('it')).rows).toBe(1);
  } finally {
    await engine.close();
  }
});
