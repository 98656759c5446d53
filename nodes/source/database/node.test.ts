import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openEngine({ workers: 0 });
});
afterEach(() => engine.close());

const write = (name: string, sql: string): void => {
  const database = new sqlite.Database(join(engine.folder, name));
  database.exec(sql);
  database.close();
};

const open = (params: JsonObject) =>
  engine.open(sketch({ nodes: { it: { type: 'source.database', params: { system: 'sqlite', ...params } } } }));

const rowsOf = async (query: string, params: JsonObject = {}) => {
  const run = await open({ file: 'a.sqlite', query, ...params })
    .run()
    .expect('succeeded');
  const { columns, page } = await run.page('it');
  return {
    columns: columns.map(({ name, type }) => `${name}:${type}`).join(' '),
    rows: page.map(({ cells }) => cells),
    findings: run.node('it').findings,
  };
};

const failureOf = async (query: string, params: JsonObject = {}) => {
  const run = await open({ file: 'a.sqlite', query, ...params })
    .run()
    .expect('failed');
  return run.node('it').failure;
};

test('columns have their types, in the order of the query, though names are numbers or alike', async () => {
  write(
    'a.sqlite',
    `CREATE TABLE t (i INTEGER, r REAL, s TEXT, d TEXT, n INTEGER);
     INSERT INTO t VALUES (1, 1.5, 'x', '2024-02-29', NULL), (9007199254740993, 2, NULL, '2024-03-01T10:00:00+02:00', NULL);`,
  );
  const { columns, rows } = await rowsOf(
    'SELECT s, i AS "2", r AS "1", d, i AS s, n FROM t ORDER BY r DESC -- last first\n;',
  );
  expect(columns).toBe('s:category 2:integer 1:number d:datetime s_2:integer n:number');
  expect(rows.map((row) => row.map(String))).toEqual([
    ['null', '9007199254740993', '2', expect.stringContaining('2024-03-01'), '9007199254740993', 'null'],
    ['x', '1', '1.5', expect.stringContaining('2024-02-29'), '1', 'null'],
  ]);
});

test('a column with values of several types is as wide as the widest, and the others are counted', async () => {
  write(
    'a.sqlite',
    `CREATE TABLE t (a, b, c); INSERT INTO t VALUES (1, 2, x'01ff'), (2, 2.5, NULL), ('many', 3, 'x');`,
  );
  const { columns, rows, findings } = await rowsOf('SELECT * FROM t');
  expect(columns).toBe('a:category b:number c:category');
  expect(rows).toEqual([
    ['1', 2, '\\x01ff'],
    ['2', 2.5, null],
    ['many', 3, 'x'],
  ]);
  expect(findings).toMatchObject([
    { code: 'data.mixed-types', column: 'a', rows: 1, examples: ['many'] },
    { code: 'data.bytes', column: 'c', rows: 1 },
  ]);
});

test('a file that has changed is read again', async () => {
  write('a.sqlite', 'CREATE TABLE t (n); INSERT INTO t VALUES (1);');
  expect((await rowsOf('SELECT n FROM t')).rows).toEqual([[1]]);
  write('a.sqlite', 'UPDATE t SET n = 2;');
  expect((await rowsOf('SELECT n FROM t')).rows).toEqual([[2]]);
});

test('whatever bytes a text holds, it is read', async () => {
  write(
    'a.sqlite',
    `CREATE TABLE t (s); INSERT INTO t VALUES (CAST(x'eda080' AS TEXT)), (CAST(x'ff41' AS TEXT)), ('a' || char(0) || 'b'), ('😀');`,
  );
  const { rows } = await rowsOf('SELECT s FROM t');
  expect(rows.length).toBe(4);
  expect(rows[3]).toEqual(['😀']);
});

test('values are bound, never put into the text', async () => {
  write(
    'a.sqlite',
    `CREATE TABLE t (a TEXT, n INTEGER); INSERT INTO t VALUES ('x''); DROP TABLE t; --', 1), ('y', 2);`,
  );
  expect(
    (await rowsOf('SELECT n FROM t WHERE a = $1', { parameters: ["x'); DROP TABLE t; --", 'unused'] })).rows,
  ).toEqual([[1]]);
  expect((await rowsOf('SELECT n FROM t WHERE n > $2', { parameters: ['', '1'] })).rows).toEqual([[2]]);
});

test('the limit leaves the rest out and says so', async () => {
  write('a.sqlite', 'CREATE TABLE t (n); INSERT INTO t VALUES (1), (2), (3);');
  const { rows, findings } = await rowsOf('SELECT n FROM t', { limit: 2 });
  expect(rows).toEqual([[1], [2]]);
  expect(findings).toMatchObject([{ code: 'data.limited', limit: 2 }]);
  expect((await rowsOf('SELECT n FROM t', { limit: 3 })).findings).toEqual([]);
});

