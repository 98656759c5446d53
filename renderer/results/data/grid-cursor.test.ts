import { expect, test } from 'vitest';
import { type GridCursor, moveCursor, rangeOf } from './grid-cursor.ts';

const extent = { rows: 1000, columns: 8, pageRows: 10 };
const at = (row: number, column: number): GridCursor => ({ active: { row, column }, anchor: { row, column } });
const press = (cursor: GridCursor, key: string, held: { ctrl?: boolean; shift?: boolean } = {}) =>
  moveCursor(cursor, { key, ctrl: held.ctrl ?? false, shift: held.shift ?? false }, extent);

test('arrows go from cell to cell, and up from the first row into the header', () => {
  expect(press(at(3, 2), 'ArrowDown')?.active).toEqual({ row: 4, column: 2 });
  expect(press(at(0, 2), 'ArrowUp')?.active).toEqual({ row: -1, column: 2 });
  expect(press(at(-1, 2), 'ArrowUp')?.active).toEqual({ row: -1, column: 2 });
  expect(press(at(3, 7), 'ArrowRight')?.active).toEqual({ row: 3, column: 7 });
});

test('Control leads to the edges, Page keys a screen further', () => {
  expect(press(at(3, 2), 'End', { ctrl: true })?.active).toEqual({ row: 999, column: 7 });
  expect(press(at(995, 2), 'PageDown')?.active).toEqual({ row: 999, column: 2 });
  expect(press(at(3, 2), 'PageUp')?.active).toEqual({ row: 0, column: 2 });
});

test('Shift stretches the selection from where it began', () => {
  const stretched = press(press(at(3, 2), 'ArrowDown', { shift: true }) ?? at(0, 0), 'ArrowLeft', { shift: true });
  expect(stretched && rangeOf(stretched)).toEqual({ firstRow: 3, lastRow: 4, firstColumn: 1, lastColumn: 2 });
});

test('Control A selects everything', () => {
  const all = press(at(3, 2), 'a', { ctrl: true });
  expect(all && rangeOf(all)).toEqual({ firstRow: 0, lastRow: 999, firstColumn: 0, lastColumn: 7 });
});

test('other keys are left to others', () => {
  expect(press(at(3, 2), 'x')).toBeUndefined();
});
