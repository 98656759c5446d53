import type { Column } from '../../contract/column.ts';
import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

const mostInDictionary = 4000;
/** Room for a dictionary is taken for each column and thread before the first row: 2.6 GB for 10,000 columns. */
const mostInDictionaries = 400_000;

/** Beyond this share of columns of free text a file is worth packing. */
const mostlyText = 0.25;

/**
 * Without the limit, columns of measured numbers are first tried as dictionaries, which costs a third of the time. Packing
 * costs a quarter more to write and a third more to read, and makes files of numbers 8 % smaller; those of text half as large.
 */
export const parquetOptions = (columns: readonly Column[]): string => {
  const limit = Math.max(1, Math.min(mostInDictionary, Math.floor(mostInDictionaries / Math.max(1, columns.length))));
  const texts = columns.filter(({ type }) => type === 'text').length;
  const packing = texts > mostlyText * columns.length ? 'snappy' : 'uncompressed';
  return `FORMAT parquet, COMPRESSION ${packing}, DICTIONARY_SIZE_LIMIT ${limit}`;
};

/** The columns a relation of this table must have, each with its physical type, hidden ones first. */
export const selectList = ({
  columns,
  split,
  without = [],
}: Pick<Table, 'columns' | 'split'> & { readonly without?: readonly string[] }): string =>
  [
    ...hiddenColumns({ split })
      .filter((name) => !without.includes(name))
      .map((name) => sqlName(name)),
    ...columns.map(({ name, type }) => `CAST(${sqlName(name)} AS ${physicalTypes[type]}) AS ${sqlName(name)}`),
  ].join(', ');

/** A Parquet file that holds a table. */
export interface ParquetFile {
  readonly path: string;
  /**
   * `__row` is not in the file: it is the place of the row in it. DuckDB numbers rows in one thread only, so that a table
   * that is written with its numbers takes twice the time.
   */
  readonly numbered?: boolean | undefined;
}

/** DuckDB's name for the place of a row; a table that has a column of that name can't be numbered by it. */
const place = 'file_row_number';

export const canBeNumbered = ({ columns }: Pick<Table, 'columns'>): boolean =>
  columns.every(({ name }) => name.toLowerCase() !== place);

const numberedStart = `(SELECT ${place} AS __row, * EXCLUDE (${place}) FROM read_parquet(`;
const numberedEnd = `, ${place} = true))`;

/** What may stand after FROM to read a table from its file, in the order of the file. */
export const parquetRelation = ({ path, numbered }: ParquetFile): string =>
  numbered ? `${numberedStart}${sqlText(path)}${numberedEnd}` : `read_parquet(${sqlText(path)})`;

/**
 * What may stand after FROM to read some columns of a table from its file: the relation of a numbered table names them all,
 * which takes DuckDB half a second where there are 10,000.
 */
export const parquetColumns = (relation: string, names: readonly string[]): string => {
  const file = parquetFile(relation);
  if (!file?.numbered) return relation;
  const wanted = names.filter((name) => name !== '__row').map(sqlName);
  return `(SELECT ${[`${place} AS __row`, ...wanted].join(', ')} FROM read_parquet(${sqlText(file.path)}, ${place} = true))`;
};

/** The file behind a relation that `parquetRelation` made; undefined for any other. */
export const parquetFile = (relation: string): ParquetFile | undefined => {
  const numbered = relation.startsWith(numberedStart) && relation.endsWith(numberedEnd);
  const call = numbered ? `read_parquet(${relation.slice(numberedStart.length, -numberedEnd.length)})` : relation;
  const [, quoted] = /^read_parquet\('((?:[^']|'')*)'\)$/.exec(call) ?? [];
  return quoted === undefined ? undefined : { path: quoted.replaceAll("''", "'"), numbered };
};

export const countRows = async (connection: Connection, relation: string): Promise<number> => {
  const [row] = await connection.rows(`SELECT count(*) AS rows FROM ${relation}`);
  return Number(row?.['rows'] ?? 0);
};
