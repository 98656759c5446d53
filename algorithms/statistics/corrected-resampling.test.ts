import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { correctedMean, holm } from './corrected-resampling.ts';
import { studentTwoSided } from './student-t.ts';

// Expected values are SciPy's.
test.each([
  [0.5, 1, 0.7048327646991336],
  [2, 4, 0.1161165235168155],
  [2.776, 4, 0.0500227783199764],
  [-3.1, 9, 0.012722455978201952],
  [12, 2, 0.00687293367715846],
  [0, 5, 1],
  [1.2, 29, 0.23985112726462532],
  [5, 120, 1.9781905804539636e-6],
])('a |t| of at least %d with %d degrees of freedom has the probability SciPy gives it', (t, degrees, expected) => {
  expect(Math.abs(studentTwoSided(t, degrees) - expected)).toBeLessThan(1e-10);
});

test('the mean over folds has the interval of Nadeau and Bengio', () => {
  const { mean, interval, p } = correctedMean([0.012, 0.02, -0.004, 0.015, 0.009], 0.25);
  expect(mean).toBeCloseTo(0.0104, 12);
  expect(p).toBeCloseTo(0.160659188530315, 10);
  expect(interval?.low).toBeCloseTo(-0.0063934768865872, 4);
  expect(interval?.high).toBeCloseTo(0.0271934768865872, 4);
});

test('values that say nothing of how sure their mean is have no interval', () => {
  expect(correctedMean([0.3], 0.25)).toEqual({ mean: 0.3 });
  expect(correctedMean([0, 0, 0], 0.5)).toEqual({ mean: 0, p: 1 });
  expect(correctedMean([0.1, 0.1, 0.1], 0.5).p).toBeUndefined();
});

test('learners that are equal are told apart in about one of twenty cases, though folds share their rows', () => {
  const random = createRandom(3);
  const normal = () => Array.from({ length: 12 }, () => random.next()).reduce((sum, value) => sum + value, -6);
  let alarms = 0;
  for (let trial = 0; trial < 2000; trial++) {
    // Scores of ten folds with a correlation of 0.1 = held-out rows ÷ all rows, as the correction takes it.
    const shared = normal() * Math.sqrt(0.1);
    const differences = Array.from({ length: 10 }, () => shared + normal() * Math.sqrt(0.9));
    if ((correctedMean(differences, 1 / 9).p ?? 1) < 0.05) alarms++;
  }
  expect(alarms / 2000).toBeGreaterThan(0.03);
  expect(alarms / 2000).toBeLessThan(0.07);
});

test('Holm multiplies the smallest p by their number, and never reorders them', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.5, 0.9])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
