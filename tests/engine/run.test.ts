import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../contract/run-event.ts';
import { foldRun, type RunState } from '../../contract/run-state.ts';
import { type EngineSetup, openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch, withParams } from '../harness/sketch.ts';
import { trialNodes } from './trial-nodes.ts';

const opened: TestEngine[] = [];
const open = async (setup: EngineSetup = {}): Promise<TestEngine> => {
  const engine = await openEngine({ nodes: trialNodes, ...setup });
  opened.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

const chain = sketch({
  nodes: {
    numbers: 'source.trial-numbers',
    add: 'clean.trial-add',
    split: 'split.train-test',
    mean: 'clean.trial-mean',
    gate: { type: 'evaluate.trial-gate', params: { most: 1000 } },
  },
  wires: [
    'numbers.table > add.table',
    'add.table > split.table',
    'split.table > mean.table',
    'mean.table > gate.table',
  ],
});

test('a flow runs from its source to its end, and its tables can be paged', async () => {
  const engine = await open();
  const run = await engine.open(chain).run().expect('succeeded');
  expect(run.those('finished')).toEqual(['add', 'gate', 'mean', 'numbers', 'split']);
  const page = await run.page('add', 'table', { limit: 3 });
  expect(page).toMatchObject({ rows: 100, offset: 0 });
  expect(page.page.map(({ row, cells }) => [row, ...cells])).toEqual([
    [0, 1, 'low'],
    [1, 2, 'low'],
    [2, 3, 'low'],
  ]);
  expect(run.resultHash).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('a second run with nothing changed runs no step', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  const first = await flow.run().expect('succeeded');
  const second = await flow.run().expect('succeeded');
  expect(second.those('reused')).toEqual(['add', 'gate', 'mean', 'numbers', 'split']);
  expect(second.resultHash).toBe(first.resultHash);
  expect(second.node('gate').findings).toEqual(first.node('gate').findings);
});

test('after a change of one setting only what depends on it runs, and says why', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  await flow.run().expect('succeeded');
  const run = await flow
    .changed(withParams(chain, 'split', { test: 0.3 }))
    .run()
    .expect('succeeded');
  expect(run.those('reused')).toEqual(['add', 'numbers']);
  expect(run.those('finished')).toEqual(['gate', 'mean', 'split']);
  expect(run.node('split').why).toEqual({ reason: 'param', params: ['test'] });
  expect(run.node('mean').why).toEqual({ reason: 'upstream', nodes: ['split'] });
});

test('a setting written out with its default is no change, neither are titles and layout', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  await flow.run().expect('succeeded');
  const same = withParams(chain, 'add', { amount: 1 });
  const moved = { ...same, name: 'Other', layout: { add: [5, 5] as [number, number] } };
  const run = await flow.changed(moved).run().expect('succeeded');
  expect(run.those('finished')).toEqual([]);
});

test('a change that is taken back finds its old results', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  await flow.run().expect('succeeded');
  await flow
    .changed(withParams(chain, 'add', { amount: 2 }))
    .run()
    .expect('succeeded');
  const run = await flow.run().expect('succeeded');
  expect(run.those('finished')).toEqual([]);
});

test('nothing is taken from the cache where that was asked for, and the result is the same', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  const first = await flow.run().expect('succeeded');
  const second = await flow.run({ reuse: false }).expect('succeeded');
  expect(second.those('reused')).toEqual([]);
  expect(second.node('add').why).toEqual({ reason: 'always' });
  expect(second.resultHash).toBe(first.resultHash);
});

test('only what leads to one node is run where that was asked for', async () => {
  const engine = await open();
  const run = await engine.open(chain).run({ only: 'split' }).expect('succeeded');
  expect(Object.keys(run.state.nodes).sort()).toEqual(['add', 'numbers', 'split']);
  await expect(engine.open(chain).run({ only: 'nobody' }).finished()).rejects.toMatchObject({
    code: 'run.unknown-node',
  });
});

