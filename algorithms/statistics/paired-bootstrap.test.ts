import { expect, test } from 'vitest';
import { classificationScorer } from '../metrics/weighted-score.ts';
import { createRandom } from '../random/random.ts';
import { bootstrapP, bootstrapScores, percentileInterval } from './paired-bootstrap.ts';

/** A guesser that is right in a given share of cases, independently of any other. */
const guesser = (actual: Float64Array, right: number, seed: number) => {
  const random = createRandom(seed);
  const predicted = actual.map((code) => (random.next() < right ? code : 1 - code));
  const probabilities = Float64Array.from([...predicted].flatMap((code) => [1 - code, code]));
  return { actual, predicted, probabilities, classes: 2 };
};

const compare = (rights: readonly [number, number], seed: number, resamples = 300) => {
  const random = createRandom(seed, 1);
  const actual = Float64Array.from({ length: 200 }, () => random.below(2));
  const scorers = rights.map((right, index) =>
    classificationScorer('accuracy', guesser(actual, right, seed * 7 + index)),
  );
  const differences: (number | null)[] = [];
  for (const [one, two] of bootstrapScores(scorers, 200, createRandom(seed, 2))) {
    differences.push((one ?? 0) - (two ?? 0));
    if (differences.length === resamples) break;
  }
  return { p: bootstrapP(differences) ?? 1, interval: percentileInterval(differences) };
};

test('a model that is better is found so, one that is not seldom is', () => {
  const alarms = Array.from({ length: 200 }, (_, seed) => compare([0.8, 0.8], seed).p).filter((p) => p < 0.05).length;
  expect(alarms / 200).toBeLessThan(0.1);
  const found = Array.from({ length: 30 }, (_, seed) => compare([0.9, 0.7], seed).p).filter((p) => p < 0.05).length;
  expect(found).toBeGreaterThan(28);
});

test('the interval holds the true difference about as often as it says', () => {
  const held = Array.from({ length: 200 }, (_, seed) => compare([0.85, 0.75], seed).interval).filter(
    (interval) => interval && interval.low <= 0.1 && interval.high >= 0.1,
  ).length;
  expect(held / 200).toBeGreaterThan(0.9);
});

test('differences that are nothing but zero prove nothing, and undefined ones say nothing', () => {
  expect(bootstrapP([0, 0, 0])).toBe(1);
  expect(bootstrapP([1, null, null])).toBeUndefined();
  expect(percentileInterval([null, null])).toBeUndefined();
  expect(bootstrapP(Array.from({ length: 99 }, () => 1))).toBeCloseTo(0.02, 12);
});
