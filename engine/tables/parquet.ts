import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

/** Without the limit, columns of measured numbers are first tried as dictionaries, which costs a third of the time. */
export const parquetOptions = 'FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 4000';

type Content = Pick<Table, 'relation' | 'columns' | 'split'>;

/** The columns a relation of this table must have, each with its physical type, hidden ones first. */
export const selectList = ({ columns, split }: Pick<Table, 'columns' | 'split'>): string =>
  [
    ...hiddenColumns({ split }).map((name) => sqlName(name)),
    ...columns.map(({ name, type }) => `CAST(${sqlName(name)} AS ${physicalTypes[type]}) AS ${sqlName(name)}`),
  ].join(', ');

export const writeParquet = async (connection: Connection, table: Content, path: string): Promise<void> => {
  const sql = `SELECT ${selectList(table)} FROM ${table.relation}`;
  await connection.run(`COPY (${sql}) TO ${sqlText(path)} (${parquetOptions})`);
};

/** The file behind a relation that `parquetRelation` made; undefined for any other. */
export const parquetPath = (relation: string): string | undefined => {
  const [, quoted] = /^read_parquet\('((?:[^']|'')*)'\)$/.exec(relation) ?? [];
  return quoted?.replaceAll("''", "'");
};

/** What may stand after FROM to read a Parquet file in its own order. */
export const parquetRelation = (path: string): string => `read_parquet(${sqlText(path)})`;

export const countRows = async (connection: Connection, relation: string): Promise<number> => {
  const [row] = await connection.rows(`SELECT count(*) AS rows FROM ${relation}`);
  return Number(row?.['rows'] ?? 0);
};
