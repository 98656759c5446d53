import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { shuffle } from './shuffle.ts';

const draw = (seed: number, stream: number, count: number): number[] => {
  const random = createRandom(seed, stream);
  return Array.from({ length: count }, () => random.next());
};

describe('random', () => {
  it('repeats itself for the same seed and stream', () => {
    expect(draw(7, 3, 20)).toEqual(draw(7, 3, 20));
  });

  it('differs between seeds, streams and seeds beyond 32 bits', () => {
    const firsts = [draw(7, 0, 1), draw(8, 0, 1), draw(7, 1, 1), draw(7 + 2 ** 32, 0, 1)].map(([first]) => first);
    expect(new Set(firsts).size).toBe(4);
  });

  it('has streams that do not correlate', () => {
    const one = draw(1, 0, 20_000);
    const two = draw(1, 1, 20_000);
    const covariance = one.reduce((sum, value, at) => sum + (value - 0.5) * ((two[at] ?? 0) - 0.5), 0) / one.length;
    expect(Math.abs(covariance * 12)).toBeLessThan(0.03);
  });

  it('spreads evenly over 0…1 and over whole numbers', () => {
    const values = draw(5, 0, 50_000);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 2);
    const random = createRandom(5);
    const counts = new Array<number>(6).fill(0);
    for (let at = 0; at < 60_000; at++) {
      const die = random.below(6);
      counts[die] = (counts[die] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('draws normal numbers with mean 0 and variance 1', () => {
    const random = createRandom(9);
    const values = Array.from({ length: 50_000 }, () => random.normal());
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 1);
    expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(1, 1);
  });

  it('shuffles without losing anything', () => {
    const shuffled = shuffle(
      Int32Array.from({ length: 100 }, (_, at) => at),
      createRandom(3),
    );
    expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
    expect(new Set(shuffled).size).toBe(100);
  });
});
