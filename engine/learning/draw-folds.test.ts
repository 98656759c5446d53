import { describe, expect, it } from 'vitest';
import { drawFolds } from './draw-folds.ts';

const sizes = (folds: Float64Array, k: number, keep: (row: number) => boolean = () => true): number[] => {
  const counts = new Array<number>(k).fill(0);
  for (const [row, fold] of folds.entries()) if (keep(row)) counts[fold] = (counts[fold] ?? 0) + 1;
  return counts;
};
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

describe('folds', () => {
  it('differ by one row at most, in all and in every class', () => {
    const strata = Array.from({ length: 103 }, (_, row) => (row % 7 === 0 ? 'rare' : row % 2 === 0 ? 'a' : null));
    const folds = drawFolds({ rows: 103, strata }, 5, 1);
    expect(spread(sizes(folds, 5))).toBeLessThanOrEqual(1);
    for (const name of ['rare', 'a', null])
      expect(spread(sizes(folds, 5, (row) => strata[row] === name))).toBeLessThanOrEqual(1);
  });

  it('repeat for the same seed and differ for another', () => {
    expect(drawFolds({ rows: 50 }, 5, 1)).toEqual(drawFolds({ rows: 50 }, 5, 1));
    expect(drawFolds({ rows: 50 }, 5, 2)).not.toEqual(drawFolds({ rows: 50 }, 5, 1));
  });

  it('never tear a group apart, and give rows without a group a place of their own', () => {
    const groups = Array.from({ length: 90 }, (_, row) => (row < 6 ? null : `g${row % 11}`));
    const folds = drawFolds({ rows: 90, groups }, 4, 3);
    for (let group = 0; group < 11; group++) {
      const seen = new Set([...folds].filter((_, row) => groups[row] === `g${group}`));
      expect(seen.size).toBe(1);
    }
    expect(spread(sizes(folds, 4))).toBeLessThan(12);
  });
});
