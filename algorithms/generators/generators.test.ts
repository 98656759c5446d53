import { expect, test } from 'vitest';
import { blobs } from './blobs.ts';
import { churn } from './churn.ts';
import type { GeneratedColumn, Generator } from './generated.ts';
import { housePrices } from './house-prices.ts';
import { linear } from './linear.ts';
import { moons } from './moons.ts';

const all: Readonly<Record<string, Generator>> = { blobs, churn, housePrices, linear, moons };
const values = (columns: readonly GeneratedColumn[], name: string): readonly (number | string)[] =>
  Array.from<number | string>(columns.find((column) => column.name === name)?.values ?? []);

test.each(Object.keys(all))('%s gives the same rows for the same seed, others for another', (name) => {
  const generate = all[name];
  const first = generate?.({ rows: 50, seed: 3, noise: 1 });
  expect(generate?.({ rows: 50, seed: 3, noise: 1 })).toEqual(first);
  expect(generate?.({ rows: 50, seed: 4, noise: 1 })).not.toEqual(first);
});

test.each(Object.keys(all))('%s gives as many rows as asked for, with exactly one target', (name) => {
  const columns = all[name]?.({ rows: 17, seed: 1, noise: 1 }) ?? [];
  expect(columns.filter(({ role }) => role === 'target')).toHaveLength(1);
  expect(columns.map(({ values: { length } }) => length)).toEqual(columns.map(() => 17));
});

test('without noise the linear target is what its formula says', () => {
  const columns = linear({ rows: 20, seed: 1, noise: 0 });
  const [x1, x2, x3, x4, y] = ['x1', 'x2', 'x3', 'x4', 'y'].map((name) => values(columns, name).map(Number));
  y?.forEach((value, i) => {
    const formula = 10 + 3 * (x1?.[i] ?? 0) - 2 * (x2?.[i] ?? 0) + (x3?.[i] ?? 0) + 0.5 * (x4?.[i] ?? 0);
    expect(value).toBeCloseTo(formula, 12);
  });
});

test('churn has exactly the share of leavers that is asked for', () => {
  const leavers = (imbalance?: number): number =>
    values(churn({ rows: 1000, seed: 5, noise: 1, imbalance }), 'churned').filter((value) => value === 'yes').length;
  expect(leavers()).toBe(150);
  expect(leavers(0.03)).toBe(30);
});

test('houses cost more the larger they are', () => {
  const columns = housePrices({ rows: 2000, seed: 2, noise: 1 });
  const area = values(columns, 'area_m2').map(Number);
  const price = values(columns, 'price').map(Number);
  const mean = (from: readonly number[]): number => from.reduce((sum, value) => sum + value, 0) / from.length;
  const large = price.filter((_, i) => (area[i] ?? 0) > 120);
  const small = price.filter((_, i) => (area[i] ?? 0) < 80);
  expect(mean(large)).toBeGreaterThan(1.4 * mean(small));
  expect(price.every((value) => value > 0)).toBe(true);
});
