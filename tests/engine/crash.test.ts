import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { resources } from '../harness/engine.ts';
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

const penguinsPlace = async (): Promise<FlowPlace> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-crash-'));
  open.folders.push(folder);
  await copyFile(join(resources, 'data/penguins.csv'), join(folder, 'penguins.csv'));
  return { folder, store: join(folder, '.millrace'), granted: [] };
};

const penguins: Flow = sketch({
  nodes: {
    data: { type: 'source.csv-file', params: { path: 'penguins.csv' } },
    roles: { type: 'clean.columns', params: { roles: { species: 'target' } } },
    split: 'split.train-test',
    forest: { type: 'train.random-forest', params: { trees: 1000 } },
    scores: 'evaluate.classification-metrics',
  },
  wires: [
    'data.table > roles.table',
    'roles.table > split.table',
    'split.table > forest.table',
    'forest.predictions > scores.predictions',
  ],
});

const run = async (engine: EngineProcess, place: FlowPlace, id: string): Promise<FinishedRun> => {
  const events: RunEvent[] = [];
  await engine.client.stream('engine.run', { place, flow: penguins, run: id }, (batch) => events.push(...batch));
  return new FinishedRun(events, engine.client, place);
};

test('an engine that is killed in the middle of a training costs that step alone', async () => {
  const place = await penguinsPlace();
  const first = started();
  const training = new Promise<void>((begun) => {
    void first.client
      .stream('engine.run', { place, flow: penguins, run: 'killed' }, (batch) => {
        if (batch.some((event) => event.event === 'node.started' && event.node === 'forest')) begun();
      })
      .catch(() => undefined);
  });
  await training;
  await first.kill();
  const second = await run(started(), place, 'again');
  expect(second.state.status).toBe('succeeded');
  expect(second.those('reused')).toEqual(['data', 'roles', 'split']);
  expect(second.those('finished')).toEqual(['forest', 'scores']);
  const left = await readdir(join(place.store, 'cache'));
  expect(left.filter((name) => name.startsWith('part-'))).toEqual([]);
  const undisturbed = await run(started(), await penguinsPlace(), 'whole');
  expect(second.resultHash).toBe(undisturbed.resultHash);
}, 120_000);
