import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../../contract/report.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import type { FinishedRun } from '../../../tests/harness/finished-run.ts';
import { type Sketch, sketch } from '../../../tests/harness/sketch.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const upstream = ['data.table > split.table', 'split.table > learner.table'];
const ofModel = ['learner.model > it.model', 'learner.predictions > it.predictions'];
const ofLearner = ['learner.learner > it.learner', 'split.table > it.table'];

interface Setting {
  readonly method?: string;
  readonly wires?: readonly string[];
  readonly nodes?: Sketch['nodes'];
}

/** Where rare classes weigh as much as common ones, probabilities are far too high. */
const flow = ({ method = 'sigmoid', wires = ofModel, nodes = {} }: Setting = {}) =>
  engine.open(
    sketch({
      nodes: {
        data: { type: 'source.sample', params: { name: 'churn', rows: 3000 } },
        split: { type: 'split.train-test', params: { validation: 0.2 } },
        learner: { type: 'train.logistic-regression', params: { classWeight: 'balanced' } },
        it: { type: 'train.calibrate', params: { method } },
        ...nodes,
      },
      wires: [...upstream, ...wires],
    }),
  );

const brierOf = ({ metrics }: Report, model: string, part = 'test'): number =>
  metrics.find((metric) => metric.name === 'brier' && metric.model === model && metric.part === part)?.value ??
  Number.NaN;

const failureOf = async (run: Promise<FinishedRun>): Promise<string | undefined> =>
  (await run).node('it').failure?.code;

for (const [whose, wires] of [
  ['a model by its validation rows', ofModel],
  ['a learner by its out-of-fold rows', ofLearner],
] as const)
  for (const method of ['sigmoid', 'isotonic'])
    test(`${method} brings the probabilities of ${whose} closer to what comes true on test rows`, async () => {
      const run = await flow({ method, wires }).run().expect('succeeded');
      const report = run.report('it');
      expect(brierOf(report, 'calibrated')).toBeLessThan(0.8 * brierOf(report, 'before'));
      expect(report.figures.map(({ name }) => name)).toEqual(['calibration']);
    });

/** Of two rows that are alike but for their outcome the second lies, and counts nothing. */
const liars = {
  columns: [
    { name: 'x', type: 'number' },
    { name: 'counts', type: 'number' },
    { name: 'y', type: 'category' },
  ],
  rows: Array.from({ length: 1200 }, (_, row) => {
    const [at, lies] = [row >> 1, row % 2];
    const x = ((at * 37) % 100) / 100;
    const yes = ((at * 61) % 97) / 97 < x;
    return [x, 1 - lies, yes === (lies === 0) ? 'yes' : 'no'];
  }),
};

test.each([
  ['a model by its validation rows', [...ofModel, 'split.table > it.table']],
  ['a learner by its out-of-fold rows', ofLearner],
])('%s is calibrated by what rows count', async (_, wires) => {
  const run = await engine
    .open(
      sketch({
        nodes: {
          data: { type: 'source.inline-table', params: liars as never },
          roles: { type: 'clean.columns', params: { roles: { counts: 'weight', y: 'target' } } },
          split: { type: 'split.train-test', params: { validation: 0.3 } },
          learner: 'train.logistic-regression',
          it: 'train.calibrate',
          asked: {
            type: 'source.inline-table',
            params: { columns: liars.columns.slice(0, 1), rows: [[0.05], [0.95]] },
          },
          predict: 'evaluate.predict',
        },
        wires: [
          'data.table > roles.table',
          'roles.table > split.table',
          'split.table > learner.table',
          ...wires,
          'it.model > predict.model',
          'asked.table > predict.table',
        ],
      }),
    )
    .run()
    .expect('succeeded');
  const { columns, page } = await run.page('predict', 'predictions');
  const yes = columns.findIndex(({ name }) => name === 'probability_yes');
  const [low, high] = page.map(({ cells }) => Number(cells[yes]));
  // Where liars count, there is nothing to tell rows by.
  expect(low).toBeLessThan(0.25);
  expect(high).toBeGreaterThan(0.75);
});

