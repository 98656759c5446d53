import { expect, test } from 'vitest';
import { rowScale, rowWindow, scrollToRow } from './row-window.ts';

test('a short table is scrolled pixel by pixel', () => {
  const scale = rowScale(1000, 26, 200);
  expect(scale).toMatchObject({ height: 26_000, factor: 1 });
  expect(rowWindow(scale, 2600, 200, 0)).toEqual({ first: 100, last: 108, top: 2600 });
});

test('the last row of a hundred million can be reached', () => {
  const scale = rowScale(100_000_000, 26, 200);
  const end = scale.height - 200;
  const { first, last, top } = rowWindow(scale, end, 200, 0);
  expect(last).toBe(99_999_999);
  expect(top + (last - first + 1) * 26).toBeCloseTo(scale.height, 0);
});

test('rows beyond the ends are never drawn', () => {
  const scale = rowScale(3, 26, 200);
  expect(rowWindow(scale, 0, 200)).toEqual({ first: 0, last: 2, top: 0 });
});

test('a row is brought into view from either side, and left alone when it is in view', () => {
  const scale = rowScale(1000, 20, 100);
  expect(scrollToRow(scale, 2, 100, 100)).toBe(40);
  expect(scrollToRow(scale, 20, 100, 100)).toBe(320);
  expect(scrollToRow(scale, 6, 100, 100)).toBe(100);
});

test('in a table taller than a browser allows, the row that was asked for is in the window', () => {
  const scale = rowScale(20_000_000, 26, 200);
  const top = scrollToRow(scale, 12_345_678, 0, 200);
  const { first, last } = rowWindow(scale, top, 200, 0);
  expect(first).toBeLessThanOrEqual(12_345_678);
  expect(last).toBeGreaterThanOrEqual(12_345_678);
});
