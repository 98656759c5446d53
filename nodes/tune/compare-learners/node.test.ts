import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Learner } from '../../../contract/values.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { column, tableOf, through } from '../../../tests/learning/flow-by-hand.ts';
import { openStep } from '../../../tests/learning/open-step.ts';
import { compareLearners } from './compare-learners.ts';
import { ranked } from './leaderboard.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine({ workers: 1 });
});
afterAll(() => engine.close());

const flow = sketch({
  nodes: {
    moons: { type: 'source.sample', params: { name: 'moons', rows: 240 } },
    split: 'split.train-test',
    line: 'train.logistic-regression',
    near: { type: 'train.k-nearest-neighbours', params: { k: 9 } },
    forest: { type: 'train.random-forest', title: 'Woods', params: { trees: 20 } },
    compare: { type: 'tune.compare-learners', params: { folds: 4 } },
  },
  wires: [
    'moons.table > split.table',
    'split.table > line.table',
    'split.table > near.table',
    'split.table > forest.table',
    'split.table > compare.table',
    'line.learner > compare.learners',
    'near.learner > compare.learners',
    'forest.learner > compare.learners',
  ],
});

it('ranks learners on the same folds and hands on the best', async () => {
  const run = await engine.open(flow).run().expect('succeeded');
  const { tables, metrics, figures } = run.report('compare');
  const rows = tables[0]?.rows ?? [];
  const scores = rows.map((row) => Number(row[2]));
  expect(rows).toHaveLength(3);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(rows.map(([, name]) => name).sort()).toEqual(['Logistic regression', 'Nearest neighbours', 'Woods']);
  expect(rows[0]?.[1]).not.toBe('Logistic regression');
  for (const row of rows) {
    expect(Number(row[3])).toBeLessThan(Number(row[2]));
    expect(Number(row[4])).toBeGreaterThan(Number(row[2]));
  }
  expect(metrics.filter(({ part }) => part.startsWith('fold-'))).toHaveLength(4);
  expect(figures.map(({ name }) => name)).toEqual(['leaderboard', 'seconds-against-score']);
  for (const figure of figures) expect(drawable(figure)).toEqual([]);
  const best = run.output('compare', 'learner');
  expect(best.kind === 'learner' && best.type).toBe(
    rows[0]?.[1] === 'Nearest neighbours' ? 'train.k-nearest-neighbours' : 'train.random-forest',
  );
});

/** Takes a minute at least. */
const endless: Learner = {
  kind: 'learner',
  node: 'endless',
  name: 'Endless',
  type: 'train.gradient-boosting',
  version: 1,
  params: { rounds: 100_000, learningRate: 1e-4, minLeaf: 1 },
};
const journal = { lines: [], append: async () => undefined };

it('a learner that takes longer than its cap is given up', async () => {
  const step = await openStep({ workers: 1 });
  try {
    const columns = ['x', 'y', 'z'].map((name) => column(name, 'number', name === 'z' ? 'target' : 'feature'));
    const rows = Array.from({ length: 90 }, (_, at) => [(at * 37) % 90, (at * 53) % 90, (at * 37) % 90]);
    const table = await through(step.context, await tableOf(step.context, columns, rows), 'split.train-test');
    const folds = await step.learning.folds(table, { k: 2, seed: 1 });
    const request = { learners: [endless], folds, metric: 'rmse', timeCap: 1 };
    const compared = await compareLearners(request, { ...step.context, learning: step.learning, journal });
    expect(compared).toMatchObject([{ scores: [], failure: 'it took longer than 1 s.' }]);
    expect(step.findings.map(({ code }) => code)).toContain('tune.learner-failed');
  } finally {
    await step.close();
  }
});

const named = (name: string) => ({
  name,
  learner: { kind: 'learner', node: name, name, type: 'train.baseline', version: 1, params: {} } satisfies Learner,
});
const folds = { held: [20, 20, 20, 20, 20], training: [80, 80, 80, 80, 80] };

describe('a leaderboard', () => {
  it('calls worse only what the folds show, however many are compared', () => {
    const board = ranked(
      [
        { ...named('close'), scores: [0.8, 0.86, 0.84, 0.9, 0.8], seconds: 1 },
        { ...named('far'), scores: [0.5, 0.52, 0.53, 0.55, 0.49], seconds: 1 },
        { ...named('best'), scores: [0.85, 0.84, 0.86, 0.88, 0.84], seconds: 1 },
        { ...named('broken'), scores: [], seconds: 0, failure: 'it failed.' },
      ],
      'roc-auc',
      folds,
    );
    expect(board.map(({ name }) => name)).toEqual(['best', 'close', 'far', 'broken']);
    expect(board[1]?.verdict).toMatch(/^no evidence/);
    expect(board[2]?.verdict).toMatch(/^worse, p/);
    expect(board[3]?.verdict).toBe('it failed.');
  });

  it('puts the smallest error first', () => {
    const board = ranked(
      [
        { ...named('a'), scores: [3, 4], seconds: 1 },
        { ...named('b'), scores: [2, 3], seconds: 1 },
      ],
      'rmse',
      folds,
    );
    expect(board[0]?.name).toBe('b');
  });
});
