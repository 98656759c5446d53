import { isDeepStrictEqual } from 'node:util';
import type { TouchedColumn } from '../../contract/amendment.ts';
import type { Column } from '../../contract/column.ts';
import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import { parquetFile, parquetRelation } from './parquet.ts';

/** How a table lies in a file whose rows are numbered by their place, where it is not just what is in there. */
export interface StoredView {
  /** Rows of the file; those of the table have `yes` in the column `__kept`. Absent where all are rows of the table. */
  readonly fileRows?: number;
  /** What each column of the table is made of; absent where the columns are those of the file. */
  readonly cells?: readonly TouchedColumn[];
}

export const keptColumn = '__kept';
export const keptLevels = ['no', 'yes'] as const;

export interface StoredPlace extends StoredView {
  readonly path: string;
  readonly numbered: boolean;
}

const cellSql = ({ of, fill, missing }: TouchedColumn, { name, type }: Column): string => {
  if (missing) return `${sqlName(of)} IS NULL AS ${sqlName(name)}`;
  const own = `CAST(${sqlName(of)} AS ${physicalTypes[type]})`;
  const value = fill === undefined ? own : `coalesce(${own}, CAST(${sqlText(String(fill))} AS ${physicalTypes[type]}))`;
  return `${value} AS ${sqlName(name)}`;
};

const viewStart = '(SELECT file_row_number AS __row, ';

/** Whether the rows of a relation that `storedRelation` made are in the order of `__row`, but not found by their place. */
export const isOrderedView = (relation: string): boolean =>
  relation.startsWith(viewStart) && parquetFile(relation) === undefined;

/** What may stand after FROM to read a stored table, in the order of its rows. */
export const storedRelation = (
  { path, numbered, fileRows, cells }: StoredPlace,
  { columns, split }: Pick<Table, 'columns' | 'split'>,
): string => {
  if (fileRows === undefined && !cells) return parquetRelation({ path, numbered });
  const left = fileRows === undefined ? [] : [keptColumn];
  const marks = hiddenColumns({ split }).filter((name) => name !== '__row');
  const wanted = cells
    ? [...marks, ...columns.map((column, index) => cellSql(cells[index] ?? { of: column.name }, column))]
    : [`* EXCLUDE (${['file_row_number', ...left].join(', ')})`];
  const some = left.length > 0 ? ` WHERE ${keptColumn} = '${keptLevels[1]}'` : '';
  return `${viewStart}${wanted.join(', ')} FROM read_parquet(${sqlText(path)}, file_row_number = true)${some})`;
};

/** Columns that were touched, and are touched once more. Undefined where one can't be told by its column in the file any more. */
export const touchedTwice = (
  before: { readonly columns: readonly Column[]; readonly cells?: readonly TouchedColumn[] | undefined },
  after: readonly TouchedColumn[],
): readonly TouchedColumn[] | undefined => {
  const known = new Map(before.columns.map(({ name }, index) => [name, before.cells?.[index] ?? { of: name }]));
  const cells: TouchedColumn[] = [];
  for (const { of, ...touch } of after) {
    const own = known.get(of);
    if (!own) return undefined;
    const isWhole = own.fill !== undefined || own.missing;
    if (touch.missing && isWhole) return undefined;
    cells.push(isWhole ? own : { ...own, ...touch });
  }
  return cells;
};

/** Cells that say no more than that the columns are those of the file. */
export const sayNothing = (
  cells: readonly TouchedColumn[],
  file: readonly Column[],
  columns: readonly Column[],
): boolean =>
  file.length === columns.length &&
  columns.every(
    ({ name, type }, index) =>
      isDeepStrictEqual(cells[index], { of: name }) &&
      file[index]?.name === name &&
      physicalTypes[file[index].type] === physicalTypes[type],
  );
