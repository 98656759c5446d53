import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlText } from '../../contract/sql.ts';
import type { Connection, Database } from '../database/database.ts';
import { openDatabase } from '../database/duckdb.ts';
import { graftColumns } from './graft.ts';
import { leaveOutColumn } from './leave-out.ts';

let folder: string;
let database: Database;
let connection: Connection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-graft-'));
  database = await openDatabase({ folder: join(folder, 'spill'), threads: 2, memoryBytes: 500_000_000 });
  connection = await database.connect();
});
afterAll(async () => {
  connection.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const write = async (name: string, sql: string): Promise<string> => {
  const path = join(folder, name);
  await connection.run(`COPY (${sql}) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
  return path;
};
const read = (path: string, select: string) =>
  connection.rows(
    `SELECT ${select} FROM (SELECT file_row_number AS place, * FROM read_parquet(${sqlText(path)}, file_row_number = true))`,
  );

const levels = ['train', 'validation', 'prüfen', 'a', 'b'];
const codesOf = (rows: number, of: number): Uint8Array => Uint8Array.from({ length: rows }, (_, row) => (row * 7) % of);

test.each([1, 7, 2048, 10_000])('%i rows get a column, and keep those they have', async (rows) => {
  const source = await write(
    `source-${rows}.parquet`,
    `SELECT range AS a, 'x' || range AS "Ü.b", nullif(range % 3, 0) AS c FROM range(${rows})`,
  );
  for (const count of [1, 2, 3, 5]) {
    const target = join(folder, `target-${rows}-${count}.parquet`);
    await graftColumns(source, target, [
      { name: '__part', codes: codesOf(rows, count), levels: levels.slice(0, count) },
    ]);
    const cases = levels
      .slice(0, count)
      .map((level, code) => `WHEN ${code} THEN ${sqlText(level)}`)
      .join(' ');
    const wrong = `count(*) FILTER (a <> place OR "Ü.b" <> 'x' || place OR c IS DISTINCT FROM nullif(place % 3, 0) OR __part IS DISTINCT FROM CASE (place * 7) % ${count} ${cases} END)`;
    expect(await read(target, `count(*) AS rows, ${wrong} AS wrong`)).toEqual([{ rows, wrong: 0 }]);
  }
  expect(await connection.rows(`DESCRIBE FROM read_parquet(${sqlText(source)})`)).toHaveLength(3);
});

test('a column takes the place of one of its name', async () => {
  const source = await write('twice.parquet', 'SELECT range AS a FROM range(5000)');
  const once = join(folder, 'once.parquet');
  const twice = join(folder, 'again.parquet');
  await graftColumns(source, once, [{ name: 'k', codes: new Uint8Array(5000), levels: ['no', 'yes'] }]);
  await graftColumns(once, twice, [{ name: 'k', codes: new Uint8Array(5000).fill(1), levels: ['no', 'yes'] }]);
  expect(await read(twice, "count(*) FILTER (k = 'yes') AS yes, sum(a)::BIGINT AS total")).toEqual([
    { yes: 5000, total: 12_497_500 },
  ]);
  expect(await connection.rows(`DESCRIBE FROM read_parquet(${sqlText(twice)})`)).toHaveLength(2);
});

test('another number of rows is refused', async () => {
  const source = await write('short.parquet', 'SELECT range AS a FROM range(10)');
  const grafted = graftColumns(source, join(folder, 'no.parquet'), [
    { name: 'k', codes: new Uint8Array(9), levels: ['a'] },
  ]);
  await expect(grafted).rejects.toThrow('number of rows');
});

test('a file without rows gets its column', async () => {
  const source = await write('none.parquet', 'SELECT range AS a FROM range(0)');
  const target = join(folder, 'none-too.parquet');
  await graftColumns(source, target, [{ name: 'k', codes: new Uint8Array(0), levels: ['a'] }]);
  expect(await read(target, 'count(k) AS n')).toEqual([{ n: 0 }]);
});

test('a column that is left out is gone, the others stay, and more can be put beside them', async () => {
  const source = await write('left.parquet', "SELECT range AS a, 'x' || range AS b, range % 3 AS c FROM range(9000)");
  await leaveOutColumn(source, 'b');
  const names = (await connection.rows(`DESCRIBE FROM read_parquet(${sqlText(source)})`)).map(
    (row) => row['column_name'],
  );
  expect(names).toEqual(['a', 'c']);
  const target = join(folder, 'left-and-more.parquet');
  await graftColumns(source, target, [{ name: 'k', codes: codesOf(9000, 2), levels: ['no', 'yes'] }]);
  const wrong = "count(*) FILTER (a <> place OR c <> place % 3 OR k <> ['no', 'yes'][(place * 7) % 2 + 1])";
  expect(await read(target, `count(*) AS rows, ${wrong} AS wrong`)).toEqual([{ rows: 9000, wrong: 0 }]);
});
