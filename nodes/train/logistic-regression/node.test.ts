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

test('tells odds with standard errors, z and p when nothing is penalised', async () => {
  const run = await train(engine, { sample: 'churn', rows: 2000, type: penguins.type, params: { penalty: 'none' } });
  const [table] = run.report('learner').tables;
  expect(table?.title).toBe('Coefficients: log-odds of “yes” against “no”');
  expect(table?.columns).toEqual(['term', 'coefficient', 'standard error', 'z', 'p', '95 % from', '95 % to']);
  const tenure = table?.rows.find(([term]) => term === 'tenure_months');
  expect(Number(tenure?.[1])).toBeLessThan(0);
  expect(Number(tenure?.[4])).toBeLessThan(0.001);
});

test('the elastic net lies between its two parts', async () => {
  const coefficients = async (params: Record<string, string | number>) =>
    (await train(engine, { ...penguins, params: { ...params, C: 0.2 } }))
      .report('learner')
      .tables[0]?.rows.map(([, , value]) => Number(value)) ?? [];
  const zeros = (values: readonly number[]): number => values.filter((value) => value === 0).length;
  const [sparse, net, dense] = [
    await coefficients({ penalty: 'l1' }),
    await coefficients({ penalty: 'elastic-net', l1Ratio: 0.5 }),
    await coefficients({ penalty: 'l2' }),
  ];
  expect(zeros(dense)).toBe(0);
  expect(zeros(net)).toBeGreaterThan(0);
  expect(zeros(net)).toBeLessThan(zeros(sparse));
});

test('is not for numbers, and says so before the run', async () => {
  const flow = trainingFlow(engine, { ...penguins, sample: 'house-prices', target: 'price' });
  expect(await flow.problems()).toContain('train.wrong-task learner');
});
