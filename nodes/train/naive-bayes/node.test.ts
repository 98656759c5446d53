import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { testScore, train, trainingFlow } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const type = 'train.naive-bayes';

test('tells penguins apart, categories and missing values among their measures', async () => {
  const run = await train(engine, { sample: 'penguins', target: 'species', type });
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.9);
  const model = run.output('learner', 'model');
  expect(model.kind === 'model' && model.preparation).toEqual([]);
});

test('is not for numbers, and says so before the run', async () => {
  const flow = trainingFlow(engine, { sample: 'house-prices', target: 'price', type });
  expect(await flow.problems()).toContain('train.wrong-task learner');
});
