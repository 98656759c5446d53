import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Table } from '../../contract/values.ts';
import { foldTables } from '../../engine/learning/fold-tables.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { type OpenStep, openStep } from './open-step.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

const day = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
const rows = Array.from({ length: 60 }, (_, index) => [day(index), index % 7, index % 2 === 0 ? 'dry' : 'wet']);

const searching = (split: string) => {
  const columns = [
    { name: 'date', type: 'datetime' },
    { name: 'x', type: 'number' },
    { name: 'y', type: 'category' },
  ];
  return sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows } },
      roles: { type: 'clean.columns', params: { roles: { y: 'target', date: 'time' } } },
      split: { type: split },
      learner: 'train.logistic-regression',
      search: { type: 'tune.search', params: { method: 'random', trials: 2, folds: 3 } },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > learner.table',
      'split.table > search.table',
      'learner.learner > search.learners',
    ],
  });
};

const codes = async (split: string): Promise<readonly string[]> => {
  const run = await engine.open(searching(split)).run().expect('succeeded');
  return run.node('search').findings.map(({ code }) => code);
};

test('a search behind a split by time has nothing to say about time, as its folds go forward', async () => {
  expect(await codes('split.time')).not.toContain('data.folds-ignore-time');
});

test('a search behind any other split says that its folds ignore the time', async () => {
  expect(await codes('split.train-test')).toContain('data.folds-ignore-time');
});

describe('inner folds behind a split by time', () => {
  let step: OpenStep;
  beforeAll(async () => {
    step = await openStep();
  });
  afterAll(() => step.close());

  /** Days in no order, the last twenty for testing. */
  const divided = async (gap: number): Promise<Table> => {
    const made = await step.context.tables.fromRows(
      [
        { name: 'date', type: 'datetime', role: 'time' },
        { name: 'y', type: 'number', role: 'target' },
      ],
      Array.from({ length: 60 }, (_, index) => [day((index * 7) % 60), index]),
    );
    const split = { parts: true, folds: 0, repeats: 0, forward: { column: 'date', gap } };
    const sql = `SELECT *, CASE WHEN date >= '${day(40)}' THEN 'test' ELSE 'train' END AS __part FROM ${made.relation}`;
    return step.context.tables.derive(made, sql, made.columns, split);
  };

  const withFeature = (table: Table): Promise<Table> =>
    step.context.tables.derive(
      table,
      `SELECT *, y * 2.0 AS x FROM ${table.relation}`,
      [...table.columns, { name: 'x', type: 'number', role: 'feature' }],
      table.split,
    );

  /** First and last day of what each fold trains on and holds out. */
  const spans = async (gap: number, k: number) => {
    const tables = await foldTables(step.services, step.step, await divided(gap), { k, seed: 1 });
    const found = [];
    for (const { relation } of tables) {
      const [row] = await step.context.tables.rows(
        `SELECT ${['train', 'validation']
          .flatMap((part) =>
            ['min', 'max'].map((end) => `left((${end}(date) FILTER (WHERE __part = '${part}'))::VARCHAR, 10)`),
          )
          .map((sql, at) => `${sql} AS s${at}`)
          .join(', ')} FROM ${relation}`,
      );
      found.push([row?.['s0'], row?.['s1'], row?.['s2'], row?.['s3']]);
    }
    return found;
  };

  test('train on what came before the rows held out, and never touch a test row', async () => {
    expect(await spans(0, 3)).toEqual([
      [day(0), day(9), day(10), day(19)],
      [day(0), day(19), day(20), day(29)],
      [day(0), day(29), day(30), day(39)],
    ]);
  });

  test('leave out the gap of the split before the rows held out', async () => {
    expect(await spans(4, 3)).toEqual([
      [day(0), day(5), day(10), day(19)],
      [day(0), day(15), day(20), day(29)],
      [day(0), day(25), day(30), day(39)],
    ]);
  });

  test('give a threshold only rows that come after those a fit has seen', async () => {
    const learner = {
      kind: 'learner',
      node: 'l',
      name: 'l',
      type: 'train.linear-regression',
      version: 1,
      params: {},
    } as const;
    const table = await withFeature(await divided(0));
    const rows = async (forward: boolean) => {
      const seen = await step.learning.outOfFold(learner, table, { k: 3, seed: 1, forward });
      const found = await step.context.tables.rows(
        `SELECT left(date::VARCHAR, 10) AS d FROM ${table.relation} WHERE __row IN (${[...seen.rows].join(', ')}) ORDER BY d`,
      );
      return found.map(({ d }) => d);
    };
    expect(await rows(true)).toEqual(Array.from({ length: 30 }, (_, at) => day(10 + at)));
    expect(await rows(false)).toHaveLength(40);
  });
});
