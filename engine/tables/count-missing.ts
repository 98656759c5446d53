import { sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { parquetFile } from './parquet.ts';

/** What a file says of itself; undefined for a column of which it says nothing. */
const noted = async (connection: Connection, path: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await connection.rows(
    `SELECT path_in_schema AS name, sum(stats_null_count)::BIGINT AS missing FROM parquet_metadata(${sqlText(path)})
     GROUP BY ALL HAVING count(stats_null_count) = count(*)`,
  );
  return new Map(rows.map(({ name, missing }) => [String(name), Number(missing)]));
};

/** How many values of each column are missing. A table that is a whole file is not read for it. */
export const countMissing = async (
  connection: Connection,
  table: Table,
  names: readonly string[],
): Promise<readonly number[]> => {
  if (names.length === 0) return [];
  const file = parquetFile(table.relation);
  const known = file ? await noted(connection, file.path) : new Map<string, number>();
  const asked = names.flatMap((name, i) => (known.has(name) ? [] : [`count(*) - count(${sqlName(name)}) AS m${i}`]));
  const [row = {}] = asked.length > 0 ? await connection.rows(`SELECT ${asked.join(', ')} FROM ${table.relation}`) : [];
  return names.map((name, i) => known.get(name) ?? Number(row[`m${i}`] ?? 0));
};
