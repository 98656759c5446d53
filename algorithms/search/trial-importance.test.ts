import { expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { trialImportance } from './trial-importance.ts';

const random = createRandom(5);
const points = Array.from({ length: 120 }, () => [random.next(), random.next(), random.next()]);

it('gives most to the setting that scores follow, and next to nothing to one that does nothing', () => {
  const [strong = 0, weak = 0, none = 0] = trialImportance(
    points,
    points.map(([a = 0, b = 0]) => -((a - 0.4) ** 2) * 4 + 0.2 * b),
    1,
  );
  expect(strong).toBeGreaterThan(0.6);
  expect(weak).toBeLessThan(strong);
  expect(none).toBeLessThan(0.1);
  expect(strong + weak + none).toBeLessThanOrEqual(1 + 1e-9);
});

it('gives little to settings that matter only together', () => {
  const shares = trialImportance(
    points,
    points.map(([a = 0, b = 0]) => (a > 0.5 === b > 0.5 ? 1 : 0)),
    1,
  );
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThan(0.5);
});

it('gives nothing where all trials score alike', () => {
  expect(
    trialImportance(
      points,
      points.map(() => 0.7),
      1,
    ),
  ).toEqual([0, 0, 0]);
});
