import { sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { leaveOutColumn } from '../parquet/leave-out.ts';
import { canBeNumbered, type ParquetFile, parquetOptions, selectList } from './parquet.ts';

/** Whether each row of a file lies at the place that its `__row` tells. */
const liesInOrder = async (connection: Connection, path: string): Promise<boolean> => {
  const [row] = await connection.rows(
    `SELECT bool_and(__row = file_row_number) AS yes FROM read_parquet(${sqlText(path)}, file_row_number = true)`,
  );
  return row?.['yes'] === true;
};

/**
 * Writes the rows of a table. Where all of them lie in their order, as they do behind a step that only changes columns, the
 * file need not tell their numbers, and the steps behind this one can put their columns beside what is written here.
 */
export const writeTable = async (
  connection: Connection,
  table: Pick<Table, 'relation' | 'columns' | 'split'>,
  path: string,
): Promise<ParquetFile> => {
  const sql = `SELECT ${selectList(table)} FROM ${table.relation}`;
  await connection.run(`COPY (${sql}) TO ${sqlText(path)} (${parquetOptions(table.columns)})`);
  const numbered = canBeNumbered(table) && (await liesInOrder(connection, path));
  if (numbered) await leaveOutColumn(path, '__row');
  return { path, numbered };
};
