import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import type { Finding } from '../../contract/report.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { borrowKernels } from '../../engine/tensors/borrow-kernels.ts';
import { preparePlatform } from '../../engine/tensors/native-tensors.ts';
import { createTensorsPlanner } from '../../engine/tensors/plan-tensors.ts';
import { openCpu, openWasm } from '../../engine/tensors/portable-tensors.ts';
import { probeNative } from '../../engine/tensors/probe-native.ts';
import { workerFile } from '../learning/open-step.ts';

const load = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../..');

/** What tfjs-node does as far as we use it: it registers a backend named “tensorflow”. Its work is done in JavaScript here. */
const working = `
const tf = require('@tensorflow/tfjs-core');
const { MathBackendCPU } = require('@tensorflow/tfjs-backend-cpu');
tf.registerBackend('tensorflow', () => new MathBackendCPU(), 5);
for (const kernel of tf.getKernelsForBackend('cpu')) tf.registerKernel({ ...kernel, backendName: 'tensorflow' });
if (typeof require('node:util').isNullOrUndefined !== 'function') throw new Error('the platform was not prepared');
`;

let folder = '';
const before = { path: process.env['NODE_PATH'] };

/** Puts a package named tfjs-node where child processes look, beside the real ones. */
const install = async (code: string): Promise<void> => {
  const place = join(folder, 'node_modules/@tensorflow/tfjs-node');
  await mkdir(place, { recursive: true });
  await writeFile(
    join(place, 'package.json'),
    '{ "name": "@tensorflow/tfjs-node", "version": "4.22.0", "main": "index.js" }',
  );
  await writeFile(join(place, 'index.js'), code);
  process.env['NODE_PATH'] = [join(folder, 'node_modules'), join(root, 'node_modules')].join(delimiter);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-tensors-'));
});
afterEach(async () => {
  if (before.path === undefined) delete process.env['NODE_PATH'];
  else process.env['NODE_PATH'] = before.path;
  await rm(folder, { recursive: true, force: true });
});

/** Two classes by the sign of a column, and nine columns that may be taken as an image of it. */
const fitMoons = async (pool: ReturnType<typeof createPool>, more: JsonObject = {}) => {
  const findings: Finding[] = [];
  const log: string[] = [];
  const x = {
    rows: 8,
    columns: Array.from({ length: 9 }, (_, at) => ({ name: `c${at}`, kind: 'number' as const, levels: [] })),
    data: new Float32Array(new SharedArrayBuffer(8 * 9 * 4)),
  };
  const signs = [-3, -2, -1, -0.5, 0.5, 1, 2, 3];
  for (let at = 0; at < 72; at++) x.data[at] = (signs[at % 8] ?? 0) * Math.sin(1 + Math.floor(at / 8));
  const data = { x, y: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1), task: 'classification', classes: ['a', 'b'] } as const;
  const params = { layers: [4], epochs: 3, ...more };
  const result = await pool.fit(
    { type: 'train.neural-network', params, data, predict: [x], seed: 1, tensors: true },
    {
      signal: new AbortController().signal,
      reporting: {
        progress: () => undefined,
        metric: () => undefined,
        log: (_, text) => void log.push(text),
        finding: (finding) => void findings.push(finding),
      },
    },
  );
  return { result, findings, log };
};

test('the native library is used where it works, in a process of its own', async () => {
  await install(working);
  expect(await probeNative(workerFile)()).toBeUndefined();
  const pool = createPool({ worker: workerFile, size: 1 });
  const { result, findings, log } = await fitMoons(pool);
  expect(result.estimator.json['backend']).toBe('tensorflow');
  expect(result.predictions[0]).toHaveLength(16);
  expect(findings).toEqual([]);
  expect(log).toEqual(['Computing with native TensorFlow.']);
  await pool.close();
});

test.each([
  ['is broken', "throw new Error('no such library');", 'it could not be loaded'],
  ['kills its process', 'process.kill(process.pid, "SIGILL");', 'it crashed when it was loaded'],
  [
    'computes nonsense',
    `${working}\nconst add = tf.getKernel('Add', 'cpu').kernelFunc; tf.unregisterKernel('Add', 'tensorflow'); tf.registerKernel({ kernelName: 'Add', backendName: 'tensorflow', kernelFunc: (call) => add({ ...call, inputs: { a: call.inputs.a, b: call.inputs.a } }) });`,
    'it computes wrongly',
  ],
])('a native library that %s is not used, and the user is told why', async (_, code, reason) => {
  await install(code);
  const pool = createPool({ worker: workerFile, size: 1 });
  const { result, findings } = await fitMoons(pool);
  expect(result.estimator.json['backend']).toBe('kernels');
  expect(findings).toMatchObject([
    { code: 'resource.backend', severity: 'info', message: expect.stringContaining(reason) },
  ]);
  await pool.close();
});

