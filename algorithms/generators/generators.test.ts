import { expect, test } from 'vitest';
import { blobs } from './blobs.ts';
import { churn } from './churn.ts';
import { dailyDemand } from './daily-demand.ts';
import { driftingStream, driftingStreamChange } from './drifting-stream.ts';
import type { GeneratedColumn, Generator } from './generated.ts';
import { housePrices } from './house-prices.ts';
import { linear } from './linear.ts';
import { moons } from './moons.ts';
import { patients } from './patients.ts';
import { tickets } from './tickets.ts';

const all: Readonly<Record<string, Generator>> = {
  blobs,
  churn,
  dailyDemand,
  driftingStream,
  housePrices,
  linear,
  moons,
  patients,
  tickets,
};
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

test('tickets speak of six topics in many ways, and without noise every label is right', () => {
  const columns = tickets({ rows: 3000, seed: 4, noise: 0 });
  const texts = values(columns, 'text').map(String);
  const topics = values(columns, 'topic').map(String);
  expect(new Set(topics).size).toBe(6);
  expect(new Set(texts).size).toBeGreaterThan(2800);
  const aboutParcels = topics.filter((_, i) => /\bparcel\b/.test(texts[i] ?? ''));
  expect(aboutParcels.length).toBeGreaterThan(50);
  expect(new Set(aboutParcels)).toEqual(new Set(['delivery']));
  const noisy = values(tickets({ rows: 3000, seed: 4, noise: 1 }), 'topic');
  expect(new Set(noisy).size).toBe(6);
});

test('patients come one to six times, and those who came back are exactly the share that is asked for', () => {
  const columns = patients({ rows: 3000, seed: 8, noise: 1 });
  const visits = new Map<string, number>();
  for (const id of values(columns, 'patient').map(String)) visits.set(id, (visits.get(id) ?? 0) + 1);
  expect(Math.max(...visits.values())).toBe(6);
  expect([...visits.values()].filter((count) => count === 1).length).toBeGreaterThan(50);
  expect(values(columns, 'readmitted').filter((value) => value === 'yes')).toHaveLength(600);
  expect(columns.find(({ name }) => name === 'patient')?.role).toBe('group');
});

test('the stream says other things of the temperature after its change than before', () => {
  const rows = 4000;
  const columns = driftingStream({ rows, seed: 6, noise: 1 });
  const warmth = values(columns, 'temperature').map(Number);
  const stopped = values(columns, 'stopped');
  const change = Math.floor(rows * driftingStreamChange);
  const meanOf = (from: number, to: number, label: string): number => {
    const chosen = warmth.slice(from, to).filter((_, i) => stopped[from + i] === label);
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  expect(meanOf(0, change, 'yes')).toBeGreaterThan(meanOf(0, change, 'no') + 4);
  expect(meanOf(change, rows, 'yes')).toBeLessThan(meanOf(change, rows, 'no') - 2);
  const share = stopped.slice(0, change).filter((label) => label === 'yes').length / change;
  expect(Math.abs(share - 0.3)).toBeLessThan(0.06);
});

test('demand grows over the years, is highest on Saturdays, higher in promotions and low on holidays', () => {
  const columns = dailyDemand({ rows: 3 * 365, seed: 1, noise: 1 });
  const dates = values(columns, 'date').map(String);
  const sold = values(columns, 'sold').map(Number);
  const promotion = values(columns, 'promotion');
  const holiday = values(columns, 'holiday');
  const meanOf = (chosen: (row: number) => boolean): number => {
    const found = sold.filter((_, row) => chosen(row));
    return found.reduce((sum, value) => sum + value, 0) / found.length;
  };
  const weekday = (row: number): number => new Date(`${String(dates[row]).slice(0, 10)}T00:00Z`).getUTCDay();
  expect(meanOf((row) => row >= 730)).toBeGreaterThan(1.1 * meanOf((row) => row < 365));
  expect(meanOf((row) => weekday(row) === 6)).toBeGreaterThan(1.4 * meanOf((row) => weekday(row) === 0));
  expect(meanOf((row) => promotion[row] === 'yes')).toBeGreaterThan(1.2 * meanOf((row) => promotion[row] === 'no'));
  expect(meanOf((row) => holiday[row] === 'holiday')).toBeLessThan(0.5 * meanOf((row) => holiday[row] === 'none'));
});
