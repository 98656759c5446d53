import { expect, test } from 'vitest';
import { cellText, decimalsOf } from './cell-text.ts';
import { csvText } from './csv-text.ts';

test('a column of numbers has as many decimals as its values need, up to four', () => {
  expect(decimalsOf([39.1, 40, null, 38.25])).toBe(2);
  expect(decimalsOf([1 / 3])).toBe(4);
  expect(decimalsOf([1, 2])).toBe(0);
  expect(cellText(40, 'number', 2)).toBe('40.00');
});

test('numbers too small or too large for decimals are written with an exponent', () => {
  expect(cellText(1.5e-9, 'number', 4)).toBe('1.500e-9');
  expect(cellText(4e15, 'number', 2)).toBe('4.000e+15');
  expect(cellText(0, 'number', 2)).toBe('0.00');
});

test('a number with more decimals than its column is shown with them', () => {
  expect(cellText(0.25, 'number', 0)).toBe('0.25');
  expect(cellText(7, 'number', 0)).toBe('7');
});

test('missing is not text, and an empty text is not missing', () => {
  expect(cellText(null, 'text', 0)).toBeNull();
  expect(cellText('', 'text', 0)).toBe('');
});

test('a datetime at midnight is a date', () => {
  expect(cellText('2026-03-01T00:00:00', 'datetime', 0)).toBe('2026-03-01');
  expect(cellText('2026-03-01T14:05:00', 'datetime', 0)).toBe('2026-03-01 14:05:00');
});

test('CSV quotes what needs it and tells missing from empty', () => {
  expect(
    csvText(
      ['a', 'b, c'],
      [
        ['say "hi"', null],
        ['', 1.25],
      ],
    ),
  ).toBe('a,"b, c"\n"say ""hi""",\n"",1.25');
});
