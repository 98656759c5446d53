import { expect, test } from 'vitest';
import { readCell, readTable, splitText } from './grid-text.ts';

test('pasted text becomes a table whose first line names the columns', () => {
  expect(readTable('species,mass\nAdelie,3750\n"Gentoo, big",\n')).toEqual({
    columns: ['species', 'mass'],
    rows: [
      ['Adelie', 3750],
      ['Gentoo, big', null],
    ],
  });
});

test('cells from a spreadsheet are split at tabs', () => {
  expect(splitText('a;b\tc\r\n1\t"x ""y"""')).toEqual([
    ['a;b', 'c'],
    ['1', 'x "y"'],
  ]);
});

test('lines of numbers only have no header', () => {
  expect(readTable('1,2\n3,4').columns).toEqual(['column_1', 'column_2']);
});

test('only what reads as a number becomes one', () => {
  expect(['1', '-2.5e3', '', 'true', '1.2.3', '007a'].map(readCell)).toEqual([1, -2500, null, true, '1.2.3', '007a']);
});
