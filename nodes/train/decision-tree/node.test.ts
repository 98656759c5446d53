import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { scoreOf, testScore, train } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const type = 'train.decision-tree';
const penguins = { sample: 'penguins', target: 'species', type } as const;

test('takes missing values and categories as they are, and tells penguins apart', async () => {
  const run = await train(engine, penguins);
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.9);
  const model = run.output('learner', 'model');
  expect(model.kind === 'model' && model.preparation).toEqual([]);
  expect(run.report('learner').figures.map(({ name }) => name)).toContain('importance');
});

test('predicts numbers far better than their mean', async () => {
  const run = await train(engine, {
    sample: 'house-prices',
    target: 'price',
    type,
    metrics: 'evaluate.regression-metrics',
  });
  const { value, baseline } = scoreOf(run, 'rmse');
  expect(value).toBeLessThan(0.7 * (baseline ?? 0));
});

test('is refused before it begins where the memory would not do', async () => {
  const small = await openEngine({ memoryBytes: 100_000 });
  const run = await train(small, { ...penguins, sample: 'churn', rows: 20_000, target: 'churned' }).catch(String);
  await small.close();
  expect(run).toContain('resource.memory');
});
