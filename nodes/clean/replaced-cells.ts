import { hiddenColumns, sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';

/**
 * A query for a table with other cells in some columns, whose SQL is given by their names. Columns are named one by one: 2,000
 * of them in a REPLACE take DuckDB a minute.
 */
export const replacedCells = (
  table: Table,
  cells: ReadonlyMap<string, string>,
  from: string = table.relation,
): string => {
  const columns = table.columns.map(({ name }) => {
    const cell = cells.get(name);
    return cell === undefined ? sqlName(name) : `${cell} AS ${sqlName(name)}`;
  });
  return `SELECT ${[...hiddenColumns(table).map(sqlName), ...columns].join(', ')} FROM ${from}`;
};
