import { expect, it } from 'vitest';
import type { FitJob } from '../../engine/compute/compute-job.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { sharedDoubles, sharedFloats } from '../../engine/learning/shared-array.ts';
import { workerFile } from './open-step.ts';

const turns = 40;
const turnBytes = 2 ** 25;
/** A quarter of a gibibyte is let lie on either side, and what is in use beside it. */
const mostBytes = 5 * 2 ** 27;

it('shared memory that nobody uses any more is given back while more of it is taken', async () => {
  const taken: WeakRef<Float32Array>[] = [];
  for (let turn = 0; turn < turns; turn++) {
    taken.push(new WeakRef(sharedFloats(turnBytes / 4)));
    // What a turn has looked at stays until it ends.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const kept = taken.filter((one) => one.deref() !== undefined).length;
  expect(kept * turnBytes).toBeLessThan(mostBytes);
});

const jobOf = (): Omit<FitJob, 'kind'> => {
  const rows = turnBytes / 4;
  const x = { rows, columns: [{ name: 'a', kind: 'number' as const, levels: [] }], data: sharedFloats(rows).fill(1) };
  const y = sharedDoubles(1).fill(1);
  const data = { task: 'regression' as const, classes: [], x: { ...x, rows: 1 }, y };
  return { type: 'train.baseline', params: {}, data, predict: [], seed: 1, tensors: false };
};

it('a worker lets go of the matrices that it is done with', async () => {
  const pool = createPool({ worker: workerFile, size: 1 });
  const { signal } = new AbortController();
  const silent = { progress: () => undefined, metric: () => undefined, log: () => undefined, finding: () => undefined };
  await pool.fit(jobOf(), { signal, reporting: silent });
  const before = process.memoryUsage.rss();
  for (let turn = 0; turn < turns; turn++) await pool.fit(jobOf(), { signal, reporting: silent });
  expect(process.memoryUsage.rss() - before).toBeLessThan(mostBytes);
  await pool.close();
}, 60_000);
