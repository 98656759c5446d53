import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine({ workers: 1 });
});
afterAll(() => engine.close());

/** Two columns make the value, three have nothing to do with it. */
const columns = ['first', 'second', 'noise a', 'noise b', 'noise c', 'value'].map((name) => ({ name, type: 'number' }));
const rows = Array.from({ length: 150 }, (_, row) => {
  const at = (factor: number): number => ((row * factor) % 101) / 101;
  return [at(37), at(53), at(71), at(19), at(89), 3 * at(37) - 2 * at(53) + at(11) / 20];
});

const flow = (params: JsonObject, learner: JsonObject & { readonly type: string }) =>
  sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows } },
      roles: { type: 'clean.columns', params: { roles: { value: 'target' } } },
      split: 'split.train-test',
      learner: learner as { type: string },
      features: { type: 'tune.features', params: { folds: 3, ...params } },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > learner.table',
      'split.table > features.table',
      'learner.learner > features.learners',
    ],
  });

const linear = { type: 'train.linear-regression' };
const forest = { type: 'train.random-forest', params: { trees: 20 } };

const chosen = async (params: JsonObject, learner: JsonObject & { readonly type: string }) => {
  const run = await engine.open(flow(params, learner)).run().expect('succeeded');
  const output = run.output('features', 'learner');
  return { run, features: output.kind === 'learner' ? output.params['features'] : undefined };
};

describe('tune.features', () => {
  it.each(['forward', 'backward'])('%s finds the columns that matter', async (method) => {
    const { run, features } = await chosen({ method, prefer: 'fewest' }, linear);
    expect(features).toEqual(['first', 'second']);
    const { tables, figures } = run.report('features');
    expect(tables[0]?.rows.find(([size]) => size === 2)?.[5]).toBe('first, second');
    expect(figures.map(({ name }) => name)).toContain('score-by-features');
    for (const figure of figures) expect(drawable(figure)).toEqual([]);
  });

  it('recursive takes away what the fit used least', async () => {
    const { run, features } = await chosen({ method: 'recursive', prefer: 'fewest', patience: 0 }, forest);
    expect(features).toEqual(['first', 'second']);
    expect(run.report('features').tables[0]?.rows.map(([size]) => size)).toEqual([1, 2, 3, 4, 5]);
  });

  it('recursive says so where a learner does not know what it used', async () => {
    const near = { type: 'train.k-nearest-neighbours' };
    const run = await engine
      .open(flow({ method: 'recursive' }, near))
      .run()
      .expect('failed');
    expect(run.node('features').failure?.message).toMatch(/how much it used each feature/);
    expect(run.node('features').failure?.code).toBe('train.no-importance');
  });

  it('does not add more than it may', async () => {
    const { run } = await chosen({ method: 'forward', most: 1 }, linear);
    expect(run.report('features').tables[0]?.rows.map(([size]) => size)).toEqual([1, 5]);
  });
});
