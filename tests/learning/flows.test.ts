import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../contract/flow.ts';
import { flowSchema } from '../../contract/flow.ts';
import { nodeExamples } from '../../nodes/index.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch, withParams } from '../harness/sketch.ts';

const example = (type: string): Flow => flowSchema.parse(nodeExamples[type]);

let one: TestEngine;
let two: TestEngine;
beforeAll(async () => {
  one = await openEngine({ workers: 1 });
  two = await openEngine({ workers: 2 });
});
afterAll(async () => {
  await one.close();
  await two.close();
});

test.each(['train.neural-network', 'tune.search', 'evaluate.predict'])(
  'the example of %s gives the same result with one worker and with two',
  async (type) => {
    const flow = example(type);
    const first = await (await one.open(flow).run().expect('succeeded')).state;
    const second = await (await two.open(flow).run().expect('succeeded')).state;
    expect(first.resultHash).toMatch(/^[a-z0-9:]+$/);
    expect(second.resultHash).toBe(first.resultHash);
  },
);

/** The quickest of three: on a machine that has other things to do, one alone says little about us. */
const quickest = async (measure: () => Promise<number>): Promise<number> =>
  Math.min(await measure(), await measure(), await measure());

test('cancelling a long fit ends the run within 200 ms', async () => {
  const flow = withParams(example('train.neural-network'), 'network', { epochs: 10_000, earlyStop: 10_000 });
  const took = await quickest(async () => {
    const run = two.open(flow).run({ reuse: false });
    await run.until((event) => event.event === 'node.metric' && event.step > 3);
    const asked = performance.now();
    await run.cancel();
    await run.expect('cancelled');
    return performance.now() - asked;
  });
  expect(took).toBeLessThan(200);
});

test('the engine goes on working after a cancel', async () => {
  await two.open(example('train.neural-network')).run({ reuse: false }).expect('succeeded');
});

test('a search that is cancelled goes on at the next trial, to the same end', async () => {
  const flow = sketch({
    nodes: {
      moons: { type: 'source.sample', params: { name: 'moons', rows: 200 } },
      split: 'split.train-test',
      network: { type: 'train.neural-network', params: { epochs: 15, layers: [8] } },
      search: { type: 'tune.search', params: { trials: 8, folds: 3, patience: 0 } },
    },
    wires: [
      'moons.table > split.table',
      'split.table > network.table',
      'split.table > search.table',
      'network.learner > search.learners',
    ],
  });
  const whole = await one.open(flow).run({ reuse: false }).expect('succeeded');
  const opened = two.open(flow, { store: `${two.folder}/resumed` });
  const run = opened.run();
  await run.until((event) => event.event === 'node.metric' && event.series === 'best so far' && event.step >= 2);
  await run.cancel();
  await run.expect('cancelled');
  const resumed = await opened.run().expect('succeeded');
  expect(resumed.state.resultHash).toBe(whole.state.resultHash);
  const ledger = (await readFile(`${two.folder}/resumed/fits.ndjson`, 'utf8')).trim().split('\n');
  const fits = ledger.map((line) => JSON.parse(line) as { readonly run: string; readonly purpose: string });
  const again = fits.filter((fit) => fit.run !== run.id && fit.purpose === 'fold');
  expect(again.length).toBeGreaterThan(0);
  expect(again.length).toBeLessThanOrEqual((8 - 2) * 3);
});

test('a search over two learners tells which one it chose, and what each trial cost', async () => {
  const flow = sketch({
    nodes: {
      moons: { type: 'source.sample', params: { name: 'moons', rows: 200 } },
      split: 'split.train-test',
      linear: 'train.logistic-regression',
      network: { type: 'train.neural-network', params: { epochs: 20, layers: [8] } },
      search: { type: 'tune.search', params: { trials: 6, folds: 2 } },
    },
    wires: [
      'moons.table > split.table',
      'split.table > linear.table',
      'split.table > network.table',
      'split.table > search.table',
      'linear.learner > search.learners',
      'network.learner > search.learners',
    ],
  });
  const run = await two.open(flow).run().expect('succeeded');
  const report = run.report('search');
  expect(report.tables[0]?.rows).toHaveLength(6);
  expect(new Set(report.tables[0]?.rows.map((row) => row[1]))).toEqual(
    new Set(['Logistic regression', 'Neural network']),
  );
  expect(report.figures.map(({ name }) => name)).toEqual([
    'best-so-far',
    'seconds-against-score',
    'parallel-coordinates-1',
    'parallel-coordinates-2',
  ]);
  expect(report.headline).toBe('roc-auc');
});
