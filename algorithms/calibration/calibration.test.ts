import { expect, test } from 'vitest';
import { calibrated, fitCalibration } from './calibration.ts';

/** Rows that came true half as often as was said of them. */
const boasting = (() => {
  const said = [0.2, 0.4, 0.6, 0.8];
  const rows = said.flatMap((probability) =>
    Array.from({ length: 200 }, (_, at) => ({ probability, isTrue: at < 200 * (probability / 2) })),
  );
  return {
    probabilities: Float64Array.from(rows.flatMap(({ probability }) => [1 - probability, probability])),
    actual: Float64Array.from(rows, ({ isTrue }) => Number(isTrue)),
    classes: 2,
  };
})();

test.each(['sigmoid', 'isotonic'] as const)('%s halves what came true half as often as was said', (method) => {
  const calibration = fitCalibration(method, boasting);
  const [first, second] = calibrated(calibration, Float64Array.of(0.2, 0.8), 2);
  expect(Math.abs((second ?? 0) - 0.4)).toBeLessThan(0.03);
  expect((first ?? 0) + (second ?? 0)).toBeCloseTo(1, 12);
});

test('probabilities of three classes sum to 1 again', () => {
  const three = {
    probabilities: Float64Array.from([0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.2, 0.7, 0.5, 0.4, 0.1]),
    actual: Float64Array.of(0, 1, 2, 1),
    classes: 3,
  };
  const calibration = fitCalibration('isotonic', three);
  expect(calibration.curves).toHaveLength(3);
  const answers = calibrated(calibration, three.probabilities, 3);
  for (let row = 0; row < 4; row++)
    expect([...answers.subarray(row * 3, row * 3 + 3)].reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
});
