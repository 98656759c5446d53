import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import type { Learner } from '../../../contract/values.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { ranked } from './leaderboard.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine({ workers: 1 });
});
afterAll(() => engine.close());

const forest = { type: 'train.random-forest', params: { trees: 20 } };
/** Takes a minute at least. */
const endless = { type: 'train.gradient-boosting', params: { rounds: 100_000, learningRate: 1e-4, minLeaf: 1 } };

const flow = (params: JsonObject, third = forest as { readonly type: string; readonly params: JsonObject }) =>
  sketch({
    nodes: {
      moons: { type: 'source.sample', params: { name: 'moons', rows: 240 } },
      split: 'split.train-test',
      line: 'train.logistic-regression',
      near: { type: 'train.k-nearest-neighbours', params: { k: 9 } },
      third,
      compare: { type: 'tune.compare-learners', params },
    },
    wires: [
      'moons.table > split.table',
      'split.table > line.table',
      'split.table > near.table',
      'split.table > third.table',
      'split.table > compare.table',
      'line.learner > compare.learners',
      'near.learner > compare.learners',
      'third.learner > compare.learners',
    ],
  });

describe('tune.compare-learners', () => {
  it('ranks learners on the same folds and hands on the best', async () => {
    const run = await engine
      .open(flow({ folds: 4 }))
      .run()
      .expect('succeeded');
    const { tables, metrics, figures } = run.report('compare');
    const rows = tables[0]?.rows ?? [];
    const scores = rows.map((row) => Number(row[2]));
    expect(rows).toHaveLength(3);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(rows[0]?.[1]).not.toBe('line');
    for (const row of rows) {
      expect(Number(row[3])).toBeLessThan(Number(row[2]));
      expect(Number(row[4])).toBeGreaterThan(Number(row[2]));
    }
    expect(metrics.filter(({ part }) => part.startsWith('fold-'))).toHaveLength(4);
    expect(figures.map(({ name }) => name)).toEqual(['leaderboard', 'seconds-against-score']);
    const best = run.output('compare', 'learner');
    expect(best.kind === 'learner' && best.type).toBe(
      rows[0]?.[1] === 'near' ? 'train.k-nearest-neighbours' : 'train.random-forest',
    );
  });

  it('gives a learner up that takes longer than its cap, and ranks the others', async () => {
    const run = await engine
      .open(flow({ folds: 3, timeCap: 5 }, endless))
      .run()
      .expect('succeeded');
    const rows = run.report('compare').tables[0]?.rows ?? [];
    const last = rows.at(-1);
    expect(last?.[1]).toBe('third');
    expect(last?.[2]).toBeNull();
    expect(String(last?.[5])).toMatch(/longer than 5 s/);
    expect(run.node('compare').findings.map(({ code }) => code)).toContain('tune.learner-failed');
  });
});

const learner = (node: string): Learner => ({ kind: 'learner', node, type: 'train.baseline', version: 1, params: {} });
const folds = { held: [20, 20, 20, 20, 20], training: [80, 80, 80, 80, 80] };

describe('a leaderboard', () => {
  it('calls worse only what the folds show, however many are compared', () => {
    const board = ranked(
      [
        { learner: learner('close'), scores: [0.8, 0.86, 0.84, 0.9, 0.8], seconds: 1 },
        { learner: learner('far'), scores: [0.5, 0.52, 0.53, 0.55, 0.49], seconds: 1 },
        { learner: learner('best'), scores: [0.85, 0.84, 0.86, 0.88, 0.84], seconds: 1 },
        { learner: learner('broken'), scores: [], seconds: 0, failure: 'it failed.' },
      ],
      'roc-auc',
      folds,
    );
    expect(board.map((one) => one.learner.node)).toEqual(['best', 'close', 'far', 'broken']);
    expect(board[1]?.verdict).toMatch(/^no evidence/);
    expect(board[2]?.verdict).toMatch(/^worse, p/);
    expect(board[3]?.verdict).toBe('it failed.');
  });

  it('puts the smallest error first', () => {
    const board = ranked(
      [
        { learner: learner('a'), scores: [3, 4], seconds: 1 },
        { learner: learner('b'), scores: [2, 3], seconds: 1 },
      ],
      'rmse',
      folds,
    );
    expect(board[0]?.learner.node).toBe('b');
  });
});
