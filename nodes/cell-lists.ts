import { sqlName } from '../contract/sql.ts';

/** DuckDB carries a list of so many cells along at little cost. */
const inList = 2500;

export interface CellLists {
  /** What is selected to make them. */
  readonly made: readonly string[];
  /** SQL of each column's cell in them. */
  readonly places: ReadonlyMap<string, string>;
}

/** `transformed` gives SQL of the list of what becomes of the cells of some columns. */
const inLists = (
  label: string,
  columns: readonly string[],
  transformed: (those: readonly string[]) => string,
): CellLists => {
  const made: string[] = [];
  const places = new Map<string, string>();
  for (let from = 0; from < columns.length; from += inList) {
    const those = columns.slice(from, from + inList);
    const list = `${label}${made.length}`;
    made.push(`${transformed(those)} AS ${list}`);
    for (const [at, column] of those.entries()) places.set(column, `${list}[${at + 1}]`);
  }
  return { made, places };
};

const listOf = (sql: readonly string[]): string => `[${sql.join(', ')}]`;

/**
 * Something done to each cell of many columns, in lists called `label` and a number. DuckDB takes a millisecond and more to make
 * ready what is done to a column, and longer for each the more there are; to a list it is done once. `cell` gives SQL about `raw`
 * for the columns of one list; `place` counts them from 1.
 */
export const cellLists = (
  label: string,
  columns: readonly string[],
  cell: (those: readonly string[]) => string,
): CellLists =>
  inLists(
    label,
    columns,
    (those) => `list_transform(${listOf(those.map(sqlName))}, lambda raw, place: ${cell(those)})`,
  );

/**
 * The same with something of each column's own: `cell` is SQL about `pair[1]`, which is the cell, and `pair[2]`, which is what
 * `own` gives for its column. A list of lists that is looked into by `place` would be copied for each cell.
 */
export const cellListsBeside = (
  label: string,
  columns: readonly string[],
  { cell, own }: { readonly cell: string; own(column: string): string },
): CellLists =>
  inLists(
    label,
    columns,
    (those) =>
      `list_transform(list_zip(${listOf(those.map(sqlName))}, ${listOf(those.map(own))}), lambda pair: ${cell})`,
  );
