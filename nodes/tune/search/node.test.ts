import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine({ workers: 2 });
});
afterAll(() => engine.close());

const forest = 'train.random-forest';
const flow = (params: JsonObject) =>
  sketch({
    nodes: {
      moons: { type: 'source.sample', params: { name: 'moons', rows: 900 } },
      split: 'split.train-test',
      forest: { type: forest, params: { trees: 5 } },
      near: 'train.k-nearest-neighbours',
      search: { type: 'tune.search', params: { folds: 2, ...params } },
    },
    wires: [
      'moons.table > split.table',
      'split.table > forest.table',
      'split.table > near.table',
      'split.table > search.table',
      'forest.learner > search.learners',
      'near.learner > search.learners',
    ],
  });

const small = { [forest]: { trees: { low: 2, high: 8 } } };

describe('tune.search', () => {
  it('draws how the best grew, what each trial cost, what mattered and where trials went', async () => {
    const run = await engine
      .open(flow({ method: 'tpe', trials: 30, patience: 0, space: small }))
      .run()
      .expect('succeeded');
    const { figures } = run.report('search');
    const names = figures.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['best-so-far', 'seconds-against-score']);
    expect(names.filter((name) => name.startsWith('importance-')).length).toBeGreaterThan(0);
    expect(names).toContain('parallel-coordinates-1');
    for (const figure of figures) expect(drawable(figure)).toEqual([]);
  });

  it('stays within the space that was set', async () => {
    const space = { [forest]: { trees: { low: 3, high: 4 }, minLeaf: { fixed: true } } };
    const run = await engine
      .open(flow({ trials: 12, space }))
      .run()
      .expect('succeeded');
    const { rows = [], columns = [] } = run.report('search').tables[0] ?? {};
    const settings = rows.filter((row) => row[1] === 'Random forest').map((row) => row[columns.indexOf('settings')]);
    expect(settings.slice(1)).toEqual(expect.arrayContaining(['trees 3', 'trees 4']));
    for (const text of settings.slice(1)) expect(text).toMatch(/^trees [34]$/);
  });

  it('says so where a space can’t be searched, and where it names what nobody is searched over', async () => {
    const wrong = await engine
      .open(flow({ space: { [forest]: { trees: { low: 9, high: 2 } } } }))
      .run()
      .expect('failed');
    expect(wrong.node('search').failure).toMatchObject({ code: 'param.invalid' });
    expect(wrong.node('search').failure?.message).toMatch(/9 is above 2/);
    const unused = { ...small, 'train.baseline': { strategy: { fixed: true } } };
    const run = await engine
      .open(flow({ trials: 4, space: unused }))
      .run()
      .expect('succeeded');
    expect(run.node('search').findings.map(({ code }) => code)).toContain('param.unknown');
  });

  it('halves: few rows for many settings, all rows for the best', async () => {
    const run = await engine
      .open(flow({ method: 'halving', trials: 9, space: small }))
      .run()
      .expect('succeeded');
    const { tables, metrics } = run.report('search');
    const column = tables[0]?.columns.indexOf('share of rows') ?? -1;
    const shares = tables[0]?.rows.map((row) => row[column]) ?? [];
    expect(new Set(shares).size).toBeGreaterThan(1);
    expect(shares.at(-1)).toBe(1);
    const full = tables[0]?.rows.filter((row) => row[column] === 1).map((row) => Number(row[column + 1])) ?? [];
    expect(metrics[0]?.value).toBe(Math.max(...full));
  });
});
