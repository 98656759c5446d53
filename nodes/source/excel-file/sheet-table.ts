import { fail } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { soundNames } from '../column-names.ts';
import { areaText, isFilled, usedArea } from './area.ts';
import { cellValue } from './cell-value.ts';
import type { ExcelParams } from './params.ts';
import { type ReadColumn, readColumn } from './sheet-columns.ts';
import { tooLarge } from './unpack.ts';
import type { Area, Sheet } from './workbook.ts';

export interface SheetTable {
  readonly columns: readonly ReadColumn[];
  readonly rows: number;
  readonly findings: readonly Finding[];
}

const mostCharacters = 500_000_000;

/** The table in a sheet, with all that was lost on the way. */
export const tableOf = (sheet: Sheet, settings: ExcelParams): SheetTable => {
  const area = usedArea(sheet, settings);
  if (!area) throw fail('data.empty-file', { values: { path: settings.path } });
  const first = area.s.r + settings.headerRow;
  if (first > area.e.r + 1) throw headerBeyond(settings);
  const rows = filledRows(sheet, area, first);
  const missing = new Set(settings.missing);
  const places = Array.from({ length: area.e.c - area.s.c + 1 }, (_, index) => area.s.c + index);
  const header = settings.headerRow > 0 ? sheet.cells[first - 1] : undefined;
  const titles = places.map((column) => String(cellValue(header?.[column], sheet, new Set()).value ?? ''));
  const { names, findings } = soundNames(titles);
  let characters = 0;
  const columns = places.map((column, index) => {
    const cells = rows.map((row) => cellValue(sheet.cells[row]?.[column], sheet, missing));
    for (const { value } of cells) characters += typeof value === 'string' ? value.length : 0;
    if (characters > mostCharacters) throw tooLarge(settings.path, 'its cells hold more than 500 MB of text');
    return readColumn(cells, { name: names[index] ?? '', column, rows });
  });
  const skipped = area.e.r - first + 1 - rows.length;
  return {
    columns,
    rows: rows.length,
    findings: [...findings, ...merged(sheet, area), ...blank(skipped), ...columns.flatMap((one) => one.findings)],
  };
};

const filledRows = (sheet: Sheet, area: Area, first: number): readonly number[] => {
  const rows: number[] = [];
  for (let row = first; row <= area.e.r; row++)
    if (sheet.cells[row]?.some((cell, column) => column >= area.s.c && column <= area.e.c && isFilled(cell)))
      rows.push(row);
  return rows;
};

const headerBeyond = (settings: ExcelParams) =>
  fail('param.invalid', {
    param: 'headerRow',
    values: { param: 'Header row', reason: `the range has fewer than ${settings.headerRow} rows` },
  });

const merged = ({ merges }: Sheet, area: Area): readonly Finding[] => {
  const inside = merges.filter(({ s, e }) => s.r <= area.e.r && e.r >= area.s.r && s.c <= area.e.c && e.c >= area.s.c);
  if (inside.length === 0) return [];
  return [
    {
      code: 'data.merged-cells',
      severity: 'warning',
      message: `${inside.length} groups of cells are merged; the value counts for the first cell of each, the others are missing. Undo the merging in the file if each row shall have it.`,
      value: inside.length,
      rows: inside.reduce((sum, { s, e }) => sum + e.r - s.r + 1, 0),
      examples: inside.slice(0, 5).map(areaText),
    },
  ];
};

const blank = (count: number): readonly Finding[] =>
  count === 0
    ? []
    : [
        {
          code: 'data.empty-rows',
          severity: 'info',
          message: `${count} rows without any value between the others were left out.`,
          rows: count,
        },
      ];
