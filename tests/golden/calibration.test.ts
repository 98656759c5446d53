import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { calibrated, fitCalibration } from '../../algorithms/calibration/calibration.ts';
import { fitIsotonic, isotonicAt } from '../../algorithms/calibration/isotonic.ts';
import { fitSigmoid, sigmoidAt } from '../../algorithms/calibration/platt.ts';

interface Curves {
  readonly sigmoid: readonly number[];
  readonly isotonic: readonly number[];
}

interface Golden {
  readonly score: readonly number[];
  readonly truth: readonly number[];
  readonly grid: readonly number[];
  /** 0 to 3. */
  readonly weights: readonly number[];
  /** At the points of the grid: where all rows count alike, and where they count by their weights. */
  readonly alike: Curves;
  readonly weighted: Curves;
  /** Of the rows: a classifier's probabilities, and what `CalibratedClassifierCV` makes of them with the weights. */
  readonly said: readonly number[];
  readonly classifier: Curves;
}

const golden: Golden = JSON.parse(readFileSync(new URL('calibration.json', import.meta.url), 'utf8'));
const scores = Float64Array.from(golden.score);
const isTrue = golden.truth.map((one) => one === 1);
const weights = Float64Array.from(golden.weights);
const cases = [
  ['alike', undefined],
  ['weighted', weights],
] as const;

test.each(cases)('%s, the sigmoid of Platt is that of an exact logistic regression on his targets', (name, own) => {
  const curve = fitSigmoid(scores, isTrue, own);
  for (const [at, value] of golden.grid.entries())
    expect(Math.abs(sigmoidAt(curve, value) - (golden[name].sigmoid[at] ?? 0))).toBeLessThan(1e-6);
});

test.each(cases)('%s, the curve that never falls is that of scikit-learn', (name, own) => {
  const curve = fitIsotonic(scores, isTrue, own);
  for (const [at, value] of golden.grid.entries())
    expect(Math.abs(isotonicAt(curve, value) - (golden[name].isotonic[at] ?? 0))).toBeLessThan(1e-9);
});

test.each([
  // Its search for the sigmoid ends where the gradient is 1e-5; between rows that count nothing, its steps go by the log odds.
  ['sigmoid', 1e-4],
  ['isotonic', 1e-9],
] as const)('with weights, a classifier’s %s is that of CalibratedClassifierCV', (method, tolerance) => {
  const probabilities = Float64Array.from(golden.said.flatMap((said) => [1 - said, said]));
  const rows = { probabilities, actual: Float64Array.from(golden.truth), classes: 2, weights };
  const answers = calibrated(fitCalibration(method, rows), probabilities, 2);
  for (const [row, expected] of golden.classifier[method].entries())
    if (method === 'sigmoid' || weights[row] !== 0)
      expect(Math.abs((answers[row * 2 + 1] as number) - expected)).toBeLessThan(tolerance);
});
