import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Model } from '../../contract/values.ts';
import { readModel, writeModel } from './bundle.ts';

const model: Model = {
  kind: 'model',
  name: 'Größe',
  task: 'classification',
  target: 'species',
  classes: ['a', 'b'],
  threshold: 0.5,
  learner: { kind: 'learner', node: 'n', name: 'n', type: 'train.x', version: 1, params: { trees: 3 } },
  rawColumns: [{ name: 'x', type: 'number', role: 'feature' }],
  optionalColumns: [],
  recipe: [],
  preparation: {
    input: [{ name: 'x', kind: 'number', levels: [] }],
    fill: [0.1],
    oneHot: [false],
    scale: [{ mean: 1e-17, deviation: 2 }],
    notes: [],
  },
  estimator: {
    json: { depth: 3 },
    arrays: {
      f: Float32Array.of(1.5, Number.NaN, -0),
      d: Float64Array.of(Math.PI),
      i: Int32Array.of(-7),
      b: Uint8Array.of(1, 2, 3),
      none: new Uint16Array(0),
      view: new Int8Array(new ArrayBuffer(8), 3, 2),
    },
  },
  trainedOn: { rows: 10, seconds: 0.25 },
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-bundle-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const change = async (file: string, edit: (text: Buffer) => string | Buffer): Promise<void> =>
  writeFile(join(folder, file), edit(await readFile(join(folder, file))));

describe('a model in a folder', () => {
  it('comes back bit by bit', async () => {
    await writeModel(model, folder);
    expect(await readModel(folder)).toEqual(model);
  });

  it('is written the same every time', async () => {
    await writeModel(model, folder);
    const first = await readFile(join(folder, 'model.json'), 'utf8');
    await writeModel(await readModel(folder), folder);
    expect(await readFile(join(folder, 'model.json'), 'utf8')).toBe(first);
  });

  it.each([
    [
      'a changed weight',
      'arrays.bin',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 1 ? byte + 1 : byte))),
    ],
    ['lost weights', 'arrays.bin', (bytes: Buffer) => bytes.subarray(0, 4)],
    ['a changed setting', 'model.json', (text: Buffer) => String(text).replace('"threshold": 0.5', '"threshold": 0.9')],
    ['half a file', 'model.json', (text: Buffer) => String(text).slice(0, 100)],
    ['another format', 'model.json', () => '{"format": "something else"}'],
  ])('is refused with %s', async (_, file, edit) => {
    await writeModel(model, folder);
    await change(file, edit);
    await expect(readModel(folder)).rejects.toMatchObject({ code: 'file.damaged' });
  });

  it('is refused where it is not there', async () => {
    await expect(readModel(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'file.missing' });
  });
});
