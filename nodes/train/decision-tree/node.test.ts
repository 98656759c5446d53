import { afterAll, expect, test } from 'vitest';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
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

test('draws the tree, and tells each of its ends as a rule that the predictions follow', async () => {
  const columns = [
    { name: 'age', type: 'number' },
    { name: 'plan', type: 'category' },
    { name: 'left', type: 'category' },
  ];
  const rows = Array.from({ length: 200 }, (_, at) => {
    const [age, plan] = [20 + (at % 40), ['basic', 'plus', 'pro', 'team'][(at * 7) % 4] ?? ''];
    return [age, plan, age > 39 && (plan === 'basic' || plan === 'plus') ? 'yes' : 'no'];
  });
  const run = await engine
    .open(
      sketch({
        nodes: {
          data: { type: 'source.inline-table', params: { columns, rows } },
          roles: { type: 'clean.columns', params: { roles: { left: 'target' } } },
          split: 'split.train-test',
          tree: type,
        },
        wires: ['data.table > roles.table', 'roles.table > split.table', 'split.table > tree.table'],
      }),
    )
    .run()
    .expect('succeeded');
  const { figures, tables } = run.report('tree');
  const tree = figures.find(({ name }) => name === 'tree');
  expect(tree && drawable(tree)).toEqual([]);
  expect(tree?.summary).toContain('3 ends');
  const rules = tables[0]?.rows.map(([predicted, share, where]) => `${predicted} ${share}: ${where}`) ?? [];
  expect(rules).toHaveLength(3);
  const yes = rules.filter((rule) => rule.startsWith('yes 1: '));
  expect(yes).toHaveLength(1);
  expect(yes[0]).toMatch(/age > 39\.5/);
  expect(yes[0]).toMatch(/plan is basic, plus/);
  const numbers = await train(engine, {
    sample: 'house-prices',
    target: 'price',
    type,
    metrics: 'evaluate.regression-metrics',
  });
  for (const figure of numbers.report('learner').figures) expect(drawable(figure)).toEqual([]);
  expect(numbers.report('learner').tables[0]?.columns).toEqual(['predicted', 'where']);
});

test('is refused before it begins where the memory would not do', async () => {
  const small = await openEngine({ memoryBytes: 100_000 });
  const run = await train(small, { ...penguins, sample: 'churn', rows: 20_000, target: 'churned' }).catch(String);
  await small.close();
  expect(run).toContain('resource.memory');
});
