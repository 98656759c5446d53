import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { scoreOf, testScore, train } from '../../../tests/harness/trained.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const type = 'train.gradient-boosting';
const churn = { sample: 'churn', target: 'churned', type, params: { rounds: 60 } } as const;
const prices = {
  sample: 'house-prices',
  target: 'price',
  type,
  params: { rounds: 80 },
  metrics: 'evaluate.regression-metrics',
} as const;

test('takes missing values and categories as they are', async () => {
  const run = await train(engine, churn);
  expect(testScore(run, 'roc-auc')).toBeGreaterThan(0.7);
  const model = run.output('learner', 'model');
  expect(model.kind === 'model' && model.preparation).toEqual([]);
});

test('tells three classes apart', async () => {
  const run = await train(engine, { sample: 'penguins', target: 'species', type, params: { rounds: 40, minLeaf: 5 } });
  expect(testScore(run, 'accuracy')).toBeGreaterThan(0.92);
});

test('predicts numbers far better than their mean, whatever the loss', async () => {
  for (const loss of ['squared', 'absolute', 'poisson']) {
    const run = await train(engine, { ...prices, params: { rounds: 80, loss } });
    const { value, baseline } = scoreOf(run, 'mae');
    expect([loss, (value ?? Number.NaN) < 0.6 * (baseline ?? 0)]).toEqual([loss, true]);
  }
});

test('stops when the validation loss falls no more, and draws both losses as curves', async () => {
  const run = await train(engine, { ...churn, params: { rounds: 2000, learningRate: 0.3, earlyStop: 5 } });
  const { figures } = run.report('learner');
  expect(figures.map(({ name }) => name)).toEqual(['fit-curve', 'importance']);
  expect(figures[0]?.summary).toContain('validation loss');
  const rounds = run.node('learner').curves['validation loss']?.length ?? 0;
  expect(rounds).toBeLessThan(2000);
});

test('gives the same trees for one worker and for two', async () => {
  const alone = await openEngine({ workers: 1, threads: 1 });
  const hashes = [await train(alone, churn), await train(engine, churn)].map((run) => run.resultHash);
  await alone.close();
  expect(hashes[0]).toBe(hashes[1]);
});

test('finds more of a rare class when classes are balanced', async () => {
  const found = async (classWeight: string): Promise<number> => {
    const run = await train(engine, { ...churn, params: { rounds: 40, classWeight } });
    return scoreOf(run, 'balanced-accuracy').value ?? 0;
  };
  expect(await found('balanced')).toBeGreaterThan(await found('none'));
});
