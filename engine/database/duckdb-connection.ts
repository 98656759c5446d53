import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { SqlRow, SqlValue } from '../../contract/context.ts';
import { appendColumns } from './append.ts';
import type { Chunk, Connection } from './database.ts';

const plain = (value: unknown): SqlValue => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return value instanceof Date ? value.toISOString().replace(/\.000Z$|Z$/, '') : String(value);
};

const toRow = (row: Readonly<Record<string, unknown>>): SqlRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));

const toChunk = (chunk: DuckDBDataChunk): Chunk => ({
  rows: chunk.rowCount,
  items: (index) => (chunk.getColumnVector(index) as unknown as { readonly items: ArrayLike<number | bigint> }).items,
  values: (index) => chunk.getColumnValues(index).map(plain),
});

async function* streamOf(connection: DuckDBConnection, sql: string): AsyncIterable<Chunk> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield toChunk(chunk);
}

const bound = (values: readonly SqlValue[] | undefined): DuckDBValue[] | undefined =>
  values && values.length > 0 ? [...values] : undefined;

export const openConnection = (connection: DuckDBConnection): Connection => ({
  run: async (sql, values) => {
    await connection.run(sql, bound(values));
  },
  rows: async (sql, values) => {
    const reader = await connection.runAndReadAll(sql, bound(values));
    return reader.getRowObjectsJS().map(toRow);
  },
  stream: (sql) => streamOf(connection, sql),
  append: (table, columns) => appendColumns(connection, table, columns),
  check: () => undefined,
  interrupt: () => connection.interrupt(),
  close: () => connection.closeSync(),
});
