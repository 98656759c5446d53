import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical.ts';
import { hiddenColumns, sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { columnBlocks } from './column-blocks.ts';
import { canBeNumbered, parquetColumns, parquetFile } from './parquet.ts';

/** The place of each row, from 1. A file knows it of each row by itself; counting up takes DuckDB a single thread. */
const placed = (table: Table): { readonly place: string; readonly relation: string } => {
  const file = parquetFile(table.relation);
  if (file?.numbered) return { place: '__row + 1', relation: table.relation };
  if (!file || !canBeNumbered(table)) return { place: 'row_number() OVER ()', relation: table.relation };
  return {
    place: 'file_row_number + 1',
    relation: `read_parquet(${sqlText(file.path)}, file_row_number = true)`,
  };
};

/**
 * Hash of a table's content and of the order of its rows. Each row is hashed with its place, and the hashes are added up, so
 * that it does not matter in how many threads DuckDB does it.
 */
export const contentHash = async (connection: Connection, table: Table): Promise<string> => {
  const { place, relation } = placed(table);
  const all = [...hiddenColumns(table), ...table.columns.map(({ name }) => name)];
  const sums: string[] = [];
  for (const names of columnBlocks(all)) {
    const [row] = await connection.rows(
      `SELECT sum(h)::VARCHAR AS total, bit_xor(h)::VARCHAR AS mixed FROM (SELECT hash(${place}, ${names.map(sqlName).join(', ')}) AS h FROM ${parquetColumns(relation, names)})`,
    );
    sums.push(String(row?.['total'] ?? ''), String(row?.['mixed'] ?? ''));
  }
  const { columns, split, rows } = table;
  return createHash('sha256')
    .update(canonicalJson([columns, split, rows, ...sums]))
    .digest('hex');
};
