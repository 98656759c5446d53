import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { anovaF, regressionF } from './anova.ts';
import { chiSquaredScore } from './chi-squared.ts';
import { binned, levelled, mutualInformation } from './mutual-information.ts';
import { permutationScores } from './permutation-scores.ts';

test('scores that are undefined are null', () => {
  expect(anovaF([1, 2, 3], [0, 0, 0], 2)).toBeNull();
  expect(anovaF([4, 4, 4, 4], [0, 0, 1, 1], 2)).toBeNull();
  expect(anovaF([], [], 2)).toBeNull();
  expect(regressionF([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(regressionF([1, 2], [1, 2])).toBeNull();
  expect(chiSquaredScore([1, -1], [0, 1], 2)).toBeNull();
  expect(chiSquaredScore([0, 0], [0, 1], 2)).toBeNull();
});

test('a perfect explanation is infinite', () => {
  expect(anovaF([1, 1, 2, 2], [0, 0, 1, 1], 2)).toBe(Number.POSITIVE_INFINITY);
  expect(regressionF([1, 2, 3, 4], [2, 4, 6, 8])).toBe(Number.POSITIVE_INFINITY);
});

test('rows without a number or a class are left out', () => {
  const whole = anovaF([1, 2, 4, 5], [0, 0, 1, 1], 2);
  expect(anovaF([1, 2, Number.NaN, 4, 5, 9, Infinity], [0, 0, 1, 1, 1, Number.NaN, 0], 2)).toBe(whole);
  const counted = chiSquaredScore([1, 2, 4], [0, 0, 1], 2);
  expect(chiSquaredScore([1, Number.NaN, 2, 4, 9], [0, 1, 0, 1, Number.NaN], 2)).toBe(counted);
});

test('mutual information is the entropy where one column says all of the other, and next to nothing where none', () => {
  const codes = Float64Array.from({ length: 4000 }, (_, i) => i % 4);
  const same = mutualInformation(levelled(codes, 4), levelled(codes, 4));
  expect(same).toBeCloseTo(Math.log(4), 2);
  const random = createRandom(3);
  const noise = codes.map(() => random.normal());
  expect(mutualInformation(binned(noise), levelled(codes, 4))).toBeLessThan(0.005);
  expect(mutualInformation(binned(codes.map(() => 1)), levelled(codes, 4))).toBe(0);
});

test('bins hold about equally many rows, equal numbers stay together, missing ones are apart', () => {
  const { codes, count } = binned(Float64Array.of(Number.NaN, ...Array.from({ length: 1000 }, (_, i) => i)));
  expect(count).toBe(11);
  expect(codes[0]).toBe(10);
  for (let bin = 0; bin < 10; bin++) expect(codes.filter((code) => code === bin)).toHaveLength(100);
  expect(new Set(binned(Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : i))).codes.slice(0, 60)).size).toBe(
    1,
  );
});

test('shuffling a column that matters hurts, and one that does not matter does not', () => {
  const random = createRandom(5);
  const [rows, columns] = [400, ['a', 'b'].map((name) => ({ name, kind: 'number' as const, levels: [] }))];
  const made = () => {
    const data = Float32Array.from({ length: 2 * rows }, () => random.normal());
    return {
      x: { rows, columns, data },
      y: Float64Array.from({ length: rows }, (_, i) => ((data[i] ?? 0) > 0 ? 1 : 0)),
    };
  };
  const training = { task: 'classification' as const, classes: ['n', 'y'], ...made() };
  const ctx = { seed: 1, signal: new AbortController().signal };
  const [first = 0, second = 0] = [...permutationScores(training, made(), ctx)];
  expect(first).toBeGreaterThan(0.5);
  expect(second).toBeLessThan(0.05);
});
