import type { Table } from '../../contract/values.ts';
import { parquetFile } from './parquet.ts';
import type { StoredPlace } from './stored-view.ts';

/** A table with how it lies in the cache, for whoever can read its file without DuckDB. */
export interface PlacedTable extends Table {
  readonly place: StoredPlace & {
    /** The relation that this is about: a table may have got another since. */
    readonly relation: string;
  };
}

export interface NumbersInFile {
  readonly path: string;
  readonly rows: number;
  /** `__row` of a row of the table is its place in the file. */
  readonly isNumbered: boolean;
  /** The columns that stand there as the numbers that they are, and their names there. */
  readonly columns: ReadonlyMap<string, string>;
}

const isPlaced = (table: Table): table is PlacedTable => 'place' in table;

const placeOf = (table: Table): StoredPlace | undefined => {
  if (isPlaced(table) && table.place.relation === table.relation) return table.place;
  const file = parquetFile(table.relation);
  return file && { path: file.path, numbered: file.numbered === true };
};

/** Where the numbers of a table can be read as they are; undefined where the table is no single file. */
export const numbersInFile = (table: Table, names: readonly string[]): NumbersInFile | undefined => {
  const place = placeOf(table);
  if (!place) return undefined;
  const wanted = new Set(names);
  const columns = new Map<string, string>();
  for (const [index, { name, type }] of table.columns.entries()) {
    const { of, fill, missing } = place.cells?.[index] ?? { of: name };
    const isNumber = type === 'number' || type === 'integer';
    if (wanted.has(name) && isNumber && fill === undefined && !missing) columns.set(name, of);
  }
  return { path: place.path, rows: place.fileRows ?? table.rows, isNumbered: place.numbered, columns };
};
