import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Flow } from '../../../contract/flow.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

const engines: TestEngine[] = [];
const open = async (): Promise<TestEngine> => {
  const engine = await openEngine();
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

const churn = { type: 'source.sample', params: { name: 'churn', rows: 400, seed: 3, missing: 0.1 } };
const houses = { type: 'source.sample', params: { name: 'house-prices', rows: 300, seed: 3 } };

interface Trained {
  readonly data: { readonly type: string; readonly params: JsonObject };
  readonly learner: { readonly type: string; readonly params?: JsonObject };
  /** Between the split and the learner, in order. */
  readonly steps?: readonly (string | { readonly type: string; readonly params: JsonObject })[];
  readonly files: Readonly<Record<string, JsonObject>>;
}

const trained = ({ data, learner, steps = [], files }: Trained): Flow => {
  const chain = ['data', 'split', ...steps.map((_, at) => `step${at}`), 'model'];
  return sketch({
    nodes: {
      data,
      split: 'split.train-test',
      ...Object.fromEntries(steps.map((step, at) => [`step${at}`, step])),
      model: learner,
      ...Object.fromEntries(Object.entries(files).map(([id, params]) => [id, { type: 'evaluate.model-file', params }])),
    },
    wires: [
      ...chain.slice(1).map((id, at) => `${chain[at]}.table > ${id}.table`),
      ...Object.keys(files).map((id) => `model.model > ${id}.model`),
    ],
  });
};

const both = {
  js: { path: 'model.mjs', format: 'javascript' },
  py: { path: 'model.py', format: 'python' },
};

const written = async (asked: Omit<Trained, 'files'>) => {
  const engine = await open();
  const run = await engine
    .open(trained({ ...asked, files: both }))
    .run()
    .expect('succeeded');
  const facts = Object.fromEntries(run.report('js').facts.map(({ label, value }) => [label, value]));
  return { folder: engine.folder, run, facts };
};

const ask = (command: string, folder: string, file: string, args: readonly string[], input = ''): string =>
  execFileSync(command, [join(folder, file), ...args], { input, encoding: 'utf8' });

describe('a scorer answers as the model does', () => {
  test.each([
    ['train.logistic-regression', {}],
    ['train.random-forest', { trees: 10 }],
    ['train.gradient-boosting', { rounds: 20 }],
    ['train.k-nearest-neighbours', {}],
    ['train.naive-bayes', {}],
    ['train.baseline', {}],
    ['train.neural-network', { layers: [4], epochs: 2 }],
  ])('for classes: %s', async (type, params) => {
    const { folder, facts, run } = await written({ data: churn, learner: { type, params } });
    expect(run.report('py').findings).toEqual([]);
    expect(facts['Answers compared']).toMatch(/^40, run as JavaScript/);
    for (const [command, file] of [
      ['node', 'model.mjs'],
      ['python3', 'model.py'],
    ] as const)
      expect(ask(command, folder, file, ['--check'])).toBe('20 rows are answered as they were.\n');
  });

  test.each([
    ['train.linear-regression', {}],
    ['train.random-forest', { trees: 10 }],
    ['train.gradient-boosting', { rounds: 20, loss: 'poisson' }],
    ['train.k-nearest-neighbours', { weights: 'uniform', metric: 'manhattan' }],
    ['train.baseline', { strategy: 'median' }],
    ['train.neural-network', { layers: [4], epochs: 2, activation: 'tanh' }],
  ])('for numbers: %s', async (type, params) => {
    const { facts, run } = await written({ data: houses, learner: { type, params } });
    expect(run.report('py').findings).toEqual([]);
    expect(facts['Answers compared']).toMatch(/^20, run as JavaScript/);
  });
});
