import type { ColumnType } from './column.ts';
import type { Table } from './values.ts';

/** A name as an SQL identifier, whatever is in it. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as an SQL literal. A NUL would end the statement for DuckDB, so it is written by its code. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''").split('\0').join("' || chr(0) || '")}'`;

/** The DuckDB type that a column of each type has. */
export const physicalTypes: Readonly<Record<ColumnType, string>> = {
  number: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  category: 'VARCHAR',
  text: 'VARCHAR',
  datetime: 'TIMESTAMP',
};

/** Names of the columns a relation has beside those of its table. */
export const hiddenColumns = (table: Pick<Table, 'split'>): readonly string[] => [
  '__row',
  ...(table.split.parts ? ['__part'] : []),
  ...(table.split.folds > 0 ? Array.from({ length: table.split.repeats }, (_, index) => `__fold_${index + 1}`) : []),
];
