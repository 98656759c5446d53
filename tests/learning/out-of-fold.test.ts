import { afterEach, expect, test } from 'vitest';
import type { SqlValue } from '../../contract/context.ts';
import type { Learner, Table } from '../../contract/values.ts';
import { column, tableOf, through } from './flow-by-hand.ts';
import { logistic } from './logistic.ts';
import { type OpenStep, openStep, type StepOptions } from './open-step.ts';

const opened: OpenStep[] = [];
const open = async (options?: StepOptions): Promise<OpenStep> => {
  const step = await openStep(options);
  opened.push(step);
  return step;
};
afterEach(async () => {
  for (const step of opened.splice(0)) await step.close();
});

const columns = [
  column('x', 'number'),
  column('colour', 'category'),
  column('day', 'datetime', 'time'),
  column('kind', 'category', 'target'),
];
const kinds = ['low', 'middle', 'high'];
const rows: readonly (readonly SqlValue[])[] = Array.from({ length: 120 }, (_, at) => [
  (at % 3) * 4 + ((at * 37) % 11) / 3,
  at % 2 === 0 ? 'red' : 'blue',
  `2024-01-${String((at % 28) + 1).padStart(2, '0')}`,
  at === 5 ? null : (kinds[at % 3] ?? null),
]);

const split = async (step: OpenStep, given = rows): Promise<Table> =>
  through(
    step.context,
    await through(step.context, await tableOf(step.context, columns, given), 'split.train-test'),
    'clean.scale',
  );

const idsIn = async (step: OpenStep, table: Table, where: string): Promise<readonly number[]> => {
  const found = await step.context.tables.rows(`SELECT __row AS id FROM ${table.relation} WHERE ${where} ORDER BY id`);
  return found.map(({ id }) => Number(id));
};

test('each training row is predicted once by a fit that did not see it, and no other row is', async () => {
  const step = await open();
  const table = await split(step);
  const seen = await step.learning.outOfFold(logistic, table, { k: 5, seed: 1 });
  expect(seen.classes).toEqual(['high', 'low', 'middle']);
  expect([...seen.rows]).toEqual(await idsIn(step, table, `__part = 'train' AND kind IS NOT NULL`));
  expect(seen.predicted.length).toBe(seen.rows.length * 3);
  let right = 0;
  for (const [at, given] of seen.given.entries()) {
    const line = [...seen.predicted.subarray(at * 3, at * 3 + 3)];
    expect(line[0] ?? 0).toBeGreaterThanOrEqual(0);
    expect(line.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    if (line.indexOf(Math.max(...line)) === given) right += 1;
  }
  expect(right / seen.rows.length).toBeGreaterThan(0.8);
  expect(step.fits.map(({ purpose }) => purpose)).toEqual(new Array(5).fill('fold'));
});

test('poisoned test and validation rows change nothing of it', async () => {
  const [clean, poisoned] = [await open(), await open()];
  const table = await split(clean);
  const before = await clean.learning.outOfFold(logistic, table, { k: 4, seed: 1 });
  const training = new Set(await idsIn(clean, table, `__part = 'train'`));
  const bad = rows.map((row, at) => (training.has(at) ? row : [1e6, 'green', row[2] ?? null, row[3] ?? null]));
  const after = await poisoned.learning.outOfFold(logistic, await split(poisoned, bad), { k: 4, seed: 1 });
  expect(after).toEqual(before);
});

test('without a split every row is looked at, and its order in time is no matter', async () => {
  const step = await open();
  const seen = await step.learning.outOfFold(logistic, await tableOf(step.context, columns, rows), { k: 5, seed: 1 });
  expect(seen.rows.length).toBe(119);
  expect(step.findings.map(({ code }) => code)).not.toContain('data.folds-ignore-time');
});

test('without a split, what was learned from all rows before is said', async () => {
  const step = await open();
  const scaled = await through(step.context, await tableOf(step.context, columns, rows), 'clean.scale');
  await step.learning.outOfFold(logistic, scaled, { k: 5, seed: 1 });
  const finding = step.findings.find(({ code }) => code === 'leak.not-refitted');
  expect(finding?.message).toContain('“clean.scale” learned from all rows');
});

test('folds of the split are the folds, and where they are repeated, what they say is averaged', async () => {
  const step = await open();
  const folds = { k: 4, repeats: 2 };
  const table = await through(step.context, await tableOf(step.context, columns, rows), 'split.k-fold', folds);
  const seen = await step.learning.outOfFold(logistic, table, { k: 5, seed: 1 });
  expect(seen.folds).toBe(8);
  expect([...seen.rows]).toEqual(await idsIn(step, table, `__part = 'train' AND kind IS NOT NULL`));
  expect(seen.predicted.subarray(0, 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
});

test('a class that a fold lacks has no probability there', async () => {
  const step = await open();
  const rare = rows.map((row, at) => (at === 10 ? [...row.slice(0, 3), 'rare'] : row));
  const seen = await step.learning.outOfFold(logistic, await tableOf(step.context, columns, rare), { k: 5, seed: 1 });
  const place = [...seen.rows].indexOf(10);
  expect(seen.classes[3]).toBe('rare');
  expect(seen.given[place]).toBe(3);
  expect(seen.predicted[place * 4 + 3]).toBe(0);
});

test('a numeric target gives one value a row', async () => {
  const step = await open();
  const numeric = [column('x', 'number'), column('y', 'number', 'target')];
  const line = Array.from({ length: 40 }, (_, at) => [at, at * 2 + 1]);
  const linear: Learner = { ...logistic, type: 'train.linear-regression' };
  const seen = await step.learning.outOfFold(linear, await tableOf(step.context, numeric, line), { k: 4, seed: 1 });
  expect(seen.classes).toEqual([]);
  for (const [at, given] of seen.given.entries()) expect(Math.abs((seen.predicted[at] ?? 0) - given)).toBeLessThan(3);
});
