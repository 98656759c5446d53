import type { Table } from '../../../contract/values.ts';
import { cellListsBeside } from '../../cell-lists.ts';
import { isWide } from '../../cells-below.ts';
import { type Bounded, boundsBeside, clippedBeside, clippedSql } from './bounds-sql.ts';

interface ClippedCells {
  /** SQL of each clipped column's cell. */
  readonly cells: ReadonlyMap<string, string>;
  /** FROM item that they are taken from. */
  readonly from: string;
}

/** The cells of columns with bounds, clipped to them; those of many in lists. */
export const clippedCells = (table: Table, learned: readonly Bounded[]): ClippedCells => {
  if (!isWide(table, learned.length)) {
    const cells = learned.map(({ column, bounds }) => [column.name, clippedSql(column, bounds)] as const);
    return { cells: new Map(cells), from: table.relation };
  }
  const bounds = new Map(learned.map((one) => [one.column.name, boundsBeside(one)]));
  const namesOf = (whole: boolean) =>
    learned.filter(({ column }) => (column.type === 'integer') === whole).map(({ column }) => column.name);
  const lists = [true, false].map((whole) =>
    cellListsBeside(whole ? '__clipped_whole_' : '__clipped_', namesOf(whole), {
      cell: clippedBeside,
      own: (name) => bounds.get(name) ?? 'NULL',
    }),
  );
  const made = lists.flatMap((list) => list.made).join(', ');
  return {
    cells: new Map(lists.flatMap(({ places }) => [...places])),
    from: `(SELECT *, ${made} FROM ${table.relation})`,
  };
};
