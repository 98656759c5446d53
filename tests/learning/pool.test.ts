import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reporting } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { ComputePool, FitJob } from '../../engine/compute/compute-job.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { sharedDoubles, sharedFloats } from '../../engine/learning/shared-array.ts';
import { workerFile } from './open-step.ts';

/** A worker that does at once what the params of its job say. */
const strangeWorker = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ job }) => {
  const { params = job.input, data } = job;
  if (params.crash) process.exit(3);
  if (params.spin) for (;;);
  if (params.write) data.x.data[0] = 42;
  if (params.talk) {
    const events = [{ event: 'progress', fraction: 0.5, text: 'half' }, { event: 'metric', series: 's', step: 1, value: 2 }];
    parentPort.postMessage({ reply: 'events', events });
  }
  parentPort.postMessage({ reply: 'done', result: { seconds: 0, predictions: [], estimator: { json: {}, arrays: {} } } });
});`;

let folder = '';
let pool: ComputePool;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-pool-'));
  const file = join(folder, 'worker.mjs');
  await writeFile(file, strangeWorker);
  pool = createPool({ worker: pathToFileURL(file), size: 2 });
});
afterEach(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

const silent: Reporting = {
  progress: () => undefined,
  metric: () => undefined,
  log: () => undefined,
  finding: () => undefined,
};

const job = (params: JsonObject = {}, type = 'train.strange'): Omit<FitJob, 'kind'> => {
  const x = { rows: 4, columns: [{ name: 'a', kind: 'number' as const, levels: [] }], data: sharedFloats(4) };
  x.data.set([1, 2, 3, 4]);
  const y = sharedDoubles(4);
  y.set([1, 2, 3, 4]);
  return { type, params, data: { x, y, task: 'regression', classes: [] }, predict: [], seed: 1, tensors: false };
};
const quietly = { signal: new AbortController().signal, reporting: silent };

test('work of a source waits for no fit, and ends with its cancel though it never yields', async () => {
  const busy = new AbortController();
  const fits = [1, 2].map(() => pool.fit(job({ spin: true }), { signal: busy.signal, reporting: silent }));
  const told: (number | undefined)[] = [];
  const reporting = { ...silent, progress: (fraction: number | undefined) => void told.push(fraction) };
  const work = (input: JsonObject, signal = quietly.signal) =>
    pool.work({ type: 'source.strange', input }, { signal, reporting });
  await work({ talk: true });
  expect(told).toEqual([0.5]);
  const abort = new AbortController();
  const spinning = work({ spin: true }, abort.signal);
  abort.abort();
  await expect(spinning).rejects.toMatchObject({ code: 'request.cancelled' });
  busy.abort();
  for (const fit of fits) await expect(fit).rejects.toMatchObject({ code: 'request.cancelled' });
});

test('a crashed worker fails its own job, and the next job finds a new one', async () => {
  const beside = pool.fit(job(), quietly);
  await expect(pool.fit(job({ crash: true }), quietly)).rejects.toMatchObject({ code: 'internal.worker-stopped' });
  await expect(beside).resolves.toMatchObject({ seconds: 0 });
  await expect(Promise.all([pool.fit(job(), quietly), pool.fit(job(), quietly)])).resolves.toHaveLength(2);
});

test('a job that never yields is cancelled within 200 ms, and so is one that waits', async () => {
  let quickest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3; attempt++) {
    await pool.fit(job(), quietly);
    const abort = new AbortController();
    const options = { signal: abort.signal, reporting: silent };
    const jobs = [1, 2, 3, 4].map(() => pool.fit(job({ spin: true }), options));
    await new Promise(setImmediate);
    const asked = performance.now();
    abort.abort();
    const ends = await Promise.allSettled(jobs);
    quickest = Math.min(quickest, performance.now() - asked);
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'request.cancelled' } });
  }
  expect(quickest).toBeLessThan(200);
  await expect(pool.fit(job(), quietly)).resolves.toMatchObject({ seconds: 0 });
});

test('closing the pool ends what runs and what waits', async () => {
  const jobs = [1, 2, 3].map(() => pool.fit(job({ spin: true }), quietly));
  const ends = Promise.allSettled(jobs);
  await pool.close();
  for (const end of await ends) expect(end.status).toBe('rejected');
});

test('matrices are shared with the worker, not copied', async () => {
  const shared = job({ write: true });
  await pool.fit(shared, quietly);
  expect(shared.data.x.data[0]).toBe(42);
});

test('what a job says arrives before its result', async () => {
  const heard: unknown[] = [];
  const reporting: Reporting = {
    ...silent,
    progress: (fraction, text) => void heard.push([fraction, text]),
    metric: (...point) => void heard.push(point),
  };
  await pool.fit(job({ talk: true }), { ...quietly, reporting });
  expect(heard).toEqual([
    [0.5, 'half'],
    ['s', 1, 2],
  ]);
});

test('a failure in a learner crosses with its code', async () => {
  const real = createPool({ worker: workerFile, size: 1 });
  await expect(real.fit(job({}, 'train.nothing'), quietly)).rejects.toMatchObject({ code: 'flow.unknown-node' });
  await real.close();
});
