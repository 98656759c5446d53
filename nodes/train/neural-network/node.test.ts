import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../algorithms/random/random.ts';
import type { FitContext } from '../../../contract/context.ts';
import type { Estimator, LabelledMatrix, TrainingData } from '../../../contract/matrix.ts';
import node from './node.ts';

interface Heard {
  readonly ctx: FitContext;
  readonly curves: Map<string, number[]>;
}

/** Without TensorFlow's native library, unless told otherwise. */
const listen = (seed: number, signal = new AbortController().signal, native = false): Heard => {
  const curves = new Map<string, number[]>();
  const ctx: FitContext = {
    seed,
    signal,
    progress: () => undefined,
    log: () => undefined,
    finding: () => undefined,
    metric: (series, _, value) => void curves.set(series, [...(curves.get(series) ?? []), value]),
    tensors: () => Promise.reject(new Error('only the native library is asked for')),
    nativeTensors: async () => (native ? { core, layers, backend: 'cpu', tried: [] } : undefined),
  };
  return { ctx, curves };
};

/** Two columns in −1…1; `label` makes the target of them. */
const square = (rows: number, seed: number, label: (a: number, b: number) => number): LabelledMatrix => {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * 2 }, () => 2 * random.next() - 1);
  const columns = ['a', 'b'].map((name) => ({ name, kind: 'number' as const, levels: [] }));
  const y = Float64Array.from({ length: rows }, (_, row) => label(data[row] as number, data[rows + row] as number));
  return { x: { rows, columns, data }, y };
};
const sameSign = (a: number, b: number): number => (a * b > 0 ? 1 : 0);
const classes = (rows: LabelledMatrix, validation?: LabelledMatrix): TrainingData => ({
  ...rows,
  task: 'classification',
  classes: ['no', 'yes'],
  ...(validation ? { validation } : {}),
});

const trained = async (data: TrainingData, settings: Record<string, unknown>, heard: Heard): Promise<Estimator> =>
  node.fit(data, node.params.parse(settings) as never, heard.ctx);
const predict = async (estimator: Estimator, { x }: LabelledMatrix, heard: Heard): Promise<Float64Array> =>
  node.predict(estimator, x, heard.ctx);

const quick = { layers: [16, 8], epochs: 60, batchSize: 32, learningRate: 0.02 };

const artifactsOf = ({ json, arrays }: Estimator): core.io.ModelArtifacts => {
  const weightSpecs = json['weightSpecs'] as unknown as core.io.WeightsManifestEntry[];
  const parts = weightSpecs.map(({ name }) => Buffer.from((arrays[name] as Float32Array).slice().buffer));
  const bytes = Uint8Array.from(Buffer.concat(parts));
  return { modelTopology: json['modelTopology'] as object, weightSpecs, weightData: bytes.buffer };
};

beforeAll(async () => {
  core.enableProdMode();
  await core.setBackend('cpu');
});

