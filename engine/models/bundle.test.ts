import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Model } from '../../contract/values.ts';
import { readModel, writeModel } from './bundle.ts';

const model: Model = {
  kind: 'model',
  name: 'Forest',
  task: 'classification',
  target: 'y',
  classes: ['no', 'yes'],
  threshold: 0.5,
  learner: { kind: 'learner', node: 'forest', type: 'train.random-forest', version: 1, params: { trees: 3 } },
  rawColumns: [{ name: 'x', type: 'number', role: 'feature' }],
  optionalColumns: [],
  recipe: [],
  preparation: { input: [], fill: [], oneHot: [], scale: [], notes: [] },
  estimator: {
    json: { depth: 2 },
    arrays: { values: Float64Array.of(1 / 3, -0, 1e-300), left: Int32Array.of(1, -1), bins: Uint8Array.of(7) },
  },
  trainedOn: { rows: 10, seconds: 0.1 },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-bundle-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a model comes back bit by bit', async () => {
  await writeModel(model, folder);
  expect(await readModel(folder)).toEqual(model);
});

test('a flipped bit in the arrays is refused', async () => {
  await writeModel(model, folder);
  const bytes = await readFile(join(folder, 'arrays.bin'));
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  await writeFile(join(folder, 'arrays.bin'), bytes);
  await expect(readModel(folder)).rejects.toMatchObject({ code: 'file.damaged-model' });
});

test('a changed setting, a file of another kind and an empty folder are refused', async () => {
  await writeModel(model, folder);
  const text = await readFile(join(folder, 'model.json'), 'utf8');
  await writeFile(join(folder, 'model.json'), text.replace('"threshold": 0.5', '"threshold": 0.1'));
  await expect(readModel(folder)).rejects.toMatchObject({ code: 'file.damaged-model' });
  await writeFile(join(folder, 'model.json'), 'GIF89a');
  await expect(readModel(folder)).rejects.toMatchObject({ code: 'file.damaged-model' });
  await expect(readModel(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'file.missing' });
});
