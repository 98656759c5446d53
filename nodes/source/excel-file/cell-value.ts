import { isFilled } from './area.ts';
import type { Sheet, SheetCell } from './workbook.ts';

/** What stands in a cell. Times of day without a date are `time`. */
export type CellKind = 'missing' | 'number' | 'date' | 'time' | 'boolean' | 'text' | 'error' | 'uncalculated';

export interface CellValue {
  readonly kind: CellKind;
  readonly value: string | number | boolean | null;
}

const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

const missing: CellValue = { kind: 'missing', value: null };
const dayMs = 86_400_000;
/** 9999-12-31. */
const lastSerial = 2_958_466;

export const cellValue = (cell: SheetCell | undefined, sheet: Sheet, missingTexts: ReadonlySet<string>): CellValue => {
  if (!cell || !isFilled(cell)) return cell?.f === undefined ? missing : { kind: 'uncalculated', value: cell.f };
  const { v } = cell;
  if (cell.t === 'e') return { kind: 'error', value: typeof v === 'number' ? (errors[v] ?? '#ERROR') : String(v) };
  if (typeof v === 'boolean') return { kind: 'boolean', value: v };
  if (v instanceof Date) return { kind: 'date', value: isoOf(v.getTime()) };
  if (typeof v === 'number') return numberValue(v, cell, sheet);
  const text = String(v);
  return missingTexts.has(text.trim()) || text.trim() === '' ? missing : { kind: 'text', value: text };
};

const numberValue = (value: number, { z }: SheetCell, sheet: Sheet): CellValue => {
  if (!Number.isFinite(value)) return { kind: 'error', value: '#NUM!' };
  if (z === undefined || z === 'General' || !sheet.isDate(z)) return { kind: 'number', value };
  const serial = value + (sheet.date1904 ? 1462 : 0);
  if (value < 0 || serial >= lastSerial) return { kind: 'error', value: '#####' };
  // A number of the first day without day or year in its format is a time of day.
  if (value < 1 && !/[dy]/i.test(String(z).replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')))
    return { kind: 'time', value: isoOf(Math.round(value * dayMs)).slice(11) };
  return { kind: 'date', value: isoOf(dateMs(serial)) };
};

/** Serial 60 is a 29 February 1900 that never was, so days before it count one less. */
const dateMs = (serial: number): number => Math.round((serial - 25_569 + (serial < 60 ? 1 : 0)) * dayMs);

const isoOf = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '');