test('a failure stops what is behind it, names its node, and leaves other branches running', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: {
      numbers: 'source.trial-numbers',
      breaks: 'clean.trial-breaks',
      after: 'clean.trial-add',
      last: 'clean.trial-add',
      beside: 'clean.trial-add',
    },
    wires: [
      'numbers.table > breaks.table',
      'breaks.table > after.table',
      'after.table > last.table',
      'numbers.table > beside.table',
    ],
  });
  const run = await engine.open(flow).run().expect('failed');
  expect(run.those('finished')).toEqual(['beside', 'numbers']);
  expect(run.node('breaks').failure).toMatchObject({ code: 'data.no-rows', where: { node: 'breaks' } });
  expect(run.node('after')).toMatchObject({ status: 'skipped', because: 'breaks' });
  expect(run.node('last')).toMatchObject({ status: 'skipped', because: 'breaks' });
  expect(run.state.hint).toContain('2 of 5');
  expect(run.resultHash).toBeNull();
});

test('a fault of a node is a failure of that node, with its stack', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: { numbers: 'source.trial-numbers', breaks: { type: 'clean.trial-breaks', params: { internal: true } } },
    wires: ['numbers.table > breaks.table'],
  });
  const run = await engine.open(flow).run().expect('failed');
  expect(run.node('breaks').failure?.code).toBe('internal.error');
  expect(run.node('breaks').failure?.stack).toContain('a fault of the node');
});

test('nodes with problems fail with them, and the others run all the same', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: {
      numbers: 'source.trial-numbers',
      add: 'clean.trial-add',
      nobody: 'clean.nobody-knows',
      free: 'clean.trial-add',
    },
    wires: ['numbers.table > add.table', 'numbers.table > nobody.table'],
  });
  const run = await engine.open(flow).run().expect('failed');
  expect(run.those('finished')).toEqual(['add', 'numbers']);
  expect(run.node('nobody').failure?.code).toBe('flow.unknown-node');
  expect(run.node('free').failure?.code).toBe('flow.missing-input');
});

test('a run with loops comes to its end', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: {
      numbers: 'source.trial-numbers',
      a: 'clean.trial-add',
      b: 'clean.trial-add',
      c: 'clean.trial-add',
      d: 'clean.trial-add',
    },
    wires: ['a.table > b.table', 'b.table > a.table', 'c.table > d.table', 'd.table > c.table'],
  });
  const run = await engine.open(flow).run().expect('failed');
  expect(run.those('finished')).toEqual(['numbers']);
  expect(run.node('a').failure?.code).toBe('flow.cycle');
  expect(run.node('c').failure?.code).toBe('flow.cycle');
});

test('a long query is cancelled within a quarter of a second, and that is no error', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: { numbers: 'source.trial-numbers', endless: 'source.trial-endless', add: 'clean.trial-add' },
    wires: ['endless.table > add.table'],
  });
  const running = await engine.open(flow).run().started('endless');
  await running.until((event) => event.event === 'node.finished' && event.node === 'numbers');
  const askedAt = performance.now();
  await running.cancel();
  const run = await running.expect('cancelled');
  expect(performance.now() - askedAt).toBeLessThan(250);
  expect(run.those('cancelled')).toEqual(['add', 'endless']);
  expect(run.those('failed')).toEqual([]);
  const again = await engine.open(chain).run().expect('succeeded');
  expect(again.those('reused')).toEqual(['numbers']);
});

test('a bypassed node hands its table on', async () => {
  const engine = await open();
  const add = { type: 'clean.trial-add', version: 1, enabled: false };
  const run = await engine
    .open({ ...chain, nodes: { ...chain.nodes, add } })
    .run()
    .expect('succeeded');
  const page = await run.page('add', 'table', { limit: 1 });
  expect(page.page[0]?.cells).toEqual([0, 'low']);
});

test('a gate that is not passed makes the run end with failed checks, not with a failure', async () => {
  const engine = await open();
  const run = await engine
    .open(withParams(chain, 'gate', { most: 10 }))
    .run()
    .expect('checks-failed');
  expect(run.those('failed')).toEqual([]);
  const again = await engine
    .open(withParams(chain, 'gate', { most: 10 }))
    .run()
    .expect('checks-failed');
  expect(again.those('reused')).toContain('gate');
  expect(again.resultHash).toBe(run.resultHash);
});

