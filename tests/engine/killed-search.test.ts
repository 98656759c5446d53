import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { type EngineProcess, startEngineProcess } from '../harness/engine-process.ts';
import { FinishedRun } from '../harness/finished-run.ts';
import { sketch } from '../harness/sketch.ts';

const open: { readonly processes: EngineProcess[]; readonly folders: string[] } = { processes: [], folders: [] };
afterEach(async () => {
  for (const one of open.processes.splice(0)) await one.kill();
  for (const folder of open.folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const started = (): EngineProcess => {
  const engine = startEngineProcess();
  open.processes.push(engine);
  return engine;
};

const place = async (): Promise<FlowPlace> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-search-'));
  open.folders.push(folder);
  return { folder, store: join(folder, '.millrace'), granted: [] };
};

const trials = 200;
const folds = 2;
const flow = sketch({
  nodes: {
    moons: { type: 'source.sample', params: { name: 'moons', rows: 160, noise: 0.3 } },
    split: 'split.train-test',
    near: 'train.k-nearest-neighbours',
    line: 'train.logistic-regression',
    search: { type: 'tune.search', params: { method: 'tpe', trials, folds, patience: 0, metric: 'log-loss' } },
  },
  wires: [
    'moons.table > split.table',
    'split.table > near.table',
    'split.table > line.table',
    'split.table > search.table',
    'near.learner > search.learners',
    'line.learner > search.learners',
  ],
});

const run = async (engine: EngineProcess, at: FlowPlace, id: string): Promise<FinishedRun> => {
  const events: RunEvent[] = [];
  await engine.client.stream('engine.run', { place: at, flow, run: id }, (batch) => events.push(...batch));
  return new FinishedRun(events, engine.client, at);
};

/** Trials in the journal of the one step that has not ended. */
const journalled = async ({ store }: FlowPlace): Promise<readonly string[]> => {
  const folder = join(store, 'journals');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return texts.join('').split('\n').slice(0, -1);
};

/** Runs until the journal holds so many trials, and looks whenever the run has something to tell. */
const runUntil = (engine: EngineProcess, at: FlowPlace, count: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      journalled(at).then((lines) => {
        if (lines.length >= count) resolve();
      }, reject);
    };
    engine.client.stream('engine.run', { place: at, flow, run: 'killed' }, look).then(
      () => reject(new Error('the run ended before it could be killed')),
      () => undefined,
    );
  });

/** Fits of folds that the ledger has of a run. */
const foldFits = async ({ store }: FlowPlace, id: string): Promise<number> =>
  (await readFile(join(store, 'fits.ndjson'), 'utf8'))
    .split('\n')
    .filter((line) => line.includes(`"run":"${id}"`) && line.includes('"purpose":"fold"')).length;

test('a search that is killed at trial 57 of 200 goes on at trial 58 and finds the same best', async () => {
  const [broken, whole] = [await place(), await place()];
  const first = started();
  await runUntil(first, broken, 57);
  await first.kill();
  const before = await journalled(broken);
  expect(before.length).toBeGreaterThanOrEqual(57);
  expect(before.length).toBeLessThan(trials);

  const second = await run(started(), broken, 'again');
  expect(second.state.status).toBe('succeeded');
  const { tables, metrics } = second.report('search');
  const tried = tables[0]?.rows.length ?? 0;
  expect(await foldFits(broken, 'again')).toBe((tried - before.length) * folds);

  const undisturbed = await run(started(), whole, 'whole');
  expect(tables[0]).toEqual(undisturbed.report('search').tables[0]);
  expect(metrics).toEqual(undisturbed.report('search').metrics);
  expect(second.output('search', 'model').hash).toBe(undisturbed.output('search', 'model').hash);
  expect(second.resultHash).toBe(undisturbed.resultHash);
}, 120_000);
