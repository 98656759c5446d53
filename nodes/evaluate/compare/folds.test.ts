import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import type { FinishedRun } from '../../../tests/harness/finished-run.ts';
import { type Sketch, sketch } from '../../../tests/harness/sketch.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const shared: Sketch['nodes'] = {
  data: { type: 'source.sample', params: { name: 'moons', rows: 800, noise: 0.1 } },
  split: 'split.k-fold',
  line: 'train.logistic-regression',
  near: 'train.k-nearest-neighbours',
};
const wires = [
  'data.table > split.table',
  'split.table > line.table',
  'split.table > near.table',
  'split.table > one.table',
  'split.table > two.table',
  'one.report > compare.report',
  'two.report > compare.report',
];

const open = (nodes: Sketch['nodes'], more: readonly string[]) =>
  engine.open(
    sketch({ nodes: { ...shared, compare: 'evaluate.compare', ...nodes }, wires: [...wires, ...more].sort() }),
  );

const said = (run: FinishedRun, node: string): readonly string[] =>
  run.report(node).findings.map(({ message }) => message);

const apart = ['line.learner > one.learners', 'near.learner > two.learners'];

test('reports of the same folds say of two learners what one report of both says', async () => {
  const run = await open(
    { one: 'evaluate.cross-validate', two: 'evaluate.cross-validate', both: 'evaluate.cross-validate' },
    [...apart, 'split.table > both.table', 'line.learner > both.learners', 'near.learner > both.learners'],
  )
    .run()
    .expect('succeeded');
  expect(said(run, 'compare')).toEqual(said(run, 'both'));
  expect(said(run, 'compare')[0]).toMatch(
    /^“Nearest neighbours” beats “Logistic regression”: .+ on the same 5 folds, p =/,
  );
  const [first] = run.report('compare').metrics;
  const told = run.report('both').metrics.find(({ name, part }) => name === 'roc-auc' && part === 'validation');
  expect(first).toMatchObject({ model: 'Logistic regression', value: told?.value, low: told?.low, high: told?.high });
}, 60_000);

test('a leaderboard is compared too, a learner that both have is called by its report, and a metric must be in both', async () => {
  const nodes = (metric: string): Sketch['nodes'] => ({
    one: { type: 'evaluate.cross-validate', title: 'Plain' },
    two: 'tune.compare-learners',
    compare: { type: 'evaluate.compare', params: { metric } },
  });
  const more = ['line.learner > one.learners', 'line.learner > two.learners', 'near.learner > two.learners'];
  const run = await open(nodes('auto'), more).run().expect('succeeded');
  expect(run.report('compare').metrics.map(({ model }) => model)).toEqual([
    'Logistic regression (Plain)',
    expect.stringMatching(/^Nearest neighbours$|\(Leaderboard\)$/),
    expect.stringMatching(/^Nearest neighbours$|\(Leaderboard\)$/),
  ]);
  expect(said(run, 'compare')).toContain(
    '“Logistic regression (Plain)” and “Logistic regression (Leaderboard)” are equal in roc-auc on the same 5 folds.',
  );
  const other = await open(nodes('log-loss'), more).run().finished();
  expect(other.node('compare').failure).toMatchObject({
    code: 'param.invalid',
    message: expect.stringContaining('“Leaderboard” has no log-loss by fold'),
  });
}, 60_000);

test('other folds, and reports that tell of none, are refused with what to wire instead', async () => {
  const seeds = await open(
    {
      split: 'split.train-test',
      one: 'evaluate.cross-validate',
      two: { type: 'evaluate.cross-validate', title: 'Again', params: { folds: 4 } },
    },
    apart,
  )
    .run()
    .finished();
  expect(seeds.node('compare').failure).toMatchObject({
    code: 'data.different-folds',
    message: expect.stringContaining('“Cross-validation” and “Again”'),
  });
  const flow = sketch({
    nodes: {
      ...shared,
      one: 'evaluate.cross-validate',
      two: 'evaluate.classification-metrics',
      compare: 'evaluate.compare',
    },
    wires: [
      'data.table > split.table',
      'split.table > line.table',
      'split.table > near.table',
      'split.table > one.table',
      'line.learner > one.learners',
      'near.predictions > two.predictions',
      'one.report > compare.report',
      'two.report > compare.report',
    ],
  });
  const scores = await engine.open(flow).run().finished();
  expect(scores.node('compare').failure).toMatchObject({
    code: 'data.no-fold-scores',
    hint: expect.stringContaining('Wire the predictions'),
  });
}, 60_000);

test('predictions and reports are not wired to one node, and one report of one learner is nothing to compare', async () => {
  const both = sketch({
    nodes: { ...shared, one: 'evaluate.cross-validate', compare: 'evaluate.compare' },
    wires: [
      'data.table > split.table',
      'split.table > line.table',
      'split.table > one.table',
      'line.learner > one.learners',
      'line.predictions > compare.predictions',
      'one.report > compare.report',
    ],
  });
  expect(await engine.open(both).problems()).toContain('flow.either-input compare');
  const alone = { ...both, edges: both.edges.filter(({ to }) => to !== 'compare.predictions') };
  const run = await engine.open(alone).run({ only: 'compare' }).expect('succeeded');
  expect(said(run, 'compare')).toEqual([expect.stringContaining('Wire the report of another one')]);
}, 60_000);