test('without the native library our own kernels are used, and TensorFlow.js gives the same predictions of one model', async () => {
  const pool = createPool({
    worker: workerFile,
    size: 1,
    tensors: createTensorsPlanner(async () => 'it is not installed', undefined),
  });
  const { result, findings } = await fitMoons(pool);
  expect(result.estimator.json['backend']).toBe('kernels');
  expect(findings[0]?.message).toContain('it is not installed');
  expect(findings[0]?.message).toContain('Millrace’s own kernels on WebAssembly');
  await pool.close();
  const image = { kind: 'conv2d', filters: [3, 4], dropout: 0.2 };
  const own = createPool({ worker: workerFile, size: 1, tensors: async () => ({ backend: 'wasm', tried: [] }) });
  const convolved = await fitMoons(own, image);
  await own.close();
  for (const backend of ['cpu', 'wasm'] as const) {
    const forced = createPool({ worker: workerFile, size: 1, tensors: createTensorsPlanner(async () => '', backend) });
    const others = [await fitMoons(forced), await fitMoons(forced, image)];
    await forced.close();
    for (const [index, { result: other }] of others.entries()) {
      expect(other.estimator.json['backend']).toBe(backend);
      for (const [at, value] of (other.predictions[0] ?? []).entries())
        expect([result, convolved.result][index]?.predictions[0]?.[at]).toBeCloseTo(value, 4);
    }
  }
});

test('one backend can be forced', async () => {
  const asked: string[] = [];
  const probe = async () => {
    asked.push('native');
    return 'it is not installed';
  };
  expect(await createTensorsPlanner(probe, 'cpu')()).toEqual({ backend: 'cpu', forced: true, tried: [] });
  expect(await createTensorsPlanner(probe, 'wasm')()).toEqual({ backend: 'wasm', forced: true, tried: [] });
  expect(asked).toEqual([]);
  const plan = createTensorsPlanner(probe, 'auto');
  expect(await plan()).toEqual(await plan());
  expect(asked).toEqual(['native']);
});

test('the platform is mended before the native library is loaded', () => {
  const util = load('node:util') as Record<string, unknown>;
  const kept = util['isNullOrUndefined'];
  delete util['isNullOrUndefined'];
  preparePlatform(dirname(root));
  expect((util['isNullOrUndefined'] as (value: unknown) => boolean)(null)).toBe(true);
  util['isNullOrUndefined'] = kept;
});

test('convolutions and embeddings train on WebAssembly with borrowed kernels, as they do in JavaScript', async () => {
  const gradients = async (open: typeof openCpu): Promise<readonly Float32Array[]> => {
    const { core } = await open();
    const x = core.tensor4d(
      Float32Array.from({ length: 2 * 6 * 6 }, (_, at) => Math.sin(at)),
      [2, 6, 6, 1],
    );
    const filter = core.variable(
      core.tensor4d(
        Float32Array.from({ length: 3 * 3 * 2 }, (_, at) => Math.cos(at)),
        [3, 3, 1, 2],
      ),
    );
    const table = core.variable(
      core.tensor2d(
        Float32Array.from({ length: 8 }, (_, at) => at / 8),
        [4, 2],
      ),
    );
    const tensors = core.memory().numTensors;
    const { grads, value } = core.variableGrads(() => {
      const convolved = core.sum(core.square(core.conv2d(x as never, filter as never, 1, 'same')));
      const looked = core.sum(core.square(core.gather(table, core.tensor1d([0, 2, 2, 3], 'int32'))));
      return core.add(convolved, looked) as never;
    }, [filter, table]);
    const found = Object.values(grads).map((gradient) => Float32Array.from(gradient.dataSync()));
    core.dispose([...Object.values(grads), value]);
    expect(core.memory().numTensors).toBe(tensors);
    core.dispose([x, filter, table]);
    return found;
  };
  const wasm = await gradients(openWasm);
  const { core } = await openWasm();
  const cpuData = (core.findBackend('cpu') as unknown as { numDataIds(): number }).numDataIds();
  expect(cpuData).toBe(0);
  expect(borrowKernels(core)).toEqual([]);
  const cpu = await gradients(openCpu);
  expect(wasm).toHaveLength(2);
  for (const [index, gradient] of wasm.entries())
    for (const [at, value] of gradient.entries()) expect(value).toBeCloseTo(cpu[index]?.[at] ?? Number.NaN, 3);
});