test('a fitted transform is given training rows only', async () => {
  const engine = await open();
  const run = await engine.open(chain).run().expect('succeeded');
  const table = run.output('mean', 'table');
  if (table.kind !== 'table') throw new Error('not a table');
  const trained = await run.page('mean', 'table', { limit: 1000 });
  const mean = trained.page
    .filter(({ part }) => part === 'train')
    .reduce((sum, { cells }) => sum + Number(cells[0]), 0);
  expect(table.split.counts?.train).toBe(70);
  expect(Math.abs(mean)).toBeLessThan(1e-9);
});

test('a transform of training rows leaves the rows of other parts as they are', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: { numbers: 'source.trial-numbers', split: 'split.train-test', doubled: 'clean.trial-doubled' },
    wires: ['numbers.table > split.table', 'split.table > doubled.table'],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  const rowsOf = async (node: string, part: string) =>
    (await run.page(node, 'table', { limit: 1000 })).page.filter((row) => row.part === part).map(({ row }) => row);
  expect(await rowsOf('doubled', 'train')).toHaveLength(140);
  expect(await rowsOf('doubled', 'test')).toEqual(await rowsOf('split', 'test'));
  expect(await rowsOf('doubled', 'validation')).toEqual(await rowsOf('split', 'validation'));
});

test('a series crosses with at most 20 points a second, the last one always, and in order', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: { numbers: 'source.trial-numbers', talks: 'evaluate.trial-talks' },
    wires: ['numbers.table > talks.table'],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  const points = run.node('talks').curves['loss'] ?? [];
  expect(points.length).toBeLessThan(1 + (20 * Math.max(1000, run.state.ms ?? 0)) / 1000);
  expect(points.at(-1)?.step).toBe(4999);
  expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index));
});

test('the journal of a run tells the same story as its events', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  const running = flow.run();
  const run = await running.expect('succeeded');
  const text = await readFile(join(flow.place.store, 'runs', running.id, 'events.ndjson'), 'utf8');
  const events = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  expect(events.reduce<RunState | undefined>(foldRun, undefined)).toEqual(run.state);
});

test('a step that failed finds what it had written into its journal', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: { numbers: 'source.trial-numbers', tries: 'evaluate.trial-journal' },
    wires: ['numbers.table > tries.table'],
  });
  await engine.open(flow).run().expect('failed');
  const run = await engine.open(flow).run().expect('succeeded');
  expect(run.report('tries').facts).toEqual([{ label: 'Lines before', value: '1' }]);
});

test('each run stands in the ledger, latest first', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  await flow.run().expect('succeeded');
  await flow.run().expect('succeeded');
  const runs = await engine.client.call('engine.runs', { place: flow.place });
  expect(runs.map(({ status, ran, reused }) => [status, ran, reused])).toEqual([
    ['succeeded', 0, 5],
    ['succeeded', 5, 0],
  ]);
});

test('two runs of one flow at the same time both end well', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  const both = await Promise.all([flow.run().expect('succeeded'), flow.run().expect('succeeded')]);
  expect(both[0]?.resultHash).toBe(both[1]?.resultHash);
});

test('a ledger that cannot be written costs no run its end', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  await flow.run().expect('succeeded');
  for (const name of ['ledger.ndjson', 'last-steps.json']) {
    await rm(join(flow.place.store, name));
    await mkdir(join(flow.place.store, name, 'taken'), { recursive: true });
  }
  expect((await flow.run().expect('succeeded')).resultHash).not.toBeNull();
});

test('lines of steps that were given up long ago are removed', async () => {
  const engine = await open();
  const flow = engine.open(chain);
  await flow.run().expect('succeeded');
  const journals = join(flow.place.store, 'journals');
  for (let index = 0; index < 150; index++) await writeFile(join(journals, `${index}.ndjson`), '');
  await flow.run().expect('succeeded');
  expect(await readdir(journals)).toHaveLength(100);
});