test('an answer without rows is a table without rows', async () => {
  write('a.sqlite', 'CREATE TABLE t (n); INSERT INTO t VALUES (1);');
  expect(await rowsOf('SELECT n, n AS m FROM t WHERE n > 5')).toMatchObject({ columns: 'n:number m:number', rows: [] });
});

test('many rows come in their order', async () => {
  write('a.sqlite', 'CREATE TABLE t (n);');
  const query = `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000) SELECT n FROM c ORDER BY n DESC`;
  const run = await open({ file: 'a.sqlite', query }).run().expect('succeeded');
  const { rows, page } = await run.page('it', 'table', { offset: 4990, limit: 10 });
  expect(rows).toBe(5000);
  expect(page.map(({ cells }) => cells[0])).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test.each([
  'DELETE FROM t',
  "VACUUM INTO 'stolen.sqlite'",
  "ATTACH 'other.sqlite' AS o",
  "SELECT 1); VACUUM INTO 'stolen.sqlite'; --",
  'SELECT 1) DELETE FROM t; --',
  'PRAGMA journal_mode = WAL',
  'SELECT nothing FROM t',
])('%s is refused or reads only', async (query) => {
  write('a.sqlite', 'CREATE TABLE t (n); INSERT INTO t VALUES (1);');
  const before = await readdir(engine.folder);
  const run = await open({ file: 'a.sqlite', query }).run().finished();
  const code = run.node('it').failure?.code;
  if (run.state.status === 'failed') expect(code).toBe('data.query-failed');
  expect((await readdir(engine.folder)).filter((name) => name !== '.millrace')).toEqual(before);
  expect((await rowsOf('SELECT n FROM t')).rows).toEqual([[1]]);
});

const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) AS n FROM c';

test('a query without an end is stopped by its time limit, and by cancelling', async () => {
  write('a.sqlite', 'CREATE TABLE t (n);');
  expect(await failureOf(endless, { timeout: 0.5 })).toMatchObject({ code: 'data.query-failed' });
  const run = open({ file: 'a.sqlite', query: endless, timeout: 5 }).run();
  await run.started('it');
  const at = performance.now();
  await run.cancel();
  expect((await run.finished()).state.status).toBe('cancelled');
  expect(performance.now() - at).toBeLessThan(1000);
});

test('a file with a write-ahead log is read where nothing waits in it, and refused where something does', async () => {
  write('a.sqlite', 'PRAGMA journal_mode = WAL; CREATE TABLE t (n); INSERT INTO t VALUES (1);');
  expect((await rowsOf('SELECT n FROM t')).rows).toEqual([[1]]);
  await writeFile(join(engine.folder, 'a.sqlite-wal'), 'changes');
  expect(await failureOf('SELECT n AS m FROM t')).toMatchObject({ code: 'file.not-readable' });
});

test('what is no database is said to be damaged, and another folder is out of reach', async () => {
  await writeFile(join(engine.folder, 'a.sqlite'), 'no database at all '.repeat(100));
  expect(await failureOf('SELECT 1')).toMatchObject({ code: 'file.damaged' });
  expect(await failureOf('SELECT 1', { file: '../a.sqlite' })).toMatchObject({ code: 'file.outside-folder' });
});

test('its columns are known before it runs', async () => {
  write('a.sqlite', `CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x');`);
  const { shapes } = await open({ file: 'a.sqlite', query: 'SELECT * FROM t' }).check();
  expect(shapes['it']?.['table']).toMatchObject({
    columns: [
      { name: 'a', type: 'integer' },
      { name: 'b', type: 'category' },
    ],
    rows: 1,
  });
});

test.each([
  [{ system: 'sqlite' }, ['param.required it', 'param.required it']],
  [{ system: 'postgresql', query: 'SELECT 1' }, ['param.required it']],
  [{ system: 'postgresql', query: 'SELECT 1', url: 'postgres://me:hush@example.org/x' }, ['param.invalid it']],
  [
    { system: 'postgresql', query: 'SELECT 1', url: 'postgres://me@example.org/x?host=other.org' },
    ['param.invalid it'],
  ],
  [{ system: 'postgresql', query: 'SELECT 1', url: 'postgres://example.org/x' }, ['param.invalid it']],
  [{ system: 'postgresql', query: 'SELECT 1', url: 'mysql://me@example.org/x' }, ['param.invalid it']],
  [
    { system: 'postgresql', query: 'SELECT 1', url: 'postgres://me@example.org/x', passwordFrom: 'PGPASSWORD' },
    ['param.invalid it'],
  ],
  [{ system: 'postgresql', query: 'SELECT 1', url: 'postgres://me@example.org/x' }, ['network.not-allowed it']],
])('%o has the problems %o', async (params, problems) => {
  expect(await open(params).problems()).toEqual(problems);
});