describe('neural network', () => {
  it('learns what no linear classifier can', async () => {
    const heard = listen(1);
    const estimator = await trained(classes(square(400, 1, sameSign)), quick, heard);
    const fresh = square(300, 2, sameSign);
    const probabilities = await predict(estimator, fresh, heard);
    const right = fresh.y.filter((label, row) => ((probabilities[row * 2 + 1] as number) >= 0.5 ? 1 : 0) === label);
    expect(right.length / 300).toBeGreaterThan(0.93);
    const losses = heard.curves.get('training loss') ?? [];
    expect(losses).toHaveLength(60);
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
  });

  it('gives the same weights for the same seed, dropout included, and others for another', async () => {
    const data = classes(square(100, 1, sameSign));
    const settings = { ...quick, epochs: 4, dropout: 0.3 };
    const first = await trained(data, settings, listen(5));
    expect((await trained(data, settings, listen(5))).arrays).toEqual(first.arrays);
    expect((await trained(data, settings, listen(6))).arrays).not.toEqual(first.arrays);
  });

  it('stops early and keeps the weights of the best epoch', async () => {
    const heard = listen(2);
    const noise = createRandom(9);
    const noisy = (): number => (noise.next() < 0.5 ? 0 : 1);
    const data = classes(square(60, 1, noisy), square(60, 2, noisy));
    const estimator = await trained(data, { ...quick, epochs: 200, earlyStop: 5 }, heard);
    const held = heard.curves.get('validation loss') ?? [];
    const best = held.indexOf(Math.min(...held)) + 1;
    expect(estimator.json).toMatchObject({ best, epochs: best + 5 });
    expect(held.length).toBeLessThan(200);
  });

  it('predicts values in the unit of the target', async () => {
    const heard = listen(3);
    const price = (a: number, b: number): number => 300_000 + 80_000 * a - 40_000 * Math.abs(b);
    const data: TrainingData = { ...square(400, 1, price), task: 'regression', classes: [] };
    const fresh = square(200, 4, price);
    const values = await predict(await trained(data, quick, heard), fresh, heard);
    const errors = fresh.y.map((value, row) => Math.abs(value - (values[row] as number)));
    expect(errors.reduce((sum, error) => sum + error, 0) / 200).toBeLessThan(5000);
  });

  it.each([
    ['classification of two', 'classification', (a: number, b: number) => (a * b > 0 ? 1 : 0), ['no', 'yes']],
    [
      'classification of three',
      'classification',
      (a: number, b: number) => (a > 0 ? 2 : b > 0 ? 1 : 0),
      ['a', 'b', 'c'],
    ],
    ['regression', 'regression', (a: number, b: number) => 5000 + 300 * a * b, []],
  ] as const)(
    'takes the steps that TensorFlow.js takes, in %s, dropout and weights included',
    async (_, task, label, names) => {
      const rows = square(300, 1, label);
      const weights = Float64Array.from({ length: 300 }, (_value, row) => 1 + (row % 3));
      const data: TrainingData = { ...rows, weights, task, classes: names, validation: square(50, 2, label) };
      for (const activation of ['relu', 'tanh', 'sigmoid']) {
        const settings = { layers: [16, 7], epochs: 5, batchSize: 70, activation, dropout: 0.2, weightDecay: 0.01 };
        const [own, theirs] = [listen(3), listen(3, undefined, true)];
        const mine = await trained(data, settings, own);
        const other = await trained(data, settings, theirs);
        expect([mine.json['backend'], other.json['backend']]).toEqual(['kernels', 'cpu']);
        for (const [name, array] of Object.entries(mine.arrays))
          for (const [at, value] of array.entries()) {
            const theirsAt = other.arrays[name]?.[at] ?? Number.NaN;
            expect(Math.abs(value - theirsAt) / Math.max(1, Math.abs(value))).toBeLessThan(1e-4);
          }
        for (const [series, points] of own.curves)
          for (const [at, value] of points.entries()) {
            const theirsAt = theirs.curves.get(series)?.[at] ?? Number.NaN;
            expect(Math.abs(value - theirsAt) / Math.max(1, Math.abs(value))).toBeLessThan(1e-4);
          }
      }
    },
  );

  it.each(['cpu', 'kernels'])(
    'is saved as TensorFlow.js saves models, trained by %s, and predicts the same there',
    async (backend) => {
      for (const [task, names] of [
        ['classification', ['no', 'yes']],
        ['classification', ['no', 'yes', 'never']],
        ['regression', []],
      ] as const) {
        const heard = listen(4, undefined, backend === 'cpu');
        const rows = square(200, 1, sameSign);
        const data: TrainingData = { ...rows, task, classes: names };
        const estimator = await trained(data, { ...quick, epochs: 3, activation: 'tanh' }, heard);
        const model = await layers.loadLayersModel({ load: async () => artifactsOf(estimator) });
        const x = core.transpose(core.tensor2d(rows.x.data, [2, 200]));
        const theirs = (model.predict(x) as core.Tensor).dataSync();
        const mine = await predict(estimator, rows, heard);
        for (const [at, value] of theirs.entries())
          expect(mine[names.length === 2 ? at * 2 + 1 : at]).toBeCloseTo(value, 5);
      }
    },
  );

  it('leaves no tensor behind, and says when the loss explodes', async () => {
    const before = core.memory().numTensors;
    await trained(classes(square(50, 1, sameSign)), { ...quick, epochs: 2, dropout: 0.5 }, listen(1, undefined, true));
    expect(core.memory().numTensors).toBe(before);
    const wild: TrainingData = { ...square(50, 1, (a) => a), task: 'regression', classes: [] };
    const huge = { ...wild, x: { ...wild.x, data: wild.x.data.map((value) => value * 1e30) } };
    for (const native of [true, false])
      await expect(trained(huge, { ...quick, layers: [4, 4] }, listen(1, undefined, native))).rejects.toMatchObject({
        code: 'train.failed',
      });
    expect(core.memory().numTensors).toBe(before);
  });

  it('stops when it is aborted', async () => {
    const abort = new AbortController();
    const heard = listen(1, abort.signal);
    abort.abort();
    await expect(trained(classes(square(50, 1, sameSign)), quick, heard)).rejects.toThrow();
    expect(heard.curves.size).toBe(0);
  });
});

