import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Flow } from '../../contract/flow.ts';
import type { ReportSummary } from '../../contract/run-event.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { sketch, withParams } from '../harness/sketch.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openEngine({ workers: 0 });
});
afterEach(() => engine.close());

const flow = sketch({
  nodes: {
    data: { type: 'source.sample', params: { name: 'moons', rows: 120 } },
    split: 'split.train-test',
    near: { type: 'train.k-nearest-neighbours', params: { k: 1 } },
    scores: 'evaluate.classification-metrics',
  },
  wires: ['data.table > split.table', 'split.table > near.table', 'near.predictions > scores.predictions'],
});

const looks = async (state: Flow, options: { readonly reuse?: boolean } = {}) => {
  const run: FinishedRun = await engine.open(state).run(options).expect('succeeded');
  const { testLooks } = run.output('scores', 'report') as ReportSummary;
  return { run, testLooks };
};

test('a model is counted once, however often it is scored, and from the cache not at all', async () => {
  expect((await looks(flow)).testLooks).toBe(1);
  expect((await looks(flow)).testLooks).toBe(1);
  expect((await looks(flow, { reuse: false })).testLooks).toBe(1);
  expect((await looks(withParams(flow, 'scores', { headline: 'mcc' }))).testLooks).toBe(1);
}, 60_000);

test('each further model that is scored on the same test rows counts, and too many are a finding', async () => {
  for (const [index, k] of [1, 5, 9, 13].entries())
    expect((await looks(withParams(flow, 'near', { k }))).testLooks).toBe(index + 1);
  const { run, testLooks } = await looks(withParams(flow, 'near', { k: 21 }));
  expect(testLooks).toBe(5);
  expect(run.node('scores').findings.map(({ code, message }) => [code, message])).toEqual([
    [
      'leak.test-looks',
      expect.stringContaining('Test rows were used for 5 different models; the best of 5 looks better'),
    ],
  ]);
  const again = await looks(withParams(flow, 'near', { k: 5 }));
  expect(again.run.node('scores').status).toBe('reused');
  expect(again.run.node('scores').findings.map(({ code }) => code)).toEqual(['leak.test-looks']);
}, 120_000);

test('other test rows are looked at for the first time, and the result of a run does not depend on the count', async () => {
  const first = await looks(flow);
  expect((await looks(withParams(flow, 'near', { k: 5 }))).testLooks).toBe(2);
  expect((await looks(withParams(flow, 'split', { test: 0.3 }))).testLooks).toBe(1);
  const later = await looks(flow);
  expect(later.testLooks).toBe(2);
  expect(later.run.resultHash).toBe(first.run.resultHash);
}, 60_000);
