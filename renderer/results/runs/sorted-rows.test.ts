import { expect, test } from 'vitest';
import { matchingRows, sortedRows } from './sorted-rows.ts';

const rows = [{ a: 2 }, { a: null }, { a: 10 }, { a: 1 }];
const keyOf = (row: { readonly a: number | null }) => row.a;

test('numbers are sorted as numbers, and rows without one stand last whichever way', () => {
  expect(sortedRows(rows, keyOf, { column: 'a', descending: false }).map(keyOf)).toEqual([1, 2, 10, null]);
  expect(sortedRows(rows, keyOf, { column: 'a', descending: true }).map(keyOf)).toEqual([10, 2, 1, null]);
});

test('a filter of several words wants all of them, in any order', () => {
  const texts = ['Random forest succeeded', 'Random search failed'];
  expect(matchingRows(texts, (text) => text, 'succ RANDOM')).toEqual(['Random forest succeeded']);
  expect(matchingRows(texts, (text) => text, '  ')).toBe(texts);
});
