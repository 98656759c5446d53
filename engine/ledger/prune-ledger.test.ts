import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { emptyFlow } from '../../contract/flow.ts';
import type { FitRecord } from '../../contract/ledger.ts';
import { keepFlow } from './flow-snapshots.ts';
import { listFits, listRuns, recordFit, recordRun } from './ledger.ts';
import { pruneLedger } from './prune-ledger.ts';

const store = await mkdtemp(join(tmpdir(), 'millrace-ledger-'));
afterAll(() => rm(store, { recursive: true, force: true }));

const fit: FitRecord = {
  ...{ node: 'forest', type: 'train.random-forest', params: {}, task: 'regression', rows: 1, features: 1 },
  ...{ seconds: 1, peakBytes: 1, purpose: 'fit' },
};

test('books that outgrow their limit lose the oldest runs, with their fits and flows; what is left is whole', async () => {
  for (let at = 0; at < 20; at++) {
    const flow = await keepFlow(store, emptyFlow(`flow ${at}`));
    await recordFit(store, `run-${at}`, fit);
    await recordRun(store, { run: `run-${at}`, at, status: 'succeeded', ms: 1, metrics: [], ran: 1, reused: 0, flow });
  }
  await pruneLedger(store);
  expect(await listRuns(store)).toHaveLength(20);
  await pruneLedger(store, { runs: 1_600, fits: 1e6 });
  const runs = await listRuns(store);
  expect(runs.length).toBeGreaterThan(3);
  expect(runs.length).toBeLessThan(12);
  expect(runs[0]?.run).toBe('run-19');
  expect((await listFits(store)).map(({ run }) => run)).toEqual([...runs].reverse().map(({ run }) => run));
  expect(await readdir(join(store, 'flows'))).toHaveLength(runs.length);
});