test('weights that only balance classes for training are none of its own', async () => {
  const run = await flow({
    nodes: { learner: 'train.logistic-regression', balance: 'clean.balance' },
    wires: ['split.table > balance.table', 'balance.table > it.table', 'learner.learner > it.learner'],
  })
    .run()
    .expect('succeeded');
  expect(brierOf(run.report('it'), 'calibrated')).toBeLessThan(0.8 * brierOf(run.report('it'), 'before'));
});

test('its predictions are those that its model makes of the raw rows', async () => {
  const run = await flow({
    nodes: { predict: 'evaluate.predict' },
    wires: [...ofModel, 'it.model > predict.model', 'split.table > predict.table'],
  })
    .run()
    .expect('succeeded');
  const again = new Map(
    (await run.page('predict', 'predictions', { limit: 1000 })).page.map((line) => [line.row, line]),
  );
  const own = (await run.page('it', 'predictions', { limit: 100 })).page;
  const compared = own.filter(({ row }) => again.has(row));
  expect(compared.length).toBeGreaterThan(10);
  for (const { row, cells } of compared) expect(again.get(row)?.cells).toEqual(cells);
});

test('a learner’s validation and test rows are judged, and none of the rows that it learned from', async () => {
  const run = await flow({ wires: ofLearner }).run().expect('succeeded');
  expect(new Set(run.report('it').metrics.map(({ part }) => part))).toEqual(new Set(['validation', 'test']));
  expect(new Set((await flow().run().finished()).report('it').metrics.map(({ part }) => part))).toEqual(
    new Set(['test']),
  );
});

test('says when so few rows decide that the curve follows chance', async () => {
  const small = { data: { type: 'source.sample', params: { name: 'penguins' } } };
  const roles = { roles: { type: 'clean.columns', params: { roles: { species: 'target' } } } };
  const run = await engine
    .open(
      sketch({
        nodes: { ...small, ...roles, split: 'split.train-test', learner: 'train.naive-bayes', it: 'train.calibrate' },
        wires: ['data.table > roles.table', 'roles.table > split.table', ...upstream.slice(1), ...ofModel],
      }),
    )
    .run()
    .expect('succeeded');
  expect(run.node('it').findings.map(({ code }) => code)).toContain('train.few-calibration-rows');
});

test('without validation rows it says what to do instead', async () => {
  const without = { split: { type: 'split.train-test', params: { validation: 0 } } };
  expect(await failureOf(flow({ nodes: without }).run().finished())).toBe('train.no-calibration-rows');
  await flow({ nodes: without, wires: ofLearner }).run().expect('succeeded');
});

test('a calibrated model is not calibrated once more', async () => {
  const twice = flow({
    nodes: { first: 'train.calibrate' },
    wires: [
      'learner.model > first.model',
      'learner.predictions > first.predictions',
      'first.model > it.model',
      'first.predictions > it.predictions',
    ],
  });
  expect(await failureOf(twice.run().finished())).toBe('train.calibrated-twice');
});

test('predictions of another model are refused', async () => {
  const other = flow({
    nodes: {
      fruit: { type: 'source.sample', params: { name: 'moons', rows: 200 } },
      halves: 'split.train-test',
      other: 'train.naive-bayes',
    },
    wires: [
      'fruit.table > halves.table',
      'halves.table > other.table',
      'learner.model > it.model',
      'other.predictions > it.predictions',
    ],
  });
  expect(await failureOf(other.run().finished())).toBe('train.other-predictions');
});

test('what is not wired, and what has no classes, is said before the run', async () => {
  expect(await flow({ wires: [] }).problems()).toContain('flow.missing-input it');
  expect(await flow({ wires: ['learner.model > it.model'] }).problems()).toContain('flow.missing-input it');
  expect(await flow({ wires: ['learner.learner > it.learner'] }).problems()).toContain('flow.missing-input it');
  const prices = {
    data: { type: 'source.sample', params: { name: 'house-prices', rows: 300 } },
    learner: 'train.linear-regression',
  };
  expect(await flow({ nodes: prices }).problems()).toContain('train.wrong-task it');
});
