import { fail } from '../../../contract/problem.ts';
import type { ExcelParams } from './params.ts';
import { tooLarge } from './unpack.ts';
import type { Area, Sheet, SheetCell } from './workbook.ts';

const mostCells = 30_000_000;

/** `AB` → 27. */
const columnIndex = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const columnLetters = (index: number): string =>
  (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** `B7`, as people call a cell. */
export const addressOf = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`;

export const areaText = ({ s, e }: Area): string => `${addressOf(s.r, s.c)}:${addressOf(e.r, e.c)}`;

export const isFilled = (cell: SheetCell | undefined): boolean =>
  cell !== undefined && cell.t !== 'z' && cell.v !== undefined && cell.v !== '';

/** From the first to the last filled cell, within the range of the settings; undefined where there is none. */
export const usedArea = (sheet: Sheet, settings: ExcelParams): Area | undefined => {
  const asked = askedArea(settings);
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  // Holes are skipped: a cell in the last corner of a sheet must not make a walk of all between.
  sheet.cells.forEach((row, r) => {
    if (r < asked.s.r || r > asked.e.r) return;
    row?.forEach((cell, c) => {
      if (c < asked.s.c || c > asked.e.c || !isFilled(cell)) return;
      top = Math.min(top, r);
      bottom = Math.max(bottom, r);
      left = Math.min(left, c);
      right = Math.max(right, c);
    });
  });
  if (bottom < 0) return undefined;
  const area = { s: settings.range === '' ? { r: top, c: left } : asked.s, e: within(asked, bottom, right) };
  const count = (area.e.r - area.s.r + 1) * (area.e.c - area.s.c + 1);
  if (count > mostCells) throw tooLarge(settings.path, `its cells reach over ${count} places`);
  return area;
};

/** A range that names its last column has it, filled or not. */
const within = (asked: Area, bottom: number, right: number): Area['e'] => ({
  r: bottom,
  c: Number.isFinite(asked.e.c) ? asked.e.c : right,
});

const askedArea = ({ range }: ExcelParams): Area => {
  if (range.trim() === '') return { s: { r: 0, c: 0 }, e: { r: Infinity, c: Infinity } };
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})?(?::\$?([A-Z]{1,3})\$?(\d{1,7})?)?$/i.exec(range.trim());
  const [, left = '', top, right = left, bottom] = found ?? [];
  const area = {
    s: { r: top ? Number(top) - 1 : 0, c: columnIndex(left) },
    e: { r: bottom ? Number(bottom) - 1 : Infinity, c: columnIndex(right) },
  };
  if (!found || area.e.r < area.s.r || area.e.c < area.s.c || area.e.c > 16_383)
    throw fail('param.invalid', {
      param: 'range',
      values: { param: 'Range', reason: `“${range}” is no range of cells such as B3:F200` },
    });
  return area;
};
