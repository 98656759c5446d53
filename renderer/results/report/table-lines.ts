import type { ReportTable } from '../../../contract/report.ts';
import { columnNumber } from './metric-text.ts';

export interface ColumnLook {
  /** Numbers stand to the right; long texts take several lines, so that the numbers beside them stay in sight. */
  readonly className: '' | 'right' | 'long';
  readonly numberText: (value: number) => string;
}

const longText = 32;

const lookOf = ({ rows }: Pick<ReportTable, 'rows'>, index: number): ColumnLook['className'] => {
  const values = rows.map((row) => row[index] ?? null);
  const isNumbers = values.every((value) => value === null || typeof value === 'number');
  if (isNumbers && values.some((value) => value !== null)) return 'right';
  return values.some((value) => String(value ?? '').length > longText) ? 'long' : '';
};

/** How the columns of a table are written, over all of its rows. */
export const columnLooks = (table: ReportTable): readonly ColumnLook[] =>
  table.columns.map((_, index) => ({
    className: lookOf(table, index),
    numberText: columnNumber(table.rows.map((row) => row[index])),
  }));

/** Places of the rows in which a text holds what is sought, in any case; all of them where nothing is. */
export const matchingLines = ({ rows }: Pick<ReportTable, 'rows'>, sought: string): readonly number[] => {
  const wanted = sought.trim().toLowerCase();
  const places = Array.from(rows.keys());
  if (wanted === '') return places;
  const fits = (cell: string | number | null): boolean =>
    typeof cell === 'string' && cell.toLowerCase().includes(wanted);
  return places.filter((place) => rows[place]?.some(fits));
};

const looked = 200;
const widest = 40;

/** Characters that the longest cell of each column has, by rows all over the table: a table that is drawn in part keeps its widths. */
export const columnWidths = (table: ReportTable, looks: readonly ColumnLook[]): readonly number[] => {
  const step = Math.max(1, Math.floor(table.rows.length / looked));
  const some = table.rows.filter((_, place) => place % step === 0);
  return table.columns.map((title, index) => {
    const written = some.map((row) => {
      const cell = row[index] ?? '';
      return typeof cell === 'number' ? (looks[index]?.numberText(cell) ?? '') : cell;
    });
    return Math.min(widest, Math.max(title.length, ...written.map((text) => text.length)));
  });
};
