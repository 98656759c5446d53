import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEngine, resources } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

const flow = sketch({
  nodes: {
    data: { type: 'source.csv-file', params: { path: 'penguins.csv' } },
    roles: { type: 'clean.columns', params: { roles: { species: 'target' } } },
    split: 'split.train-test',
    fill: 'clean.missing-values',
    encode: 'clean.encode',
    forest: { type: 'train.random-forest', params: { trees: 20 } },
    logistic: 'train.logistic-regression',
    search: { type: 'tune.search', params: { trials: 4 } },
    scores: 'evaluate.classification-metrics',
  },
  wires: [
    'data.table > roles.table',
    'roles.table > split.table',
    'split.table > fill.table',
    'fill.table > encode.table',
    'encode.table > forest.table',
    'encode.table > logistic.table',
    'encode.table > search.table',
    'logistic.learner > search.learners',
    'forest.predictions > scores.predictions',
    'logistic.predictions > scores.predictions',
    'search.predictions > scores.predictions',
  ],
});

const outcome = async (workers: number, threads: number) => {
  const engine = await openEngine({ workers, threads });
  try {
    await copyFile(join(resources, 'data/penguins.csv'), join(engine.folder, 'penguins.csv'));
    const run = await engine.open(flow).run().expect('succeeded');
    const hashes = Object.keys(flow.nodes).map((id) => [
      id,
      Object.fromEntries(Object.entries(run.outputs(id)).map(([port, { hash }]) => [port, hash])),
    ]);
    return { resultHash: run.resultHash, hashes: Object.fromEntries(hashes) };
  } finally {
    await engine.close();
  }
};

test('a whole flow has the same result for no worker, one and two, and for one thread and two', async () => {
  const one = await outcome(1, 1);
  expect(await outcome(2, 2)).toEqual(one);
  expect(await outcome(0, 1)).toEqual(one);
}, 120_000);
