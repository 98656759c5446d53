import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { averagePath, fitIsolationForest, isolationScores } from './isolation-forest.ts';

const options = { trees: 100, sample: 256, seed: 3 };

test('average paths are those of the paper', () => {
  expect([0, 1, 2].map(averagePath)).toEqual([0, 0, 1]);
  expect(averagePath(256)).toBeCloseTo(10.2448, 4);
});

test('a row far from the others has the highest score, above 0.7; those among them are about one half', () => {
  const random = createRandom(1);
  const values = [0, 1].map(() => Float64Array.from({ length: 500 }, (_, row) => (row === 77 ? 12 : random.normal())));
  const scores = isolationScores(fitIsolationForest(values, options), values);
  expect(scores.indexOf(Math.max(...scores))).toBe(77);
  expect(scores[77]).toBeGreaterThan(0.7);
  expect(scores.reduce((sum, score) => sum + score, 0) / 500).toBeLessThan(0.52);
});

test('rows that are all alike, one row and none have the score of nothing special', () => {
  const alike = [new Float64Array(50).fill(3)];
  expect(new Set(isolationScores(fitIsolationForest(alike, options), alike)).size).toBe(1);
  const one = [Float64Array.of(1)];
  expect([...isolationScores(fitIsolationForest(one, options), one)]).toEqual([0.5]);
  expect(isolationScores(fitIsolationForest([], options), []).length).toBe(0);
});

test('the same seed grows the same forest, another one another', () => {
  const values = [Float64Array.from({ length: 60 }, (_, row) => (row * 37) % 61)];
  expect(fitIsolationForest(values, options)).toEqual(fitIsolationForest(values, options));
  expect(fitIsolationForest(values, { ...options, seed: 4 })).not.toEqual(fitIsolationForest(values, options));
});
