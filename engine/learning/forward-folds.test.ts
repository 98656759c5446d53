import { describe, expect, it } from 'vitest';
import { blockStarts, forwardFolds } from './forward-folds.ts';

describe('folds that go forward in time', () => {
  it('are blocks of equal size in the order of time, whatever the order of the rows', () => {
    const times = Float64Array.from({ length: 12 }, (_, row) => (row * 5) % 12);
    const blocks = forwardFolds(times, 3);
    expect([...times].map((time, row) => [time, blocks?.[row]]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual(
      Array.from({ length: 12 }, (_, time) => [time, Math.floor(time / 3)]),
    );
    expect(blockStarts(times, blocks ?? new Float64Array(), 3)).toEqual([0, 3, 6, 9]);
  });

  it('keep rows of one time together', () => {
    expect([...(forwardFolds(Float64Array.of(1, 1, 1, 2, 2, 3), 1) ?? [])]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('are not drawn where one of them would be empty', () => {
    expect(forwardFolds(Float64Array.of(1, 1, 1, 1), 2)).toBeUndefined();
    expect(forwardFolds(Float64Array.of(1, 2), 5)).toBeUndefined();
  });
});
