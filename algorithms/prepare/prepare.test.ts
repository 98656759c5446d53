import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../contract/matrix.ts';
import type { Needs } from '../../contract/node.ts';
import { applyPreparation, preparedColumns } from './apply-preparation.ts';
import { fitPreparation } from './fit-preparation.ts';
import { median } from './median.ts';

const matrix = (...columns: readonly (readonly [string, readonly number[], (readonly string[])?])[]): Matrix => ({
  rows: columns[0]?.[1].length ?? 0,
  columns: columns.map(([name, , levels]) => ({ name, kind: levels ? 'category' : 'number', levels: levels ?? [] })),
  data: Float32Array.from(columns.flatMap(([, values]) => values)),
});
const needs = (changed: Partial<Needs> = {}): Needs => ({
  missing: 'impute',
  categories: 'one-hot',
  scale: false,
  ...changed,
});
const nan = Number.NaN;

describe('preparation', () => {
  it('fills missing numbers with the median of the training rows', () => {
    const learned = fitPreparation(matrix(['a', [4, nan, 1, 3, 9]]), needs());
    expect([...applyPreparation(learned, matrix(['a', [nan, 7]])).data]).toEqual([3.5, 7]);
    expect(learned.notes).toEqual(['Missing numbers filled with the training median: a']);
  });

  it('spreads categories to one column a level, all zero where missing', () => {
    const learned = fitPreparation(matrix(['c', [0, 1, 2], ['x', 'y', 'z']]), needs());
    const made = applyPreparation(learned, matrix(['c', [2, nan, 0], ['x', 'y', 'z']]));
    expect(made.columns.map(({ name }) => name)).toEqual(['c=x', 'c=y', 'c=z']);
    expect([...made.data]).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0]);
  });

  it('fills missing codes with the most frequent level where categories stay codes', () => {
    const learned = fitPreparation(matrix(['c', [1, 1, 0, nan], ['x', 'y']]), needs({ categories: 'codes' }));
    expect([...applyPreparation(learned, matrix(['c', [nan, 0], ['x', 'y']])).data]).toEqual([1, 0]);
  });

  it('scales by the training rows and makes a constant column zero', () => {
    const train = matrix(['a', [1, 3]], ['b', [0.1, 0.1]]);
    const learned = fitPreparation(train, needs({ scale: true }));
    expect([...applyPreparation(learned, train).data].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([
      -1, 1, 0, 0,
    ]);
    expect(applyPreparation(learned, matrix(['a', [5]], ['b', [0.1]])).data[0]).toBe(3);
  });

  it('gives back the very matrix to a learner that needs nothing', () => {
    const train = matrix(['a', [1, nan]], ['c', [0, nan], ['x']]);
    const learned = fitPreparation(train, { missing: 'native', categories: 'codes', scale: false });
    expect(applyPreparation(learned, train)).toBe(train);
    expect(preparedColumns(learned)).toEqual(train.columns);
    expect(learned.notes).toEqual([]);
  });

  it('survives a column that is missing throughout', () => {
    const train = matrix(['a', [nan, nan]]);
    const learned = fitPreparation(train, needs({ scale: true }));
    expect([...applyPreparation(learned, train).data]).toEqual([0, 0]);
  });
});

describe('median', () => {
  it('agrees with sorting for any order and for many equal values', () => {
    for (let size = 1; size < 60; size++) {
      const values = Float32Array.from(
        { length: size },
        (_, at) => (at * 7919 + size * 31) % (size % 5 === 0 ? 3 : 97),
      );
      const sorted = values.slice().sort();
      const middle = size >> 1;
      const expected =
        size % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle] as number) + (sorted[middle - 1] as number)) / 2;
      expect(median(values)).toBe(expected);
    }
    expect(median(Float32Array.of(nan))).toBeUndefined();
  });
});
