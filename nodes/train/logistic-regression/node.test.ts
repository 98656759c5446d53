import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { testScore, train, trainingFlow } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const penguins = { sample: 'penguins', target: 'species', type: 'train.logistic-regression' } as const;

test('tells penguins apart, with what it needs put before it', async () => {
  const run = await train(engine, penguins);
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.95);
  const model = run.output('learner', 'model');
  expect(model.kind === 'model' && model.preparation.length).toBeGreaterThan(1);
});

test('is as good with l1, and streams its loss', async () => {
  const run = await train(engine, { ...penguins, params: { penalty: 'l1' } });
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.95);
  expect(run.node('learner').curves['training loss']?.length).toBeGreaterThan(1);
});

test('says when it stopped short of the optimum', async () => {
  const run = await train(engine, { ...penguins, params: { maxIter: 1 } });
  expect(run.node('learner').findings.map(({ code }) => code)).toContain('train.not-converged');
});

test('says that species are told apart without an error when nothing is penalised', async () => {
  const run = await train(engine, { ...penguins, params: { penalty: 'none' } });
  expect(run.node('learner').findings.map(({ code }) => code)).toContain('train.separated');
});

test('is not for numbers, and says so before the run', async () => {
  const flow = trainingFlow(engine, { ...penguins, sample: 'house-prices', target: 'price' });
  expect(await flow.problems()).toContain('train.wrong-task learner');
});