/** Images of 6 × 6 with a bar, upright or level, somewhere; two of the columns of a bar are as dark as the ground. */
const bars = (rows: number, seed: number, channels = 1): LabelledMatrix => {
  const random = createRandom(seed);
  const data = new Float32Array(rows * 36 * channels);
  const y = Float64Array.from({ length: rows }, (_, row) => row % 2);
  for (let row = 0; row < rows; row++) {
    const place = random.below(6);
    for (let pixel = 0; pixel < 36; pixel++) {
      const onBar = (y[row] === 1 ? pixel % 6 : Math.floor(pixel / 6)) === place;
      for (let channel = 0; channel < channels; channel++)
        data[(pixel * channels + channel) * rows + row] = (onBar ? 200 : 50) + 60 * random.normal();
    }
  }
  const columns = Array.from({ length: 36 * channels }, (_, at) => ({
    name: `pixel_${at}`,
    kind: 'number' as const,
    levels: [],
  }));
  return { x: { rows, columns, data }, y };
};
const convolutional = [
  ['conv2d', { kind: 'conv2d' }, 1],
  ['conv2d with colours', { kind: 'conv2d', kernelSize: 2, activation: 'tanh' }, 3],
  ['conv2d that is not square', { kind: 'conv2d', width: 12, activation: 'sigmoid' }, 1],
  ['conv1d', { kind: 'conv1d' }, 1],
  ['conv1d with channels', { kind: 'conv1d', kernelSize: 4, channels: 3 }, 3],
] as const;
const small = { layers: [8], filters: [4, 5], batchSize: 16, learningRate: 0.01 };

