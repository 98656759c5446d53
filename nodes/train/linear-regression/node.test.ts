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
