import { expect, test } from 'vitest';
import { sortNumbers, sortScratch } from '../sort/sort-numbers.ts';
import { chiSquared, contingencyOf, correlationRatio, cramersV, theilsU } from './association.ts';
import { pearson, ranksOf, spearman } from './correlation.ts';
import { describeSorted, histogramOf, quantileOf } from './describe.ts';

const close = (value: number) => expect.closeTo(value, 9);
const doubles = (...values: readonly number[]) => Float64Array.from(values);
const described = (...values: readonly number[]) => describeSorted(sortNumbers(doubles(...values)));

/** `'aabb'` as codes by first occurrence. */
const coded = (letters: string) => {
  const levels = [...new Set(letters)];
  return { codes: Int32Array.from(letters, (letter) => levels.indexOf(letter)), levels: levels.length };
};
const compared = (reference: readonly number[], fresh: readonly number[]) => ({
  rows: 2,
  columns: reference.length,
  counts: doubles(...reference, ...fresh),
});

/** 48271·s mod 2147483647, exact in doubles. */
const generator = (seed: number) => {
  let state = seed;
  return () => {
    state = (48271 * state) % 2147483647;
    return state / 2147483647;
  };
};

test('the generator of these tests is the documented one', () => {
  const next = generator(1);
  expect([next(), next(), next()]).toEqual([close(0.000022477936), close(0.085032449143), close(0.601352605317)]);
});

test('moments are those of the reference implementations', () => {
  expect(described(1, 2, 3, 4, 5)).toMatchObject({
    mean: 3,
    deviation: Math.sqrt(2.5),
    skew: 0,
    kurtosis: close(-1.3),
  });
  expect(described(0, 0, 0, 0, 10)).toMatchObject({ distinct: 2, skew: close(1.5), kurtosis: close(0.25) });
  const hundred = described(...Array.from({ length: 100 }, (_, i) => i));
  expect(hundred).toMatchObject({ distinct: 100, min: 0, max: 99, kurtosis: close(-1.200240024) });
});

test('one number, equal numbers, zeros of both signs and no number at all are described as far as they go', () => {
  expect(described()).toBeUndefined();
  expect(described(4)).toEqual({
    count: 1,
    distinct: 1,
    min: 4,
    max: 4,
    mean: 4,
    deviation: null,
    skew: null,
    kurtosis: null,
    commonest: { value: 4, count: 1 },
  });
  expect(described(0.1, 0.1, 0.1)).toMatchObject({ distinct: 1, mean: 0.1, deviation: 0, skew: null });
  const zeros = described(0, -0, 0, -0, 1);
  expect(zeros).toMatchObject({ distinct: 2, commonest: { value: 0, count: 4 } });
  expect(Object.is(zeros?.min, 0)).toBe(true);
});

test('a large offset costs the deviation no digits, the largest numbers no mean', () => {
  expect(described(1e9 + 1, 1e9 + 2, 1e9 + 3)).toMatchObject({ mean: 1e9 + 2, deviation: 1 });
  expect(described(-1.7e308, 1.7e308, 1.7e308)?.mean).toBeCloseTo(1.7e308 / 3, -300);
  expect(described(1.7e308, 1.7e308, 1.6e308)?.mean).toBeGreaterThan(1.6e308);
});

test('quantiles lie between neighbours as NumPy has them', () => {
  const sorted = doubles(1, 2, 4, 8);
  expect([0, 0.25, 0.5, 0.95, 1].map((share) => quantileOf(sorted, share))).toEqual([1, 1.75, 3, close(7.4), 8]);
  expect(quantileOf([], 0.5)).toBeNaN();
  expect(quantileOf([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], 0.5)).toBe(Number.NEGATIVE_INFINITY);
});

test('bins hold every number once, the largest in the last', () => {
  expect(histogramOf(doubles(0, 1, 2, 3, 4), 2)).toEqual([
    { from: 0, to: 2, count: 2 },
    { from: 2, to: 4, count: 3 },
  ]);
  expect(histogramOf(doubles(3, 3), 9)).toEqual([{ from: 3, to: 3, count: 2 }]);
  expect(histogramOf(doubles(), 9)).toEqual([]);
  expect(histogramOf(doubles(-1.7e308, 0, 1.7e308), 4).map(({ count }) => count)).toEqual([1, 0, 1, 1]);
});

