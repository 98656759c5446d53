import type { TablePage } from '../../contract/api.ts';
import type { Column } from '../../contract/column.ts';
import type { SqlValue } from '../../contract/context.ts';
import { probabilityColumns } from '../../contract/prediction-columns.ts';
import { cellText } from '../results/data/cell-text.ts';

/** A label that is probably wrong, as a row of the output `issues` has it. */
export interface ReviewRow {
  readonly key: string;
  readonly given: string;
  readonly suggested: string;
  /** Of each class, in the order of `classesIn`. */
  readonly probabilities: readonly number[];
  /** What else is in the row; null where missing. */
  readonly values: readonly { readonly name: string; readonly text: string | null }[];
}

const own = ['row_key', 'given', 'suggested', 'correction', 'self_confidence', 'margin'];

/** The classes that a label can be of. */
export const classesIn = (columns: readonly Column[]): readonly string[] =>
  columns.find(({ name }) => name === 'given')?.levels ?? [];

const text = (value: SqlValue | undefined): string => (value === undefined || value === null ? '' : String(value));

/** Reads rows by the names of their columns. */
export const reviewRows = (columns: readonly Column[], page: TablePage['page']): readonly ReviewRow[] => {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const places = { key: at('row_key'), given: at('given'), suggested: at('suggested') };
  const probabilities = probabilityColumns(classesIn(columns)).map(at);
  const taken = new Set([...own.map(at), ...probabilities]);
  const evidence = columns.map((column, place) => ({ column, place })).filter(({ place }) => !taken.has(place));
  return page.map(({ cells }) => ({
    key: text(cells[places.key]),
    given: text(cells[places.given]),
    suggested: text(cells[places.suggested]),
    probabilities: probabilities.map((place) => Number(cells[place] ?? 0)),
    values: evidence.map(({ column: { name, type }, place }) => ({
      name,
      text: cellText(cells[place] ?? null, type, 0),
    })),
  }));
};

/** How probable the learners find a class for a row. */
export const probabilityOf = (row: ReviewRow, classes: readonly string[], name: string): number =>
  row.probabilities[classes.indexOf(name)] ?? 0;
