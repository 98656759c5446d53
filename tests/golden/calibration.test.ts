import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitIsotonic, isotonicAt } from '../../algorithms/calibration/isotonic.ts';
import { fitSigmoid, sigmoidAt } from '../../algorithms/calibration/platt.ts';

const { score, truth, grid, sigmoid, isotonic } = JSON.parse(
  readFileSync(new URL('calibration.json', import.meta.url), 'utf8'),
) as Readonly<Record<'score' | 'truth' | 'grid' | 'sigmoid' | 'isotonic', readonly number[]>>;
const scores = Float64Array.from(score);
const isTrue = truth.map((one) => one === 1);

test('the sigmoid of Platt is that of an exact logistic regression on his targets', () => {
  const curve = fitSigmoid(scores, isTrue);
  for (const [at, value] of grid.entries())
    expect(Math.abs(sigmoidAt(curve, value) - (sigmoid[at] ?? 0))).toBeLessThan(1e-6);
});

test('the curve that never falls is that of scikit-learn', () => {
  const curve = fitIsotonic(scores, isTrue);
  for (const [at, value] of grid.entries())
    expect(Math.abs(isotonicAt(curve, value) - (isotonic[at] ?? 0))).toBeLessThan(1e-9);
});