const next = generator(1);
const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
const shapes: Readonly<Record<string, () => number>> = {
  uniform: next,
  normal,
  'few levels': () => Math.floor(next() * 3),
  'long tails': () => Math.exp(8 * normal()),
  'all exponents and signs': () => (next() - 0.5) * 10 ** Math.floor(600 * next() - 300),
  'one far away': () => (next() < 0.0002 ? 1e300 : next()),
  infinities: () => (next() < 0.1 ? Number.POSITIVE_INFINITY : next() < 0.1 ? Number.NEGATIVE_INFINITY : next()),
  'both zeros': () => (next() < 0.5 ? -0 : 0),
  'nearly the same': () => 1 + Math.floor(next() * 5) * Number.EPSILON,
  'smallest numbers': () => Math.floor(next() * 1000) * Number.MIN_VALUE,
};

test.each(Object.entries(shapes))('%s: many numbers are sorted as a comparison sorts them', (_, draw) => {
  const scratch = sortScratch(30_000);
  for (const length of [1, 2, 511, 513, 5000, 30_000]) {
    const values = Float64Array.from({ length }, draw);
    const expected = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const sorted = sortNumbers(values, scratch);
    expect(sorted.every((value, at) => value === expected[at])).toBe(true);
  }
});

test('ranks share what is equal; missing stays missing', () => {
  expect([...ranksOf(doubles(3, 1, Number.NaN, 3, Number.POSITIVE_INFINITY))]).toEqual([2.5, 1, Number.NaN, 2.5, 4]);
});

test('Spearman with ties', () => {
  expect(spearman(doubles(1, 2, 2, 3, 5), doubles(1, 3, 2, 5, 4))).toEqual(close(0.872081599272));
  // Ranks are drawn over the rows where both are there.
  expect(spearman(doubles(1, 9, 2, 3), doubles(1, Number.NaN, 2, 3))).toEqual(close(1));
});

test('Pearson skips missing pairs and does not invent a correlation of what does not vary', () => {
  expect(pearson(doubles(1, 2, 3, Number.NaN), doubles(2, 4, 6, 1))).toEqual(close(1));
  expect(pearson(doubles(1, 2, 3), doubles(1, 0, 1))).toEqual(close(0));
  expect(pearson(doubles(0.1, 0.1, 0.1), doubles(1, 2, 3))).toBeNull();
  expect(pearson(doubles(1, 2, Number.POSITIVE_INFINITY), doubles(1, 2, 3))).toEqual(close(1));
  expect(pearson(doubles(1), doubles(1))).toBeNull();
});

test("Theil's U", () => {
  expect(theilsU(contingencyOf(coded('aabbcc'), coded('uuuvvv')))).toEqual({
    symmetric: close(0.515803742979),
    xGivenY: close(0.420619835714),
    yGivenX: close(0.666666666667),
    conditionalX: close(0.636514168295),
  });
  expect(theilsU(contingencyOf(coded('aaaa'), coded('uuvv')))?.xGivenY).toBe(1);
  expect(theilsU(contingencyOf(coded(''), coded('')))).toBeNull();
});

test('the correlation ratio', () => {
  expect(correlationRatio(coded('aabbcc'), doubles(1, 2, 4, 5, 9, 10))).toEqual(close(0.988714372165));
  expect(correlationRatio(coded('aabb'), doubles(3, 3, 3, 3))).toBe(0);
  expect(correlationRatio(coded('aabb'), doubles(1e9, 1e9, 1e9 + 1, 1e9 + 1))).toEqual(close(1));
  expect(correlationRatio(coded('a'), doubles(Number.NaN))).toBeNull();
});

test.each([
  [[200, 800], [400, 600], 0.216025791835, 0.218217890236, 95.238095238, 94.288095238],
  [[500, 300, 200], [400, 300, 300], 0.120674521412, 0.124721912892, 31.111111111, undefined],
  [[900, 90, 10], [850, 100, 50], 0.115399040258, 0.119627659604, 28.621553885, undefined],
  [[1000, 0], [900, 100], 0.226074164709, 0.229415733871, 105.263157895, 103.168421053],
] as const)("Cramér's V of %j and %j", (reference, fresh, corrected, plain, square, yates) => {
  const table = compared(reference, fresh);
  expect(cramersV(table, { corrected: true })).toEqual(close(corrected));
  expect(cramersV(table, { corrected: false })).toEqual(close(plain));
  expect(chiSquared(table, { yates: false })).toEqual(close(square));
  if (yates !== undefined) expect(chiSquared(table, { yates: true })).toEqual(close(yates));
});

test("Cramér's V of a column with one level is undefined", () => {
  expect(cramersV(compared([3], [4]), { corrected: true })).toBeNull();
});
