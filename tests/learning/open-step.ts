import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeContext } from '../../contract/context.ts';
import type { FitRecord } from '../../contract/ledger.ts';
import type { Finding } from '../../contract/report.ts';
import type { ComputePool } from '../../engine/compute/compute-job.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { openDatabase } from '../../engine/database/duckdb.ts';
import { createLearning } from '../../engine/learning/learning.ts';
import type { LearningServices, LearningStep } from '../../engine/learning/services.ts';
import { stepTables } from '../../engine/tables/step-tables.ts';
import { nodes } from '../../nodes/index.ts';

export const workerFile = pathToFileURL(
  resolve(
    import.meta.dirname,
    '../../dist',
    process.env['MILLRACE_PROGRAMS'] ?? 'programs',
    'engine/compute-worker.js',
  ),
);

export interface OpenStep {
  readonly services: LearningServices;
  readonly step: LearningStep;
  readonly context: NodeContext;
  readonly learning: ReturnType<typeof createLearning>;
  readonly findings: Finding[];
  readonly metrics: { readonly series: string; readonly step: number; readonly value: number }[];
  readonly fits: FitRecord[];
  readonly abort: AbortController;
  close(): Promise<void>;
}

export interface StepOptions {
  readonly workers?: number;
  readonly seed?: number;
  readonly memoryBytes?: number;
  readonly pool?: ComputePool;
}

/** One step of a run with a real database and a real pool, as the engine would open it. */
export const openStep = async ({
  workers = 0,
  seed = 7,
  memoryBytes = 1e9,
  pool: given,
}: StepOptions = {}): Promise<OpenStep> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-learning-'));
  const database = await openDatabase({ folder: join(folder, 'spill'), threads: 2, memoryBytes: 1e9 });
  const connection = await database.connect();
  const tables = stepTables({ database, connection, scratch: join(folder, 'scratch') });
  const findings: Finding[] = [];
  const metrics: { series: string; step: number; value: number }[] = [];
  const fits: FitRecord[] = [];
  const abort = new AbortController();
  const refuse = (): never => {
    throw new Error('these tests touch no files');
  };
  const context: NodeContext = {
    node: 'step',
    seed,
    signal: abort.signal,
    tables,
    files: { read: refuse, list: refuse, write: refuse, bundled: refuse },
    progress: () => undefined,
    metric: (series, at, value) => void metrics.push({ series, step: at, value }),
    log: () => undefined,
    finding: (finding) => void findings.push(finding),
  };
  const pool = given ?? createPool({ worker: workerFile, size: workers, nodes });
  const services: LearningServices = { nodes, database, pool, memoryBytes, recordFit: (fit) => void fits.push(fit) };
  const step: LearningStep = { node: 'step', title: 'Step', context, connection, dropLater: () => undefined };
  return {
    services,
    step,
    context,
    findings,
    metrics,
    fits,
    abort,
    learning: createLearning(services, step),
    close: async () => {
      await tables.dispose();
      await pool.close();
      connection.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
