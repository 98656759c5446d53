import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

const day = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
const rows = Array.from({ length: 60 }, (_, index) => [day(index), index % 7, index % 2 === 0 ? 'dry' : 'wet']);

test('a search behind a split by time says that its folds ignore the time', async () => {
  const columns = [
    { name: 'date', type: 'datetime' },
    { name: 'x', type: 'number' },
    { name: 'y', type: 'category' },
  ];
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows } },
      roles: { type: 'clean.columns', params: { roles: { y: 'target', date: 'time' } } },
      split: { type: 'split.time', params: { column: 'date' } },
      learner: 'train.logistic-regression',
      search: { type: 'tune.search', params: { trials: 2, folds: 3 } },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > learner.table',
      'split.table > search.table',
      'learner.learner > search.learners',
    ],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  expect(run.node('search').findings.map(({ code }) => code)).toContain('data.folds-ignore-time');
});
