import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../contract/report.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

/** y depends on `a` alone, `b` says nothing, `c` is a copy of nothing either. */
const rows = Array.from({ length: 400 }, (_, at) => {
  const a = (at * 37) % 101;
  return [a, (at * 61) % 89, ['red', 'green', 'blue'][(at * 7) % 3] ?? '', a > 50 ? 'high' : 'low'];
});
const columns = [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'y', role: 'target' }];

const flow = (learner: string, params = {}) =>
  sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns: columns.map(({ name }) => ({ name })), rows } },
      roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
      split: 'split.train-test',
      encoded: 'clean.encode',
      model: learner,
      importance: { type: 'evaluate.importance', params },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > encoded.table',
      'encoded.table > model.table',
      'model.model > importance.model',
      'split.table > importance.table',
    ],
  });

interface Curve {
  readonly data: { readonly values: readonly { readonly setting: number; readonly mean: number }[] };
}

const reportOf = async (learner: string, params = {}): Promise<Report> =>
  (await engine.open(flow(learner, params)).run().expect('succeeded')).report('importance');

test('the column that decides is the one whose shuffling costs most, as a raw column', async () => {
  const { tables, metrics } = await reportOf('train.logistic-regression');
  const order = tables[0]?.rows.map(([column]) => column);
  expect(order?.[0]).toBe('a');
  expect([...(order ?? [])].sort()).toEqual(['a', 'b', 'c']);
  const drops = new Map(tables[0]?.rows.map(([column, drop]) => [column, Number(drop)]));
  expect(drops.get('a')).toBeGreaterThan(0.2);
  expect(Math.abs(drops.get('b') ?? 1)).toBeLessThan(0.05);
  expect(metrics).toMatchObject([{ name: 'log-loss', part: 'test', n: 80 }]);
});

test('a model that ignores everything loses nothing', async () => {
  const { tables } = await reportOf('train.baseline');
  for (const [, drop, deviation] of tables[0]?.rows ?? []) expect([drop, deviation]).toEqual([0, 0]);
});

test('partial dependence follows the rule: the class turns over between 40 and 60', async () => {
  const { figures } = await reportOf('train.random-forest', { curves: 1 });
  const [curve] = figures.filter(({ name }) => name === 'dependence-a').map(({ spec }) => spec as unknown as Curve);
  const values = curve?.data.values ?? [];
  expect(values.length).toBeGreaterThan(10);
  const high = (at: number) => values.filter(({ setting }) => (at < 0 ? setting < 40 : setting > 60));
  for (const { mean } of high(-1)) expect(mean).toBeGreaterThan(0.8);
  for (const { mean } of high(1)) expect(mean).toBeLessThan(0.2);
});

test('it says the same again for the same seed', async () => {
  const first = await reportOf('train.logistic-regression', { rows: 50 });
  const again = engine.open({ ...flow('train.logistic-regression', { rows: 50 }), name: 'again' });
  const second = (await again.run({ reuse: false }).expect('succeeded')).report('importance');
  expect(second.tables).toEqual(first.tables);
});

test('a metric of the other task is a problem before the run', async () => {
  const found = await engine.open(flow('train.logistic-regression', { metric: 'rmse' })).problems();
  expect(found).toContain('param.invalid importance');
});

test('rows without the target can not be judged', async () => {
  const base = flow('train.logistic-regression');
  const wrong = sketch({
    nodes: {
      ...(base.nodes as never as Record<string, string>),
      bare: {
        type: 'source.inline-table',
        params: { columns: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], rows: [[1, 2, 'red']] },
      },
    },
    wires: [],
  });
  const edges = base.edges.map((edge) => (edge.to === 'importance.table' ? { ...edge, from: 'bare.table' } : edge));
  const run = await engine
    .open({ ...wrong, edges })
    .run()
    .expect('failed');
  expect(run.node('importance').failure?.code).toBe('data.column-missing');
});
