import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { scoreOf, testScore, train } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const penguins = { sample: 'penguins', target: 'species', type: 'train.random-forest', params: { trees: 60 } } as const;

test('takes missing values and categories as they are, and tells penguins apart', async () => {
  const run = await train(engine, penguins);
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.92);
  const model = run.output('learner', 'model');
  expect(model.kind === 'model' && model.preparation).toEqual([]);
});

test('draws the out-of-bag score as a curve and the importance of columns', async () => {
  const run = await train(engine, penguins);
  const { figures } = run.report('learner');
  expect(figures.map(({ name }) => name)).toEqual(['fit-curve', 'importance']);
  expect(figures[0]?.summary).toContain('out-of-bag accuracy');
});

test('gives the same forest for one worker and for two', async () => {
  const alone = await openEngine({ workers: 1, threads: 1 });
  const hashes = [await train(alone, penguins), await train(engine, penguins)].map((run) => run.resultHash);
  await alone.close();
  expect(hashes[0]).toBe(hashes[1]);
});

test('predicts numbers far better than their mean', async () => {
  const run = await train(engine, {
    ...penguins,
    sample: 'house-prices',
    target: 'price',
    metrics: 'evaluate.regression-metrics',
  });
  const { value, baseline } = scoreOf(run, 'rmse');
  expect(value).toBeLessThan(0.6 * (baseline ?? 0));
});

test('finds more of a rare class when classes are balanced', async () => {
  const recall = async (classWeight: string): Promise<number> => {
    const params = { trees: 60, minLeaf: 20, classWeight };
    const run = await train(engine, { ...penguins, sample: 'churn', target: 'churned', params });
    return scoreOf(run, 'balanced-accuracy').value ?? 0;
  };
  expect(await recall('balanced')).toBeGreaterThan(await recall('none'));
});
