import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openDatabase } from './duckdb.ts';
import { stoppable } from './stoppable.ts';

let database: Database;
beforeAll(async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'millrace-database-')), 'spill');
  database = await openDatabase({ folder, threads: 2, memoryBytes: 500_000_000 });
});
afterAll(() => database.close());

const endless = 'SELECT sum(hash(a.range * b.range) % 7) FROM range(10000000) a, range(10000000) b';

test('a query is stopped even if the signal comes in the very moment it is asked', async () => {
  const connection = await database.connect();
  for (let turn = 0; turn < 20; turn++) {
    const abort = new AbortController();
    const asked = stoppable(connection, abort.signal).rows(endless);
    if (turn % 2 === 0) abort.abort();
    else queueMicrotask(() => abort.abort());
    await expect(asked).rejects.toThrow();
  }
  expect(await connection.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  connection.close();
});

test('no query begins after the signal', async () => {
  const connection = await database.connect();
  const abort = new AbortController();
  abort.abort();
  const stopped = stoppable(connection, abort.signal);
  await expect(stopped.run('CREATE TABLE never AS SELECT 1')).rejects.toThrow();
  await expect(connection.rows('FROM never')).rejects.toThrow('never');
  connection.close();
});

test('rows that are streamed end with the signal', async () => {
  const connection = await database.connect();
  const abort = new AbortController();
  const read = async (): Promise<void> => {
    for await (const chunk of stoppable(connection, abort.signal).stream('FROM range(100000000)'))
      if (chunk.rows > 0) abort.abort();
  };
  await expect(read()).rejects.toThrow();
  connection.close();
});

test('a query that DuckDB is still planning is given up, and the connection is free when it has ended', async () => {
  const connection = await database.connect();
  const abort = new AbortController();
  const stopped = stoppable(connection, abort.signal);
  // Sums of sums: seconds to plan, hardly a row to read.
  const columns = Array.from({ length: 20_000 }, (_, index) => `sum(range + ${index}) AS c${index}`);
  const asked = stopped.rows(`SELECT ${columns.join(', ')} FROM range(3)`);
  let idle = false;
  const ended = stopped.idle().then(() => {
    idle = true;
  });
  abort.abort();
  await expect(asked).rejects.toThrow();
  expect(idle).toBe(false);
  await ended;
  expect(await connection.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  stopped.close();
}, 120_000);
