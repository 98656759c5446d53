import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { scoreOf, testScore, train, trainingFlow } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const penguins = { sample: 'penguins', target: 'species', type: 'train.baseline' } as const;
const houses = {
  sample: 'house-prices',
  target: 'price',
  type: 'train.baseline',
  metrics: 'evaluate.regression-metrics',
} as const;

test('always says the most frequent class, and is as good as the baseline of the metrics', async () => {
  const { value, baseline } = scoreOf(await train(engine, penguins), 'accuracy');
  expect(value).toBe(baseline);
  expect(value).toBeGreaterThan(0.4);
});

test('draws classes by their shares, the same for the same seed', async () => {
  const stratified = { ...penguins, params: { strategy: 'stratified' } };
  const runs = [await train(engine, stratified), await train(engine, stratified)];
  expect(runs[0]?.resultHash).toBe(runs[1]?.resultHash);
  const accuracy = runs[0] && testScore(runs[0], 'accuracy');
  // 44 %, 36 % and 20 % of the rows: by chance 0.44² + 0.36² + 0.2² = 0.36 of them are met.
  expect(Math.abs((accuracy ?? 0) - 0.36)).toBeLessThan(0.15);
});

test('says the mean or the median of numbers', async () => {
  const mean = await train(engine, houses);
  const median = await train(engine, { ...houses, params: { strategy: 'median' } });
  expect(Math.abs(testScore(mean, 'r2') ?? 1)).toBeLessThan(0.1);
  expect(testScore(median, 'mae')).toBeLessThan(testScore(mean, 'mae') ?? 0);
});

test('refuses a strategy that is for the other task', async () => {
  const run = await trainingFlow(engine, { ...penguins, params: { strategy: 'median' } })
    .run()
    .expect('failed');
  expect(run.node('learner').failure?.code).toBe('param.invalid');
});
