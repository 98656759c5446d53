import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical.ts';
import { hiddenColumns, sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

/**
 * Hash of a table's content and of the order of its rows. Each row is hashed with its place, and the hashes are added up, so
 * that it does not matter in how many threads DuckDB does it.
 */
export const contentHash = async (connection: Connection, table: Table): Promise<string> => {
  const names = [...hiddenColumns(table), ...table.columns.map(({ name }) => name)].map(sqlName).join(', ');
  const [row] = await connection.rows(
    `SELECT sum(h)::VARCHAR AS total, bit_xor(h)::VARCHAR AS mixed FROM (SELECT hash(row_number() OVER (), ${names}) AS h FROM ${table.relation})`,
  );
  const { columns, split, rows } = table;
  return createHash('sha256')
    .update(canonicalJson([columns, split, rows, row?.['total'] ?? '', row?.['mixed'] ?? '']))
    .digest('hex');
};
