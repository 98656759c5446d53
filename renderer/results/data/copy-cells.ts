import type { TablePage } from '../../../contract/api.ts';
import type { Column } from '../../../contract/column.ts';
import { say } from '../../state/session.ts';
import { csvText } from './csv-text.ts';
import type { CellRange } from './grid-cursor.ts';

/** Enough for a spreadsheet; whole tables are written by a node. */
const mostRows = 50_000;
const pageRows = 1000;

export type LoadRows = (offset: number, limit: number) => Promise<TablePage>;

const rowsOf = async (range: CellRange, load: LoadRows) => {
  const rows: TablePage['page'][number][] = [];
  for (let offset = range.firstRow; offset <= range.lastRow; offset += pageRows)
    rows.push(...(await load(offset, Math.min(pageRows, range.lastRow - offset + 1))).page);
  return rows;
};

/** Copies the selected cells as CSV, with a header line where it is more than one cell. */
export const copyCells = async (range: CellRange, columns: readonly Column[], load: LoadRows): Promise<void> => {
  const count = range.lastRow - range.firstRow + 1;
  if (count > mostRows) {
    say(
      `${count.toLocaleString('en-GB')} rows are too many for the clipboard. Select up to ${mostRows.toLocaleString('en-GB')}.`,
      {
        tone: 'error',
      },
    );
    return;
  }
  const cut = <T>(list: readonly T[]): readonly T[] => list.slice(range.firstColumn, range.lastColumn + 1);
  try {
    const cells = (await rowsOf(range, load)).map((row) => cut(row.cells));
    const single = cells.length === 1 && cells[0]?.length === 1;
    const text = csvText(
      cut(columns).map(({ name }) => name),
      cells,
    );
    await navigator.clipboard.writeText(single ? text.slice(text.indexOf('\n') + 1) : text);
    say(single ? 'Copied the cell' : `Copied ${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'} as CSV`);
  } catch {
    say('The cells could not be copied. Try again with fewer rows.', { tone: 'error' });
  }
};
