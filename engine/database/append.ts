import type { DuckDBConnection, DuckDBDataChunk, DuckDBType } from '@duckdb/node-api';
import { sqlName } from '../../contract/sql.ts';
import type { Connection } from './database.ts';
import { duckdb } from './duckdb-library.ts';

type AppendedColumn = Parameters<Connection['append']>[1][number];

const { BIGINT, BOOLEAN, DOUBLE, INTEGER, VARCHAR } = duckdb;
const types: Readonly<Record<AppendedColumn['type'], DuckDBType>> = { DOUBLE, BIGINT, INTEGER, BOOLEAN, VARCHAR };

/** Rows DuckDB takes in one chunk. */
const chunkRows = 2048;

const scalar = (type: AppendedColumn['type'], value: number | bigint | string | null | undefined) => {
  if (value === null || value === undefined) return null;
  if (type === 'VARCHAR') return String(value);
  if (Number.isNaN(value)) return null;
  if (type === 'BOOLEAN') return Boolean(value);
  if (type === 'BIGINT') return BigInt(value);
  return Number(value);
};

const fill = (chunk: DuckDBDataChunk, index: number, column: AppendedColumn, from: number): void => {
  const rows = chunk.rowCount;
  if (column.type === 'DOUBLE' && column.values instanceof Float64Array) {
    const vector = chunk.getColumnVector(index) as unknown as { readonly items: Float64Array; flush(): void };
    vector.items.set(column.values.subarray(from, from + rows));
    vector.flush();
    return;
  }
  chunk.setColumnValues(
    index,
    Array.from({ length: rows }, (_, row) => scalar(column.type, column.values[from + row])),
  );
};

/** Creates a table from columns in memory, chunk by chunk. Numbers that are NaN become NULL. */
export const appendColumns = async (
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendedColumn[],
): Promise<void> => {
  const declared = columns.map(({ name, type }) => `${sqlName(name)} ${type}`).join(', ');
  await connection.run(`CREATE TABLE ${table} (${declared})`);
  const rows = columns[0]?.values.length ?? 0;
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows; from += chunkRows) {
    const chunk = duckdb.DuckDBDataChunk.create(
      columns.map(({ type }) => types[type]),
      Math.min(chunkRows, rows - from),
    );
    for (const [index, column] of columns.entries()) fill(chunk, index, column, from);
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
  for (const { name, type, values } of columns)
    if (type === 'DOUBLE' && values instanceof Float64Array && values.some(Number.isNaN))
      await connection.run(`UPDATE ${table} SET ${sqlName(name)} = NULL WHERE isnan(${sqlName(name)})`);
};
