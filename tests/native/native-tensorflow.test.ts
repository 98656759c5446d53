import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../algorithms/random/random.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { TrainingData } from '../../contract/matrix.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { probeNative } from '../../engine/tensors/probe-native.ts';
import { workerFile } from '../learning/open-step.ts';

/** Where `prepare-native.js` has made a tfjs-node that works. */
const folder = process.env['MILLRACE_NATIVE_TENSORS'];
if (!folder)
  process.stdout.write(
    'native TensorFlow is not tested: MILLRACE_NATIVE_TENSORS is not set (see tests/native/prepare-native.js)\n',
  );

const before = process.env['NODE_PATH'];
beforeAll(() => {
  if (folder) process.env['NODE_PATH'] = join(folder, 'node_modules');
});
afterAll(() => {
  if (before === undefined) delete process.env['NODE_PATH'];
  else process.env['NODE_PATH'] = before;
});

const spirals = (rows: number, columns: number, classes: readonly string[]): TrainingData => {
  const random = createRandom(1);
  const data = new Float32Array(new SharedArrayBuffer(rows * columns * 4)).map(() => random.normal());
  const names = Array.from({ length: columns }, (_, at) => ({ name: `c${at}`, kind: 'number' as const, levels: [] }));
  const label = (_: unknown, row: number): number => {
    const [a = 0, b = 0] = [data[row], data[rows + row]];
    return classes.length === 0 ? 100 + 30 * a * b : (a * b > 0 ? 1 : 0) + (classes.length > 2 && a > 1 ? 1 : 0);
  };
  const task = classes.length === 0 ? 'regression' : 'classification';
  return { x: { rows, columns: names, data }, y: Float64Array.from({ length: rows }, label), task, classes };
};

type Settings = JsonObject & { readonly epochs: number };

const train = async (data: TrainingData, params: Settings, native: boolean) => {
  const log: string[] = [];
  const pool = createPool({
    worker: workerFile,
    size: 1,
    ...(native ? {} : { tensors: async () => ({ backend: 'wasm', tried: [] }) as const }),
  });
  const reporting = {
    progress: () => undefined,
    metric: () => undefined,
    log: (_: string, text: string) => void log.push(text),
    finding: () => undefined,
  };
  const result = await pool.fit(
    { type: 'train.neural-network', params, data, predict: [data.x], seed: 3, tensors: true },
    { signal: new AbortController().signal, reporting },
  );
  await pool.close();
  return { ...result, log };
};

test.skipIf(!folder)(
  'the native library is found to work',
  async () => {
    expect(await probeNative(workerFile)()).toBeUndefined();
  },
  60_000,
);

test.skipIf(!folder).each([
  ['a dense network for two classes', {}, ['a', 'b']],
  ['a dense network for three classes', {}, ['a', 'b', 'c']],
  ['a dense network for values', {}, []],
  ['conv1d', { kind: 'conv1d', filters: [3, 4] }, ['a', 'b']],
  ['conv2d', { kind: 'conv2d', filters: [3, 4] }, ['a', 'b', 'c']],
])(
  '%s learns on the native library what it learns on our own kernels',
  async (_, more, classes) => {
    const data = spirals(400, 16, classes);
    const settings = { layers: [16, 8], epochs: 5, batchSize: 64, dropout: 0.2, ...more };
    const native = await train(data, settings, true);
    const own = await train(data, settings, false);
    expect([native.estimator.json['backend'], own.estimator.json['backend']]).toEqual(['tensorflow', 'kernels']);
    expect(native.log).toEqual(['Computing with native TensorFlow.']);
    for (const [name, array] of Object.entries(own.estimator.arrays))
      for (const [at, value] of array.entries()) {
        const other = native.estimator.arrays[name]?.[at] ?? Number.NaN;
        expect(Math.abs(value - other) / Math.max(1, Math.abs(value))).toBeLessThan(1e-4);
      }
  },
  60_000,
);
