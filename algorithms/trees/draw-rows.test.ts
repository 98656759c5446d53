import { expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { drawRows } from './draw-rows.ts';

const sum = (counts: Uint8Array): number => counts.reduce((total, count) => total + count, 0);

it.each([1, 10, 65_536, 65_537, 200_000])('draws %i rows out of as many', (rows) => {
  const drawn = new Uint8Array(rows);
  drawRows(drawn, createRandom(1));
  expect(sum(drawn)).toBe(rows);
});

it('leaves out one row in e in every part, and draws from each part as often as chance has it', () => {
  const drawn = new Uint8Array(300_000);
  const deviations: number[] = [];
  for (let tree = 0; tree < 20; tree++) {
    drawRows(drawn, createRandom(7, tree));
    for (let from = 0; from < drawn.length; from += 60_000) {
      const part = drawn.subarray(from, from + 60_000);
      expect(part.filter((count) => count === 0).length / part.length).toBeCloseTo(1 / Math.E, 2);
      deviations.push(sum(part) - part.length);
    }
  }
  const variance = deviations.reduce((total, deviation) => total + deviation ** 2, 0) / deviations.length;
  // 300,000 draws, of which each falls into a part with probability 1/5: variance 48,000, known to 14 % from 100 of them.
  expect(variance / 48_000).toBeGreaterThan(0.55);
  expect(variance / 48_000).toBeLessThan(1.45);
});
