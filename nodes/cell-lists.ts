import { sqlName } from '../contract/sql.ts';

/** DuckDB carries a list of so many cells along at little cost. */
const inList = 2500;

export interface CellLists {
  /** What is selected to make them. */
  readonly made: readonly string[];
  /** SQL of each column's cell in them. */
  readonly places: ReadonlyMap<string, string>;
}

/**
 * Something done to each cell of many columns, in lists called `label` and a number. DuckDB takes a millisecond and more to make
 * ready what is done to a column, and longer for each the more there are; to a list it is done once. `cell` gives SQL about `raw`
 * for the columns of one list; `place` counts them from 1.
 */
export const cellLists = (
  label: string,
  columns: readonly string[],
  cell: (those: readonly string[]) => string,
): CellLists => {
  const made: string[] = [];
  const places = new Map<string, string>();
  for (let from = 0; from < columns.length; from += inList) {
    const those = columns.slice(from, from + inList);
    const list = `${label}${made.length}`;
    made.push(`list_transform([${those.map(sqlName).join(', ')}], lambda raw, place: ${cell(those)}) AS ${list}`);
    for (const [at, column] of those.entries()) places.set(column, `${list}[${at + 1}]`);
  }
  return { made, places };
};
