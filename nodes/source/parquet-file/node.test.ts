import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { sqlText } from '../../../contract/sql.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, read } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const folder = await mkdtemp(join(tmpdir(), 'millrace-parquet-node-'));
const ctx = await openContext({ folder });
const path = join(folder, 'data.parquet');
afterAll(async () => {
  await ctx.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const write = (select: string) => ctx.tables.rows(`COPY (${select}) TO ${sqlText(path)} (FORMAT parquet)`);
const readAll = async (params: JsonObject = {}) => {
  const table = only(await read(node, { path: 'data.parquet', ...params }, ctx));
  const columns = table.columns.map((column) => `${column.name}:${column.type}`).join(' ');
  const rows = (await ctx.rowsOf(table)).map(({ __row, ...cells }) => Object.values(cells));
  return { columns, rows };
};
const readSql = async (select: string, params: JsonObject = {}) => {
  await write(select);
  return readAll(params);
};
const codes = () => ctx.findings.map(({ code, column }) => `${code} ${column ?? ''}`.trim());

test('plain types become ours', async () => {
  const { columns, rows } = await readSql(
    `SELECT 1::UTINYINT AS a, 2.5::FLOAT AS b, true AS c, 'x' AS d, 'r'::ENUM('r', 'g') AS e, DATE '2024-02-29' AS f,
     12.50::DECIMAL(9, 2) AS g, 7::DECIMAL(9, 0) AS h, TIME '10:30:00' AS i, 'k'::BLOB AS j`,
  );
  expect(columns).toBe(
    'a:integer b:number c:boolean d:category e:category f:datetime g:number h:integer i:text j:category',
  );
  expect(rows[0]?.slice(6)).toEqual([12.5, 7, '10:30:00', 'k']);
  expect(codes()).toEqual([]);
});

test('an instant is the same whatever its zone, and fractions of a second stay', async () => {
  const { columns, rows } = await readSql(
    "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+02' AS z, TIMESTAMP_NS '2024-01-01 00:00:00.123456789' AS n",
  );
  expect(columns).toBe('z:datetime n:datetime');
  expect(rows[0]?.map((cell) => String(cell).replace('T', ' ').slice(0, 26))).toEqual([
    expect.stringMatching(/^2023-12-31 22:00:00/),
    expect.stringMatching(/^2024-01-01 00:00:00\.123/),
  ]);
});

test('structs become dotted columns, lists and maps JSON, and that is said', async () => {
  const { columns, rows } = await readSql(
    "SELECT {'x': 1, 'y': {'z w': 'q', 'l': [1, 2]}} AS s, MAP {'k': 1} AS m UNION ALL SELECT NULL, NULL",
  );
  expect(columns).toBe('s.x:integer s.y.z w:category s.y.l:text m:text');
  expect(rows).toEqual([
    [1, 'q', '[1,2]', '{"k":1}'],
    [null, null, null, null],
  ]);
  expect(codes()).toEqual(['data.nested-column s.y.l', 'data.nested-column m']);
});

test('only chosen columns are read, a struct by its name; those that are gone are said', async () => {
  await write("SELECT 1 AS a, 2 AS b, {'x': 3, 'y': 4} AS s");
  expect(await readAll({ columns: ['s', 'a', 'old'] })).toEqual({
    columns: 'a:integer s.x:integer s.y:integer',
    rows: [[1, 3, 4]],
  });
  expect(codes()).toEqual(['data.column-gone old']);
  await expect(readAll({ columns: ['old'] })).rejects.toMatchObject({ code: 'data.columns-missing' });
});

test('numbers too big for us are rounded and counted, NaN is missing and counted', async () => {
  const { columns, rows } = await readSql(
    `SELECT * FROM (VALUES (18446744073709551615::UBIGINT, 'nan'::DOUBLE, 12345678901234567.89::DECIMAL(20, 2)),
     (1, 2.5, 1.25)) AS t(u, f, d)`,
  );
  expect(columns).toBe('u:number f:number d:number');
  expect(rows).toEqual([
    [18446744073709552000, null, 12345678901234568],
    [1, 2.5, 1.25],
  ]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.rounded', column: 'u', rows: 1 },
    { code: 'data.not-a-number', column: 'f', rows: 1 },
    { code: 'data.rounded', column: 'd', rows: 1 },
  ]);
});

test('bytes that are no text leave the table, and a file of nothing else is refused', async () => {
  const select = "SELECT '\\xff\\x00'::BLOB AS b";
  expect((await readSql(`${select}, 1 AS a`)).columns).toBe('a:integer');
  expect(codes()).toEqual(['data.column-left-out b']);
  await expect(readSql(select)).rejects.toMatchObject({ code: 'data.wrong-format' });
});

test('names that clash or are ours are changed and said', async () => {
  expect((await readSql('SELECT 1 AS __row, 2 AS "a.b", {\'b\': 3} AS a')).columns).toBe(
    'row:integer a.b:integer a.b_2:integer',
  );
  expect(codes()).toEqual(['data.renamed-column row', 'data.renamed-column a.b_2']);
});

test('rows keep the order of the file, and no rows are a table too', async () => {
  const { rows } = await readSql('SELECT (i * 7919) % 300000 AS n FROM range(300000) t(i)');
  expect(rows.length).toBe(300000);
  expect(rows.every(([n], i) => n === (i * 7919) % 300000)).toBe(true);
  expect(await readSql('SELECT 1 AS a WHERE false')).toEqual({ columns: 'a:integer', rows: [] });
});

test.each([
  ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 50)],
  ['its footer overwritten', (bytes: Uint8Array) => bytes.fill(0x55, bytes.length - 200, bytes.length - 20)],
  ['empty', () => new Uint8Array()],
  ['another format', () => new TextEncoder().encode('a,b\n1,2\n')],
])('%s: refused with its code', async (_, broken) => {
  await write('SELECT i AS a, i::VARCHAR AS b FROM range(1000) t(i)');
  await writeFile(path, broken(await readFile(path)));
  await expect(readAll()).rejects.toMatchObject({
    code: 'data.wrong-format',
    message: expect.not.stringContaining(folder),
  });
});

test('a path is asked for', async () => {
  await expect(read(node, {}, ctx)).rejects.toMatchObject({ code: 'param.required' });
});
