import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { testScore, train } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const type = 'train.k-nearest-neighbours';

test('tells penguins apart by their likes, with what it needs put before it', async () => {
  const run = await train(engine, { sample: 'penguins', target: 'species', type });
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.95);
});

const prices = { sample: 'house-prices', target: 'price', type, metrics: 'evaluate.regression-metrics' } as const;

test('predicts prices, and worse when it asks too many', async () => {
  const few = await train(engine, { ...prices, params: { k: 8 } });
  const many = await train(engine, { ...prices, params: { k: 500, weights: 'uniform' } });
  expect(testScore(few, 'r2')).toBeGreaterThan(0.5);
  expect(testScore(many, 'r2')).toBeLessThan(testScore(few, 'r2') ?? 0);
});
