import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';
import { majority, smoteNeighbours } from './smote-nc.ts';

test('the nearest come first, of equally near ones the first; NaN is no neighbour', () => {
  const distances = [3, 1, Number.NaN, 1, 0.5, 2];
  expect(nearest(6, 4, (row) => distances[row] ?? 0)).toEqual([4, 1, 3, 5]);
  expect(nearest(6, 9, (row) => distances[row] ?? 0)).toEqual([4, 1, 3, 5, 0]);
});

test('a category that differs costs half the square of the median deviation', () => {
  // The deviation of 0, 0, 3 and 10 is about 4.09, so a category that differs is as far as 2.89.
  const at = (near: number) => ({
    rows: 4,
    numbers: [Float64Array.of(0, 0, near, 10)],
    codes: [Int32Array.of(0, 1, 0, 0)],
  });
  expect(smoteNeighbours(at(2.8), 3)(0)).toEqual([2, 1, 3]);
  expect(smoteNeighbours(at(3), 3)(0)).toEqual([1, 2, 3]);
});

test('missing numbers stand in the middle', () => {
  const rows = { rows: 4, numbers: [Float64Array.of(0, Number.NaN, 4, 5)], codes: [] };
  expect(smoteNeighbours(rows, 3)(0)).toEqual([1, 2, 3]);
});

test('rows of categories only are near where they agree', () => {
  const rows = { rows: 3, numbers: [], codes: [Int32Array.of(0, 1, 0), Int32Array.of(0, 0, 1)] };
  expect(smoteNeighbours(rows, 2)(0)).toEqual([1, 2]);
});

test('the commonest category wins, and the nearest of equally common ones', () => {
  expect(majority(Int32Array.of(5, 6, 6, 5), [1, 0, 2])).toBe(6);
  expect(majority(Int32Array.of(5, 6, 6, 5), [1, 0])).toBe(6);
  expect(majority(Int32Array.of(5, 6, 6, 5), [3, 1])).toBe(5);
});
