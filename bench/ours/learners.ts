/** Our side of bench/learners.ts: the learners in the engine's own pool of workers, or a whole flow in the engine. */

import { open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Estimator, Matrix } from '../../contract/matrix.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { sharedDoubles, sharedFloats } from '../../engine/learning/shared-array.ts';
import { nodes } from '../../nodes/index.ts';
import { computeWorker, openEngine } from '../../tests/harness/engine.ts';
import { sketch } from '../../tests/harness/sketch.ts';
import { type HiggsFiles, higgsColumns } from '../measure/higgs-like.ts';
import { peakMegabytes } from '../measure/peak-memory.ts';
import type { LearnersAsk, Sample } from '../measure/sample.ts';

type Made = Omit<Sample, 'peakMegabytes'>;

interface Rows {
  readonly x: Matrix;
  readonly y: Float64Array;
}

const quiet = {
  signal: new AbortController().signal,
  reporting: { progress: () => undefined, metric: () => undefined, log: () => undefined, finding: () => undefined },
};
const columns = Array.from({ length: higgsColumns }, (_, at) => ({
  name: `f${at + 1}`,
  kind: 'number' as const,
  levels: [],
}));

const kept = new Map<string, Promise<Rows>>();
/** Straight into memory that threads share, as the engine reads its tables. */
const readFloats = async (path: string, count: number): Promise<Float32Array> => {
  const floats = sharedFloats(count);
  const bytes = new Uint8Array(floats.buffer);
  const file = await open(path);
  for (let at = 0; at < bytes.length; at += (await file.read(bytes, at, bytes.length - at, at)).bytesRead);
  await file.close();
  return floats;
};

const read = async ({ x, y }: HiggsFiles): Promise<Rows> => {
  const given = await readFile(y);
  const labels = sharedDoubles(given.length);
  labels.set(given);
  const data = await readFloats(x, labels.length * higgsColumns);
  return { x: { rows: labels.length, columns, data }, y: labels };
};
const rowsOf = (files: HiggsFiles): Promise<Rows> => {
  const found = kept.get(files.x) ?? read(files);
  kept.set(files.x, found);
  return found;
};

const learners: Readonly<Record<string, { readonly type: string; readonly params: JsonObject }>> = {
  boosting: { type: 'train.gradient-boosting', params: { rounds: 100 } },
  logistic: { type: 'train.logistic-regression', params: {} },
  forest: { type: 'train.random-forest', params: { trees: 20, maxDepth: 12 } },
};

const pool = createPool({ worker: computeWorker, size: 2, nodes });

const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number, number]> => {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return [result, (performance.now() - from) / 1000, (user + system) / 1e6];
};

let fitted: Estimator | undefined;

const learn = async ({ task, train, test }: LearnersAsk): Promise<Made> => {
  const [name = '', what] = task.split('-');
  const { type, params } = learners[name] ?? { type: '', params: {} };
  const { x, y } = await rowsOf(train);
  const fit = () =>
    pool.fit(
      {
        type,
        params,
        seed: 1,
        tensors: false,
        predict: [],
        data: { task: 'classification', classes: ['0', '1'], x, y },
      },
      quiet,
    );
  const [made, seconds, cpuSeconds] = what === 'predict' && fitted ? [fitted, 0, 0] : await fitTimed(fit);
  fitted = made;
  const held = await rowsOf(test);
  const job = { type, estimator: made, x: held.x, seed: 1, tensors: false };
  const [{ values }, predictSeconds, predictCpu] = await timed(() => pool.predict(job, quiet));
  const check = {
    auc: classificationScore('roc-auc', held.y, values, 2) ?? Number.NaN,
    ...(name === 'logistic' ? { objective: await objectiveOf({ ...job, x }, y) } : {}),
  };
  return what === 'predict'
    ? { seconds: predictSeconds, cpuSeconds: predictCpu, check }
    : { seconds, cpuSeconds, check };
};

/** Log loss and penalty, per row. */
const objectiveOf = async (job: Parameters<typeof pool.predict>[0], y: Float64Array): Promise<number> => {
  const { values } = await pool.predict(job, quiet);
  const squares = (job.estimator.arrays['coefficients'] as Float64Array).reduce((sum, value) => sum + value ** 2, 0);
  return (classificationScore('log-loss', y, values, 2) ?? Number.NaN) + squares / 2 / y.length;
};

const fitTimed = async (fit: () => ReturnType<typeof pool.fit>): Promise<readonly [Estimator, number, number]> => {
  const [{ estimator }, seconds, cpu] = await timed(fit);
  return [estimator, seconds, cpu];
};

/** CSV → split → boosting → predict → metrics → write. */
const flow = async ({ csv }: LearnersAsk): Promise<Made> => {
  const engine = await openEngine({ workers: 2, threads: 2, memoryBytes: 4e9 });
  try {
    const opened = engine.open(
      sketch({
        nodes: {
          file: { type: 'source.csv-file', params: { path: csv } },
          roles: { type: 'clean.columns', params: { roles: { label: 'target' } } },
          types: { type: 'clean.types', params: { types: { label: 'category' } } },
          split: { type: 'split.train-test', params: { test: 0.2, validation: 0 } },
          learner: { type: 'train.gradient-boosting', params: { rounds: 100 } },
          scores: 'evaluate.classification-metrics',
          written: { type: 'evaluate.table-file', params: { path: 'predictions.csv' } },
        },
        wires: [
          'file.table > types.table',
          'types.table > roles.table',
          'roles.table > split.table',
          'split.table > learner.table',
          'learner.predictions > scores.predictions',
          'learner.predictions > written.table',
        ],
      }),
      { granted: [dirname(csv)] },
    );
    const [run, seconds, cpuSeconds] = await timed(() => opened.run().expect('succeeded'));
    const auc = run.metric('scores', 'roc-auc', 'test').value ?? Number.NaN;
    await rm(join(engine.folder, 'predictions.csv'), { force: true });
    return { seconds, cpuSeconds, check: { auc } };
  } finally {
    await engine.close();
  }
};

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

say({ versions: { node: process.versions.node } });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const ask = JSON.parse(line) as LearnersAsk;
    const made = await (ask.task === 'flow' ? flow(ask) : learn(ask));
    say({ ...made, peakMegabytes: peakMegabytes() });
  } catch (error) {
    say({ error: String(error) });
  }
}
await pool.close();
