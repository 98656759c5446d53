import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlText } from '../../contract/sql.ts';
import type { Connection, Database } from '../database/database.ts';
import { openDatabase } from '../database/duckdb.ts';
import { graftColumns } from './graft.ts';
import { readNumbers } from './read-numbers.ts';

let folder: string;
let database: Database;
let connection: Connection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-numbers-'));
  database = await openDatabase({ folder: join(folder, 'spill'), threads: 2, memoryBytes: 500_000_000 });
  connection = await database.connect();
});
afterAll(async () => {
  connection.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const columns: Readonly<Record<string, string>> = {
  plain: '(hash(i) % 1000003)::DOUBLE / 7 - 5e4',
  gaps: 'CASE WHEN i % 7 < 2 THEN NULL ELSE (hash(i, 1) % 1000003)::DOUBLE / 3 END',
  'few levels': '(hash(i, 2) % 50)::DOUBLE / 8',
  two: '(i % 2)::DOUBLE',
  one: '4.5::DOUBLE',
  'few, gaps': 'CASE WHEN hash(i, 3) % 5 = 0 THEN NULL ELSE (hash(i, 4) % 300)::DOUBLE END',
  special:
    "CASE hash(i, 5) % 4 WHEN 0 THEN 'inf'::DOUBLE WHEN 1 THEN '-inf'::DOUBLE WHEN 2 THEN 'nan'::DOUBLE ELSE -0.0 END",
  missing: 'NULL::DOUBLE',
  'half missing': 'CASE WHEN i < 3000 THEN NULL ELSE i::DOUBLE END',
  whole: '(hash(i, 6) % 100000)::BIGINT - 50000',
  large:
    'CASE WHEN i % 3 = 0 THEN NULL ELSE 9007199254740993 + (hash(i, 7) >> 12)::BIGINT * (CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END) END',
  'whole, few': '(hash(i, 8) % 9)::BIGINT - 4',
  'Ü "quoted".name': 'i::BIGINT',
};

const write = async (name: string, rows: number, options: string): Promise<string> => {
  const path = join(folder, name);
  const cells = Object.entries(columns).map(([column, sql]) => `${sql} AS "${column.replaceAll('"', '""')}"`);
  await connection.run(
    `COPY (SELECT 'text' AS other, ${cells.join(', ')} FROM range(${rows}) r(i)) TO ${sqlText(path)} (FORMAT parquet, ${options})`,
  );
  return path;
};

const byDuckDb = async (path: string, name: string): Promise<readonly unknown[]> => {
  const column = `"${name.replaceAll('"', '""')}"`;
  const rows = await connection.rows(
    `SELECT coalesce(${column}::DOUBLE, 'NaN'::DOUBLE) AS v FROM read_parquet(${sqlText(path)})`,
  );
  return rows.map(({ v }) => v);
};

const byUs = async (path: string, rows: number): Promise<ReadonlyMap<string, Float64Array>> => {
  const wanted = Object.keys(columns).map((name) => ({ name, into: new Float64Array(rows) }));
  await readNumbers(path, wanted, () => undefined);
  return new Map(wanted.map(({ name, into }) => [name, into]));
};

test.each([
  [1, 'COMPRESSION uncompressed'],
  [2049, 'COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1'],
  [9001, 'COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 4000, ROW_GROUP_SIZE 4096'],
  [20_000, 'COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 30000'],
])('the numbers of %i rows are those that DuckDB reads: %s', async (rows, options) => {
  const path = await write(`numbers-${rows}.parquet`, rows, options);
  const found = await byUs(path, rows);
  for (const name of Object.keys(columns))
    expect([name, ...(found.get(name) ?? [])]).toEqual([name, ...(await byDuckDb(path, name))]);
});

test('a column more in the file changes nothing of the others', async () => {
  const path = await write('before.parquet', 5000, 'COMPRESSION uncompressed, ROW_GROUP_SIZE 2048');
  const grafted = join(folder, 'after.parquet');
  await graftColumns(path, grafted, [{ name: '__part', codes: new Uint8Array(5000), levels: ['train'] }]);
  expect(await byUs(grafted, 5000)).toEqual(await byUs(path, 5000));
});

test('what is packed, of another type, not there or of another length is refused', async () => {
  const packed = await write('packed.parquet', 100, 'COMPRESSION snappy');
  await expect(byUs(packed, 100)).rejects.toThrow('packed');
  const path = await write('short.parquet', 100, 'COMPRESSION uncompressed');
  await expect(byUs(path, 101)).rejects.toThrow('number of rows');
  await expect(byUs(path, 99)).rejects.toThrow('rows');
  for (const name of ['other', 'nobody'])
    await expect(readNumbers(path, [{ name, into: new Float64Array(100) }], () => undefined)).rejects.toThrow(
      'plain numbers',
    );
  const times = join(folder, 'times.parquet');
  await connection.run(
    `COPY (SELECT TIMESTAMP '2020-01-01' AS t, 1::UBIGINT AS u) TO ${sqlText(times)} (FORMAT parquet, COMPRESSION uncompressed)`,
  );
  for (const name of ['t', 'u'])
    await expect(readNumbers(times, [{ name, into: new Float64Array(1) }], () => undefined)).rejects.toThrow(
      'plain numbers',
    );
});
