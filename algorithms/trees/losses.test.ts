import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { logLossOf, meanBinaryLogLoss } from './losses.ts';

test('the mean log loss of two classes is the mean of the rows’ losses, certain and infinite ones among them', () => {
  const random = createRandom(5);
  const rows = 3000;
  const raw = Float64Array.from({ length: rows }, (_, row) => random.normal() * (row % 10 === 0 ? 300 : 3));
  const y = Float64Array.from({ length: rows }, () => random.below(2));
  for (const step of [1, 7]) {
    const chosen = Array.from({ length: Math.ceil((rows - 10) / step) }, (_, at) => 10 + at * step);
    const sum = chosen.reduce((total, row) => total + logLossOf([raw[row] as number], y[row] as number), 0);
    const mean = meanBinaryLogLoss(raw, y, { from: 10, to: rows, step });
    expect(Math.abs(mean - sum / chosen.length)).toBeLessThan(1e-11);
  }
  expect(meanBinaryLogLoss(raw, y, { from: 4, to: 4, step: 1 })).toBe(0);
});
