import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres.ts';
import { rowsByProgram } from './rows-by-program.ts';

const programs = postgresPrograms();
if (!programs) process.stdout.write('PostgreSQL is not installed here, so its tests are left out.\n');

const secret = 'MILLRACE_TEST_DATABASE';

describe.skipIf(programs === undefined)('a PostgreSQL server', () => {
  let server: PostgresServer;
  let owner: pg.Client;
  let engine: TestEngine;

  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
    const [host, port] = server.host.split(':');
    owner = new pg.Client({ host, port: Number(port), user: 'owner', database: 'postgres', password: server.password });
    await owner.connect();
  }, 60_000);
  afterAll(async () => {
    await owner.end();
    await server.stop();
  });
  beforeEach(async () => {
    vi.stubEnv(secret, server.password);
    engine = await openEngine({ workers: 0 });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await engine.close();
  });

  const open = (query: string, params: JsonObject = {}) =>
    engine.open(
      sketch({
        nodes: {
          it: {
            type: 'source.database',
            params: { url: `postgres://owner@${server.host}/postgres`, query, passwordFrom: secret, ...params },
          },
        },
      }),
      { access: [server.host, `${secret}@${server.host}`] },
    );

  const rowsOf = async (query: string, params: JsonObject = {}) => {
    const run = await open(query, params).run().expect('succeeded');
    const { columns, page } = await run.page('it');
    return {
      columns: columns.map(({ name, type }) => `${name}:${type}`).join(' '),
      rows: page.map(({ cells }) => cells),
      findings: run.node('it').findings,
    };
  };
  const failureOf = async (query: string, params: JsonObject = {}) =>
    (await open(query, params).run().expect('failed')).node('it').failure;

  test('every type of a column becomes one of the six', async () => {
    await owner.query(`CREATE TYPE mood AS ENUM ('sad', 'fine', 'glad'); CREATE DOMAIN score AS int CHECK (VALUE > 0)`);
    const { columns, rows } = await rowsOf(
      `SELECT true AS b, 1::int2 AS i, 9007199254740993::int8 AS big, 1.5::float4 AS f, 12.25::numeric(8,2) AS n,
         '3'::money AS m, date '2024-02-29' AS d, timestamptz '2024-03-01 10:00+02' AS t, 'fine'::mood AS e, 5::score AS s,
         ARRAY[1,2] AS l, ARRAY['a,b', NULL] AS lt, '{"a": [1]}'::jsonb AS j, '\\x01ff'::bytea AS y,
         'x'::varchar AS v, ROW(1, 'z') AS r, interval '1 day 2 hours' AS p, NULL::int AS none, 'a' AS "?"`,
    );
    expect(columns).toBe(
      'b:boolean i:integer big:integer f:number n:number m:number d:datetime t:datetime e:category s:integer ' +
        'l:category lt:category j:category y:category v:category r:category p:category none:integer ?:category',
    );
    expect(rows[0]?.map(String)).toEqual([
      ...['true', '1', '9007199254740993', '1.5', '12.25', '3'],
      expect.stringMatching(/^2024-02-29/),
      expect.stringMatching(/^2024-03-01.08:00/),
      ...[
        'fine',
        '5',
        '[1,2]',
        '["a,b",null]',
        '{"a": [1]}',
        '\\x01ff',
        'x',
        '{"f1":1,"f2":"z"}',
        'P1DT2H',
        'null',
        'a',
      ],
    ]);
  });

  test('what has no place in a column is counted, and so is what is rounded', async () => {
    const { rows, findings } = await rowsOf(
      `SELECT * FROM (VALUES (timestamp 'infinity', 'NaN'::numeric), (timestamp '2024-01-01', 0.12345678901234567890),
         (NULL, 7)) AS v(t, n)`,
    );
    expect(rows.map((row) => row.map(String))).toEqual([
      ['null', 'null'],
      [expect.stringMatching(/^2024-01-01/), '0.12345678901234568'],
      ['null', '7'],
    ]);
    expect(findings).toMatchObject([
      { code: 'data.conversion-failed', column: 't', rows: 1, examples: ['infinity'] },
      { code: 'data.conversion-failed', column: 'n', rows: 1, examples: ['NaN'] },
      { code: 'data.rounded', column: 'n', rows: 1 },
    ]);
  });

  test('many rows stream in order; the limit leaves the rest out and says so', async () => {
    const run = await open('SELECT g AS n FROM generate_series(1, 25000) AS g ORDER BY g DESC')
      .run()
      .expect('succeeded');
    const { rows, page } = await run.page('it', 'table', { offset: 24_998, limit: 2 });
    expect(rows).toBe(25_000);
    expect(page.map(({ cells }) => cells[0])).toEqual([2, 1]);
    const limited = await rowsOf('SELECT g AS n FROM generate_series(1, 9) AS g', { limit: 2 });
    expect(limited.rows).toEqual([[1], [2]]);
    expect(limited.findings).toMatchObject([{ code: 'data.limited', limit: 2 }]);
  });

  test('values are bound; names may be alike; an answer may have no rows', async () => {
    expect((await rowsOf('SELECT $1::int + 1 AS n, $2 AS t', { parameters: ['41', "'; --"] })).rows).toEqual([
      [42, "'; --"],
    ]);
    expect((await rowsOf('SELECT 1 AS a, 2 AS a; ')).columns).toBe('a:integer a_2:integer');
    expect(await rowsOf('SELECT 1 AS a, 2.5::float8 AS b WHERE false')).toMatchObject({
      columns: 'a:integer b:number',
      rows: [],
    });
  });

  test('a copy is kept, and asked anew only where each run shall', async () => {
    await owner.query('CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
    expect((await rowsOf('SELECT n FROM kept')).rows).toEqual([[1]]);
    await owner.query('UPDATE kept SET n = 2');
    expect((await rowsOf('SELECT n FROM kept')).rows).toEqual([[1]]);
    expect((await rowsOf('SELECT n FROM kept', { refresh: 'each-run' })).rows).toEqual([[2]]);
    expect((await open('SELECT n FROM kept').check()).shapes['it']?.['table']).toMatchObject({
      columns: [{ name: 'n', type: 'integer' }],
      rows: 1,
    });
  });

  test.each([
    'DELETE FROM precious',
    'WITH gone AS (DELETE FROM precious RETURNING *) SELECT * FROM gone',
    "COPY (SELECT 1) TO PROGRAM 'true'",
    'SELECT 1) AS q; DELETE FROM precious; --',
    "SELECT nextval('steps')",
    'COMMIT',
    'SELECT wrong FROM precious',
    'SELECT FROM precious',
  ])('%s is refused: the database is only read', async (query) => {
    await owner.query(`CREATE TABLE IF NOT EXISTS precious (n int); CREATE SEQUENCE IF NOT EXISTS steps;
      TRUNCATE precious; INSERT INTO precious VALUES (1)`);
    expect(await failureOf(query)).toMatchObject({ code: 'data.query-failed' });
    expect((await owner.query('SELECT n FROM precious')).rowCount).toBe(1);
  });

  test('a wrong password, none, a missing database and a server without encryption each say so', async () => {
    const reason = async (params: JsonObject) => {
      const failure = await failureOf('SELECT 1', params);
      expect(failure?.code).toBe('network.failed');
      expect(failure?.message).not.toContain('hush');
      return failure?.message;
    };
    expect(await reason({ passwordFrom: '' })).toContain('asks for a password');
    expect(await reason({ url: `postgres://owner@${server.host}/nowhere` })).toContain('does not exist');
    expect(await reason({ tls: 'verify' })).toContain('does not encrypt');
    vi.stubEnv(secret, 'wrong');
    expect(await reason({})).toContain('password authentication failed');
    vi.stubEnv('PGPASSWORD', server.password);
    expect(await reason({ passwordFrom: '' })).toContain('asks for a password');
  });

  test('a secret that is not set is named, and goes nowhere without being allowed', async () => {
    vi.stubEnv(secret, undefined);
    expect(await failureOf('SELECT 1')).toMatchObject({ code: 'param.secret-missing' });
    const { flow } = open('SELECT 1');
    const run = await engine
      .open(flow, { access: [server.host] })
      .run()
      .expect('failed');
    expect(run.node('it').failure).toMatchObject({ code: 'network.not-allowed' });
  });

  test('the built program has the driver in it', async () => {
    const rows = await rowsByProgram(engine.folder)(
      'source.database',
      {
        url: `postgres://owner@${server.host}/postgres`,
        query: 'SELECT generate_series(1, 7) AS n',
        passwordFrom: secret,
      },
      [server.host, `${secret}@${server.host}`],
    );
    expect(rows).toBe(7);
  });

  test('a query that takes too long is stopped by the server', async () => {
    expect(await failureOf('SELECT pg_sleep(60)', { timeout: 0.1 })).toMatchObject({ code: 'data.query-failed' });
  });

  test('cancelling the run cancels the query on the server', async () => {
    const working = async () =>
      (
        await owner.query(
          "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid() AND state = 'active'",
        )
      ).rowCount;
    const run = open('SELECT pg_sleep(60)').run();
    await vi.waitUntil(async () => (await working()) === 1);
    const at = performance.now();
    await run.cancel();
    expect((await run.finished()).state.status).toBe('cancelled');
    expect(performance.now() - at).toBeLessThan(1000);
    await vi.waitUntil(async () => (await working()) === 0);
  });
});