describe.each(convolutional)('%s', (_, settings, channels) => {
  it('takes the steps that TensorFlow.js takes, weights of rows included', async () => {
    const weights = Float64Array.from({ length: 50 }, (_value, row) => (row % 3) / 2);
    const data = classes({ ...bars(50, 1, channels), weights }, bars(20, 2, channels));
    const params = { ...small, ...settings, epochs: 3, dropout: 0.2 };
    const own = listen(3);
    const theirs = listen(3, undefined, true);
    const mine = await trained(data, params, own);
    const other = await trained(data, params, theirs);
    expect([mine.json['backend'], other.json['backend']]).toEqual(['kernels', 'cpu']);
    for (const [name, array] of Object.entries(mine.arrays))
      for (const [at, value] of array.entries())
        expect(Math.abs(value - (other.arrays[name]?.[at] ?? Number.NaN))).toBeLessThan(1e-4);
    for (const [series, points] of own.curves)
      for (const [at, value] of points.entries()) expect(theirs.curves.get(series)?.[at]).toBeCloseTo(value, 4);
  });

  it('is saved as TensorFlow.js saves models and predicts the same there', async () => {
    const heard = listen(4);
    const rows = bars(30, 1, channels);
    const estimator = await trained(classes(rows), { ...small, ...settings, epochs: 2 }, heard);
    const model = await layers.loadLayersModel({ load: async () => artifactsOf(estimator) });
    const x = core.transpose(core.tensor2d(rows.x.data, [rows.x.columns.length, 30]));
    const theirs = (model.predict(x) as core.Tensor).dataSync();
    const mine = await predict(estimator, rows, heard);
    for (const [at, value] of theirs.entries()) expect(mine[at * 2 + 1]).toBeCloseTo(value, 5);
  });

  it('learns which way the bars stand', async () => {
    const heard = listen(5);
    const estimator = await trained(classes(bars(300, 1, channels)), { ...small, ...settings, epochs: 15 }, heard);
    const fresh = bars(100, 2, channels);
    const probabilities = await predict(estimator, fresh, heard);
    const right = fresh.y.filter((label, row) => ((probabilities[row * 2 + 1] as number) >= 0.5 ? 1 : 0) === label);
    expect(right.length / 100).toBeGreaterThan(0.85);
  });
});

describe('how far it is', () => {
  const listening = (): Heard & { readonly told: (readonly [number | undefined, string | undefined])[] } => {
    const told: (readonly [number | undefined, string | undefined])[] = [];
    const heard = listen(1);
    const progress: FitContext['progress'] = (fraction, text) => void told.push([fraction, text]);
    return { ...heard, ctx: { ...heard.ctx, progress }, told };
  };

  it('is said after each batch, which may take long where images are large', async () => {
    const heard = listening();
    await trained(classes(bars(40, 1)), { ...small, kind: 'conv2d', batchSize: 10, epochs: 2 }, heard);
    expect(heard.told).toEqual(
      [1, 2].flatMap((epoch) => [1, 2, 3, 4].map((batch) => [(epoch - 1 + batch / 4) / 2, `epoch ${epoch} of 2`])),
    );
  });

  it('is said while it predicts', async () => {
    const rows = bars(2000, 1);
    const estimator = await trained(classes(bars(20, 1)), { ...small, kind: 'conv2d', epochs: 1 }, listen(1));
    const heard = listening();
    await predict(estimator, rows, heard);
    const shares = heard.told.map(([share]) => share);
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual(shares.toSorted((one, other) => (one ?? 0) - (other ?? 0)));
    expect(heard.told.at(-1)).toEqual([1, 'predicted 2,000 of 2,000 rows']);
  });
});

describe('columns that are no image or sequence', () => {
  it.each([
    [{ kind: 'conv2d', width: 7 }, 'rows of 7 pixels with 1 channels'],
    [{ kind: 'conv2d', channels: 3 }, 'a square image'],
    [{ kind: 'conv1d', channels: 5 }, 'steps of 5 channels'],
  ])('are refused with %j', async (settings, what) => {
    await expect(trained(classes(bars(10, 1)), settings, listen(1))).rejects.toMatchObject({
      code: 'train.not-an-image',
      message: `36 feature columns do not make ${what}.`,
    });
  });
});

describe('memory', () => {
  it('grows with rows, layers and batch', () => {
    const need = (rows: number, settings: Record<string, unknown>): number =>
      node.memory?.(rows, 784, node.params.parse(settings) as never) ?? 0;
    const base = need(1000, {});
    expect(need(100_000, {}) - base).toBe(99_000 * 784 * 4);
    expect(need(1000, { layers: [4096, 4096] })).toBeGreaterThan(base + 16e6 * 4 * 5);
    expect(need(1000, { kind: 'conv2d', batchSize: 1024 })).toBeGreaterThan(1024 * 28 * 28 * 16 * 4);
  });
});
