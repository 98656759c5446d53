import { afterAll, expect, test } from 'vitest';
import type { LearningPlan } from '../../engine/learning/learning-plan.ts';
import { streamRows } from '../../engine/learning/stream-rows.ts';
import { openStep } from './open-step.ts';

const opened = await openStep();
afterAll(() => opened.close());

const number = (name: string) =>
  ({ source: { name, type: 'number', role: 'feature' }, column: { name, kind: 'number', levels: [] } }) as const;
const plan: LearningPlan = {
  target: { column: { name: 'y', type: 'number', role: 'target' }, task: 'regression' },
  classes: [],
  weight: undefined,
  features: [number('a'), number('b')],
};
const relation = (rows: number): string =>
  `(SELECT i AS __row, i * 2.0::DOUBLE AS a, CASE WHEN i % 10 = 0 THEN 'inf'::DOUBLE WHEN i % 7 > 0 THEN i END AS b FROM range(${rows}) r(i))`;

const read = async (rows: number, batchRows: number) => {
  const { connection } = opened.step;
  const selection = { relation: relation(rows), where: 'true' };
  const sizes: number[] = [];
  const found = new Map<number, readonly [number, number]>();
  let unusable = 0;
  const signal = new AbortController().signal;
  for await (const { ids, x, unusable: odd } of streamRows(connection, plan, selection, { batchRows, signal })) {
    sizes.push(x.rows);
    unusable += odd[1] ?? 0;
    ids.forEach((id, row) => {
      found.set(id, [x.data[row] as number, x.data[x.rows + row] as number]);
    });
  }
  return { sizes, found, unusable };
};

test('each row comes once, whatever the size of the batches', async () => {
  const whole = await read(10_000, 100_000);
  const parts = await read(10_000, 3_000);
  expect(whole.sizes).toEqual([10_000]);
  expect(parts.sizes).toEqual([3_000, 3_000, 3_000, 1_000]);
  expect(parts.found).toEqual(whole.found);
  expect(parts.found.get(15)).toEqual([30, 15]);
  expect([parts.unusable, whole.unusable]).toEqual([1_000, 1_000]);
});

test('a table without rows is one batch without rows', async () => {
  expect((await read(0, 100)).sizes).toEqual([0]);
});
