import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Flow } from '../../../contract/flow.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import type { FinishedRun } from '../../../tests/harness/finished-run.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

/** Hands a model on without the rows that it could be checked by. */
const forgetful = defineNode({
  title: 'Forget',
  description: 'Forget',
  keywords: [],
  version: 1,
  params: z.object({}),
  inputs: { model: port.model() },
  outputs: { model: port.model() },
  shape: () => ({ outputs: { model: { kind: 'model' } } }),
  run: async ({ model: { golden: _, ...model } }) => ({ model }),
});

const engines: TestEngine[] = [];
const open = async (): Promise<TestEngine> => {
  const engine = await openEngine({ nodes: { 'evaluate.trial-forget': forgetful } });
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

const file = 'churn.millrace-model';
const rows = { name: 'churn', rows: 300, seed: 3 };

const trained = (learner: string, params = {}): Flow =>
  sketch({
    nodes: {
      data: { type: 'source.sample', params: rows },
      split: 'split.train-test',
      filled: 'clean.missing-values',
      encoded: 'clean.encode',
      model: { type: learner, params },
      file: { type: 'evaluate.model-file', params: { path: file } },
      predict: 'evaluate.predict',
    },
    wires: [
      'data.table > split.table',
      'split.table > filled.table',
      'filled.table > encoded.table',
      'encoded.table > model.table',
      'model.model > file.model',
      'model.model > predict.model',
      'data.table > predict.table',
    ],
  });

const opened = sketch({
  nodes: {
    data: { type: 'source.sample', params: rows },
    model: { type: 'source.model-file', params: { path: file } },
    predict: 'evaluate.predict',
  },
  wires: ['model.model > predict.model', 'data.table > predict.table'],
});

const predictions = async (run: FinishedRun) => (await run.page('predict', 'predictions', { limit: 300 })).page;

/** A folder where a model lies that was written elsewhere. */
const elsewhere = async (learner = 'train.logistic-regression', params = {}) => {
  const here = await open();
  const run = await here.open(trained(learner, params)).run().expect('succeeded');
  const there = await open();
  await copyFile(join(here.folder, file), join(there.folder, file));
  return { run, there };
};

test.each([
  ['train.logistic-regression', {}],
  ['train.random-forest', { trees: 10 }],
  ['train.baseline', {}],
  ['train.neural-network', { layers: [4], epochs: 3 }],
])('a model of %s predicts raw rows elsewhere as it did at home', async (learner, params) => {
  const { run, there } = await elsewhere(learner, params);
  const again = await there.open(opened).run().expect('succeeded');
  expect(await predictions(again)).toEqual(await predictions(run));
});

const refused = async (change: (files: Record<string, Uint8Array>) => void): Promise<string> => {
  const { there } = await elsewhere();
  const path = join(there.folder, file);
  const files = unzipSync(await readFile(path));
  change(files);
  await writeFile(path, zipSync(files));
  const run = await there.open(opened).run().expect('failed');
  const failure = run.node('model').failure;
  return `${failure?.code}: ${failure?.message}`;
};

test('a changed weight is noticed', async () => {
  const message = await refused((files) => {
    const bytes = files['arrays.bin'];
    if (bytes) bytes[0] = (bytes[0] ?? 0) ^ 1;
  });
  expect(message).toMatch(/^file\.damaged: .*does not fit its hash/);
});

test('a setting changed by hand is noticed', async () => {
  const message = await refused((files) => {
    const text = strFromU8(files['model.json'] ?? new Uint8Array());
    files['model.json'] = strToU8(text.replace(/"threshold": 0\.5/, '"threshold": 0.1'));
  });
  expect(message).toMatch(/^file\.damaged: .*hash/);
});

test('something else that is a zip is refused, and so is what is none', async () => {
  const message = await refused((files) => {
    for (const name of Object.keys(files)) delete files[name];
    files['readme.txt'] = strToU8('hello');
  });
  expect(message).toMatch(/^file\.damaged: .*is not in it/);
  const there = await open();
  await writeFile(join(there.folder, file), 'no zip');
  const run = await there.open(opened).run().expect('failed');
  expect(run.node('model').failure).toMatchObject({ code: 'file.damaged' });
});

test('rows that lack a column of the model fail with its name', async () => {
  const { there } = await elsewhere();
  const lacking = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns: [{ name: 'x' }], rows: [[1]] } },
      model: { type: 'source.model-file', params: { path: file } },
      predict: 'evaluate.predict',
    },
    wires: ['model.model > predict.model', 'data.table > predict.table'],
  });
  const run = await there.open(lacking).run().expect('failed');
  expect(run.node('predict').failure?.code).toBe('data.columns-missing');
});

test('a model that could not be checked is not written', async () => {
  const flow = sketch({
    nodes: {
      data: { type: 'source.sample', params: rows },
      split: 'split.train-test',
      model: 'train.baseline',
      forget: 'evaluate.trial-forget',
      file: { type: 'evaluate.model-file', params: { path: file } },
    },
    wires: [
      'data.table > split.table',
      'split.table > model.table',
      'model.model > forget.model',
      'forget.model > file.model',
    ],
  });
  const run = await (await open()).open(flow).run().expect('failed');
  expect(run.node('file').failure?.code).toBe('train.no-golden-rows');
});
