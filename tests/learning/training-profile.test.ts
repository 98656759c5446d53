import { afterAll, expect, test } from 'vitest';
import type { Column } from '../../contract/column.ts';
import { trainingProfile } from '../../engine/learning/training-profile.ts';
import { openStep } from './open-step.ts';

const opened = await openStep();
afterAll(() => opened.close());

const columns: readonly Column[] = [
  { name: 'n', type: 'number', role: 'feature' },
  { name: 'day', type: 'datetime', role: 'feature' },
  { name: 'c', type: 'category', role: 'feature' },
  { name: 'none', type: 'number', role: 'feature' },
];
const split = { parts: true, folds: 0, repeats: 1 };

/** 0, 1 … 100 for training, with a gap and an infinity beside them; test rows are far from all that. */
const raw = () =>
  opened.context.tables.create(
    `SELECT CASE WHEN i <= 100 THEN i WHEN i = 101 THEN NULL WHEN i = 102 THEN 'inf'::DOUBLE ELSE 1e6 END::DOUBLE AS n,
       TIMESTAMP '1970-01-01' + to_seconds(i) AS day, CASE WHEN i % 2 = 0 THEN 'a' WHEN i < 100 THEN 'b' END AS c,
       NULL::DOUBLE AS none
     FROM range(120) r(i)`,
    columns,
  );

test('a profile tells the spread of the training rows, and of no others', async () => {
  const source = await raw();
  const { tables } = opened.context;
  const sql = `SELECT *, CASE WHEN __row <= 102 THEN 'train' ELSE 'test' END AS __part FROM ${source.relation}`;
  const table = await tables.derive(source, sql, columns, split);
  const { rows, columns: found } = await trainingProfile(opened.services, opened.step, { raw: source, table, columns });
  const [n, day, c, none] = found;
  expect(rows).toBe(103);
  expect(n).toMatchObject({ name: 'n', missing: 1 });
  expect(n?.numbers?.quantiles).toHaveLength(101);
  for (const [step, quantile] of (n?.numbers?.quantiles ?? []).entries()) expect(quantile).toBeCloseTo(step, 10);
  expect(n?.numbers?.mean).toBe(50);
  expect(n?.numbers?.deviation).toBeCloseTo(Math.sqrt((101 ** 2 - 1) / 12), 10);
  expect(day?.numbers?.quantiles.at(-1)).toBe(102);
  expect(c).toEqual({
    name: 'c',
    type: 'category',
    missing: 1,
    levels: [
      ['a', 52],
      ['b', 50],
    ],
    others: 0,
  });
  expect(none).toEqual({ name: 'none', type: 'number', missing: 103 });
});
