import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { argsort } from './argsort.ts';

const expectSorted = (values: Float64Array): void => {
  const order = argsort(values);
  expect(new Set(order).size).toBe(values.length);
  for (let at = 1; at < order.length; at++) {
    const before = values[order[at - 1] ?? 0] ?? 0;
    const after = values[order[at] ?? 0] ?? 0;
    if (Number.isNaN(after)) continue;
    expect(before <= after).toBe(true);
    if (before === after) expect((order[at - 1] ?? 0) < (order[at] ?? 0)).toBe(true);
  }
};

describe('argsort', () => {
  for (const size of [0, 1, 100, 20_000])
    it(`puts ${size} numbers of any sign and size in order, ties as they came, NaN last`, () => {
      const random = createRandom(size);
      const special = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-310, -1e-310];
      const values = Float64Array.from({ length: size }, (_, at) =>
        at % 10 === 0 ? (special[random.below(special.length)] ?? 0) : Math.round(random.normal() * 1000) / 8,
      );
      expectSorted(values);
    });
});
