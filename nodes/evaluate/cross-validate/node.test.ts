import { afterAll, expect, test } from 'vitest';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import type { FinishedRun } from '../../../tests/harness/finished-run.ts';
import { type Sketch, sketch } from '../../../tests/harness/sketch.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const run = (nodes: Sketch['nodes'], learners: readonly string[], more: readonly string[] = []): Promise<FinishedRun> =>
  engine
    .open(
      sketch({
        nodes: { folds: 'evaluate.cross-validate', ...nodes },
        wires: [
          'data.table > split.table',
          'split.table > folds.table',
          ...learners.flatMap((id) => [`split.table > ${id}.table`, `${id}.learner > folds.learners`]),
          ...more,
        ],
      }),
    )
    .run()
    .expect('succeeded');

const moons = { type: 'source.sample', params: { name: 'moons', rows: 1000, noise: 0.1 } };

test('two learners are told apart on the same folds, in words, and the better one gives the predictions', async () => {
  const done = await run(
    {
      data: moons,
      split: 'split.k-fold',
      line: 'train.logistic-regression',
      near: { type: 'train.k-nearest-neighbours', title: 'Near' },
      scores: 'evaluate.classification-metrics',
    },
    ['line', 'near'],
    ['folds.predictions > scores.predictions'],
  );
  const report = done.report('folds');
  const mean = (model: string) =>
    report.metrics.find((one) => one.name === 'roc-auc' && one.part === 'validation' && one.model === model);
  expect(mean('Near')?.value).toBeGreaterThan(mean('Logistic regression')?.value ?? 1);
  const folds = report.metrics.filter(
    ({ name, part, model }) => name === 'roc-auc' && part.startsWith('fold-') && model === 'Near',
  );
  expect(folds.map(({ part }) => part)).toEqual(['fold-1', 'fold-2', 'fold-3', 'fold-4', 'fold-5']);
  const average = folds.reduce((sum, { value }) => sum + (value ?? 0), 0) / 5;
  expect(mean('Near')?.value).toBeCloseTo(average, 12);
  expect(mean('Near')?.baseline).toBe(0.5);
  expect(report.findings.map(({ message }) => message)[0]).toMatch(
    /^“Near” beats “Logistic regression”: its roc-auc is better by 0\.\d+ \(0\.\d+ to 0\.\d+\) on the same 5 folds, p = /,
  );
  for (const figure of report.figures) expect(drawable(figure)).toEqual([]);

  const page = await done.page('folds', 'predictions', { limit: 1000 });
  expect(page.rows).toBe(800);
  expect(new Set(page.page.map(({ cells }) => cells[1]))).toEqual(new Set(['validation']));
  expect(done.metric('scores', 'accuracy', 'validation').n).toBe(800);
  expect(done.metric('scores', 'accuracy', 'validation').value).toBeGreaterThan(0.9);
}, 60_000);

test('two learners that are the same are equal, and nothing is made of it', async () => {
  const done = await run({ data: moons, split: 'split.k-fold', one: 'train.naive-bayes', two: 'train.naive-bayes' }, [
    'one',
    'two',
  ]);
  expect(done.report('folds').findings.map(({ message }) => message)).toEqual([
    '“Naive Bayes” and “Naive Bayes 2” are equal in roc-auc on the same 5 folds.',
  ]);
}, 60_000);

test('values are scored too; folds are drawn where the split has none, and drawn again they count once a row', async () => {
  const linear = { type: 'source.sample', params: { name: 'linear', rows: 120 } };
  const done = await run({ data: linear, split: 'split.train-test', fit: 'train.linear-regression' }, ['fit']);
  const { metrics, headline, tables } = done.report('folds');
  expect(headline).toBe('rmse');
  expect(metrics.find(({ name, part }) => name === 'r2' && part === 'validation')?.value).toBeGreaterThan(0.5);
  expect(metrics.every(({ model }) => model === undefined)).toBe(true);
  expect(tables).toEqual([]);
  const again = await run(
    { data: linear, split: { type: 'split.k-fold', params: { k: 4, repeats: 3 } }, fit: 'train.linear-regression' },
    ['fit'],
  );
  expect(again.metric('folds', 'rmse', 'fold-12').n).toBe(24);
  expect((await again.page('folds', 'predictions')).rows).toBe(96);
}, 60_000);

test('a table without a split and a learner of the other task are refused before anything runs', async () => {
  const flow = sketch({
    nodes: {
      data: moons,
      fit: 'train.linear-regression',
      folds: 'evaluate.cross-validate',
    },
    wires: ['data.table > fit.table', 'data.table > folds.table', 'fit.learner > folds.learners'],
  });
  const problems = await engine.open(flow).problems();
  expect(problems).toContain('train.no-split folds');
  expect(problems).toContain('train.wrong-task folds');
});
