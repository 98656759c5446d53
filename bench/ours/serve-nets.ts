/** Our side of bench/nets.ts: answers each line of JSON with what a fit took, on our kernels or on TensorFlow.js. */

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FitContext } from '../../contract/context.ts';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { tensorsOf } from '../../engine/tensors/open-tensors.ts';
import node from '../../nodes/train/neural-network/node.ts';
import { meanOf } from '../measure/mean-accuracy.ts';
import { peakMegabytes } from '../measure/peak-memory.ts';
import type { Ask, Sample } from '../measure/sample.ts';

const columns = 28;
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

const silent = { progress: () => undefined, metric: () => undefined, log: () => undefined, finding: () => undefined };
const own = { backend: 'wasm', tried: [] } as const;
const plan = process.argv.at(-1) === 'ours' ? own : ({ ...own, forced: true } as const);
const ctx: Omit<FitContext, 'seed'> = {
  ...silent,
  signal: new AbortController().signal,
  ...tensorsOf(plan, silent),
};

const read = (
  path: string,
): { readonly training: TrainingData; readonly held: Matrix; readonly labels: Float32Array } => {
  const bytes = readFileSync(path);
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const rows = all.length / (columns + 1);
  const first = Math.floor(rows * 0.9);
  const names = Array.from({ length: columns }, (_, at) => ({
    name: `f${at + 1}`,
    kind: 'number' as const,
    levels: [],
  }));
  const part = (start: number, end: number): Matrix => {
    const data = new Float32Array((end - start) * columns);
    for (let column = 0; column < columns; column++)
      data.set(all.subarray(column * rows + start, column * rows + end), column * (end - start));
    return { rows: end - start, columns: names, data };
  };
  const labels = all.subarray(columns * rows);
  const training = { x: part(0, first), y: Float64Array.from(labels.subarray(0, first)) };
  return {
    training: { ...training, task: 'classification', classes: ['0', '1'] },
    held: part(first, rows),
    labels: labels.subarray(first),
  };
};

/** Of each fit, whose seed is its number: one start more or less lucky says little. */
const accuracies: number[] = [];

let kept: { readonly path: string; readonly data: ReturnType<typeof read> } | undefined;

const run = async ({ task, numeric }: Ask): Promise<Omit<Sample, 'peakMegabytes'>> => {
  if (kept?.path !== numeric) kept = { path: numeric, data: read(numeric) };
  const { training, held, labels } = kept.data;
  const settings = { layers: [64, 64], batchSize: 512, epochs: Number(task), weightDecay: 0 };
  const seeded: FitContext = { ...ctx, seed: accuracies.length + 1 };
  const cpu = process.cpuUsage();
  const started = performance.now();
  const estimator = await node.fit(training, node.params.parse(settings) as never, seeded);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const probabilities = await node.predict(estimator, held, seeded);
  const right = labels.filter((label, row) => ((probabilities[row * 2 + 1] ?? 0) >= 0.5 ? 1 : 0) === label);
  accuracies.push(right.length / labels.length);
  return { seconds, cpuSeconds: (user + system) / 1e6, check: meanOf(accuracies) };
};

say({ versions: { node: process.versions.node, ...(plan === own ? {} : { 'tfjs-backend-wasm': '4.22.0' }) } });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say({ ...(await run(JSON.parse(line) as Ask)), peakMegabytes: peakMegabytes() });
  } catch (error) {
    say({ error: String(error) });
  }
}
