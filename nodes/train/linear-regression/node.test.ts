import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { testScore, train, trainingFlow } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const houses = {
  sample: 'house-prices',
  target: 'price',
  type: 'train.linear-regression',
  metrics: 'evaluate.regression-metrics',
} as const;

for (const penalty of ['none', 'ridge', 'lasso', 'elastic-net'])
  test(`explains most of the price of houses with penalty ${penalty}`, async () => {
    const alpha = penalty === 'elastic-net' ? 0.01 : 1;
    expect(testScore(await train(engine, { ...houses, params: { penalty, alpha } }), 'r2')).toBeGreaterThan(0.6);
  });

test('predicts the mean when the penalty is beyond all measure', async () => {
  const run = await train(engine, { ...houses, params: { penalty: 'lasso', alpha: 1e12 } });
  expect(Math.abs(testScore(run, 'r2') ?? 1)).toBeLessThan(0.05);
});

test('is not for classes, and says so before the run', async () => {
  const flow = trainingFlow(engine, { ...houses, sample: 'penguins', target: 'species' });
  expect(await flow.problems()).toContain('train.wrong-task learner');
});

test('tells each coefficient in the units of its column, with a standard error, when nothing is penalised', async () => {
  const run = await train(engine, {
    ...houses,
    sample: 'linear',
    rows: 500,
    target: 'y',
    params: { penalty: 'none' },
  });
  const [table] = run.report('learner').tables;
  expect(table?.columns).toEqual(['term', 'coefficient', 'standard error', 't', 'p', '95 % from', '95 % to']);
  expect(table?.rows[0]?.[0]).toBe('intercept');
  const [, , , , , low, high] = table?.rows.find(([term]) => term === 'x1') ?? [];
  expect(Number(low)).toBeLessThan(3);
  expect(Number(high)).toBeGreaterThan(3);
  for (const [, coefficient, error, t] of table?.rows ?? [])
    expect(Number(coefficient) / Number(error)).toBeCloseTo(Number(t), 9);
});

test('says that standard errors are not defined under a penalty', async () => {
  const run = await train(engine, houses);
  const { tables, facts } = run.report('learner');
  expect(tables[0]?.columns).toEqual(['term', 'coefficient']);
  expect(facts.find(({ label }) => label === 'Standard errors')?.value).toContain('not defined under a penalty');
});
