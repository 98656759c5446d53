import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { flowChanges } from '../../contract/flow-changes.ts';
import { metricChanges } from '../../contract/run-comparison.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch, withParams } from '../harness/sketch.ts';

const opened: TestEngine[] = [];
const open = async (): Promise<TestEngine> => {
  const engine = await openEngine();
  opened.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

const moons = sketch({
  nodes: {
    data: { type: 'source.sample', params: { name: 'moons', rows: 300 } },
    split: 'split.train-test',
    near: { type: 'train.k-nearest-neighbours', params: { k: 1 } },
    scores: 'evaluate.classification-metrics',
  },
  wires: ['data.table > split.table', 'split.table > near.table', 'near.predictions > scores.predictions'],
});

/** Two runs that differ in one setting. */
const twoRuns = async () => {
  const flow = (await open()).open(moons);
  await flow.run().expect('succeeded');
  await flow
    .changed(withParams(moons, 'near', { k: 25 }))
    .run()
    .expect('succeeded');
  const { client, place } = flow;
  return { client, place, runs: await client.call('engine.runs', { place }) };
};

test('a run leaves its metrics with intervals, what its sources read, its memory and its machine', async () => {
  const { runs } = await twoRuns();
  const [latest] = runs;
  expect(runs).toHaveLength(2);
  expect(latest?.metrics).toContainEqual(
    expect.objectContaining({ node: 'scores', name: 'accuracy', part: 'test', low: expect.any(Number) }),
  );
  expect(latest?.data).toEqual([{ node: 'data', rows: 300, hash: expect.stringMatching(/^\S+$/) }]);
  expect(latest?.peakBytes).toBeGreaterThan(1e7);
  expect(latest?.environment?.cores).toBeGreaterThan(0);
});

test('two runs tell what was changed in the flow and what it did to each metric', async () => {
  const { client, place, runs } = await twoRuns();
  const [after, before] = runs;
  if (!after || !before) throw new Error('two runs were made');
  const flowOf = (run: string) => client.call('engine.run-flow', { place, run });
  expect(flowChanges(await flowOf(before.run), await flowOf(after.run))).toEqual([
    { change: 'param', node: 'near', type: 'train.k-nearest-neighbours', name: 'k', before: 1, after: 25 },
  ]);
  const changes = metricChanges(before, after);
  expect(changes.length).toBe(after.metrics.length);
  expect(changes.some(({ difference }) => difference !== undefined && difference !== 0)).toBe(true);
});

test('a run that nobody made, and one whose flow was not kept, are refused by code', async () => {
  const { client, place } = await twoRuns();
  const { recordRun } = await import('../../engine/ledger/ledger.ts');
  await expect(client.call('engine.run-flow', { place, run: 'nobody' })).rejects.toMatchObject({ code: 'run.unknown' });
  const old = { run: 'old', at: 1, status: 'succeeded', ms: 1, metrics: [], ran: 1, reused: 0 };
  await recordRun(place.store, old);
  await expect(client.call('engine.run-flow', { place, run: 'old' })).rejects.toMatchObject({ code: 'run.flow-gone' });
});

test('every fit is kept with rows, features, settings, seconds, memory and score, and drawn with its front', async () => {
  const { client, place } = await twoRuns();
  const fits = await client.call('engine.fits', { place });
  expect(fits.map(({ params }) => params['k'])).toEqual([1, 25]);
  expect(fits[0]).toMatchObject({ type: 'train.k-nearest-neighbours', rows: 210, features: 2, purpose: 'fit' });
  const figure = await client.call('engine.fits-figure', { place, colour: 'k' });
  expect(figure?.summary).toMatch(/^2 fits by /);
  expect(JSON.stringify(figure?.spec)).toContain('"colour":25');
  expect(await client.call('engine.fits-figure', { place, metric: 'no-such', colour: 'learner' })).toBeNull();
});

test('runs and fits are written as CSV, one line a metric and one a fit', async () => {
  const { client, place, runs } = await twoRuns();
  const { path } = await client.call('engine.export-runs', { place, to: 'csv' });
  const lines = async (name: string) => (await readFile(join(path, name), 'utf8')).trimEnd().split('\n');
  const metrics = runs.reduce((sum, run) => sum + run.metrics.length, 0);
  expect(await lines('runs.csv')).toHaveLength(1 + metrics);
  const [head, first] = await lines('fits.csv');
  expect(head).toMatch(/^run,at,node,learner,purpose/);
  expect(first).toContain('"{""k"":1');
});

test('runs are written as MLflow lays them out: a run a folder, its fits below it, anew each time', async () => {
  const { client, place, runs } = await twoRuns();
  await client.call('engine.export-runs', { place, to: 'mlflow' });
  const { path } = await client.call('engine.export-runs', { place, to: 'mlflow' });
  const [experiment = '', ...others] = await readdir(path);
  expect(others).toEqual([]);
  const folders = (await readdir(join(path, experiment))).filter((name) => name !== 'meta.yaml');
  expect(folders).toHaveLength(runs.length * 2);
  const metas = await Promise.all(folders.map((id) => readFile(join(path, experiment, id, 'meta.yaml'), 'utf8')));
  expect(metas.every((text, at) => text.includes(`run_id: "${folders[at]}"`) && text.includes('status: 3'))).toBe(true);
  const tags = await Promise.all(folders.map((id) => readdir(join(path, experiment, id, 'tags'))));
  expect(tags.filter((names) => names.includes('mlflow.parentRunId'))).toHaveLength(2);
});

test('a link that stands where books are to be written is not followed', async () => {
  const { client, place } = await twoRuns();
  const elsewhere = join((await open()).folder, 'elsewhere');
  await mkdir(elsewhere);
  await symlink(elsewhere, join(place.folder, 'mlruns'));
  await expect(client.call('engine.export-runs', { place, to: 'mlflow' })).rejects.toMatchObject({
    code: 'file.outside-folder',
  });
  expect(await readdir(elsewhere)).toEqual([]);
});
