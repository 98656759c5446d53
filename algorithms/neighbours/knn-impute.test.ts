import { expect, test } from 'vitest';
import { gappyDistance, neighbourMean } from './knn-impute.ts';

const none = Number.NaN;

test('distances count what both rows have, scaled up to all columns', () => {
  const rows = [Float64Array.of(3, 1), Float64Array.of(none, 0), Float64Array.of(5, none), Float64Array.of(6, 5)];
  expect(gappyDistance(rows, 0, rows, 1)).toBe(((3 - 1) ** 2 + (6 - 5) ** 2) * 2);
  const apart = [Float64Array.of(none, 1), Float64Array.of(2, none)];
  expect(gappyDistance(apart, 0, apart, 1)).toBeNaN();
});

test('a cell becomes the mean of its nearest neighbours that have a value', () => {
  const reference = [Float64Array.of(0, 1, 2, 10), Float64Array.of(none, 4, 6, 100)];
  const values = [Float64Array.of(0), Float64Array.of(none)];
  expect(neighbourMean(reference, values, { row: 0, column: 1, k: 2 })).toBe(5);
  expect(neighbourMean(reference, values, { row: 0, column: 1, k: 9 })).toBeCloseTo(110 / 3, 12);
  const nothing = [Float64Array.of(none), Float64Array.of(none)];
  expect(neighbourMean(reference, nothing, { row: 0, column: 1, k: 2 })).toBeNaN();
});
