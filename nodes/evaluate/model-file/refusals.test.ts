import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../contract/json.ts';
import { defineNode } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

/** Hands a model on with another answer to the first of the rows that it is checked by. */
const mistaken = defineNode({
  title: 'Mistake',
  description: 'Mistake',
  keywords: [],
  version: 1,
  params: z.object({}),
  inputs: { model: port.model() },
  outputs: { model: port.model() },
  shape: () => ({ outputs: { model: { kind: 'model' } } }),
  run: async ({ model }) => {
    const { golden } = model;
    if (!golden) throw new Error('no golden rows');
    const expected = golden.expected.map((value, at) => (at === 0 ? (value ?? 0) + 0.001 : value));
    return { model: { ...model, golden: { ...golden, expected } } };
  },
});

const engines: TestEngine[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const engine of engines.splice(0)) await engine.close();
});

const exported = async (
  format: string,
  { step = 'evaluate.trial-mistake', learner = 'train.baseline', params = {} } = {},
) => {
  const engine = await openEngine({ nodes: { 'evaluate.trial-mistake': mistaken } });
  engines.push(engine);
  const isStep = step.startsWith('clean.');
  const nodes = {
    data: { type: 'source.sample', params: { name: 'churn', rows: 200, seed: 3, missing: 0.2 } },
    split: 'split.train-test',
    step: { type: step, params: params as JsonObject },
    model: learner,
    file: { type: 'evaluate.model-file', params: { path: 'model.out', format } },
  };
  const wires = isStep
    ? ['split.table > step.table', 'step.table > model.table', 'model.model > file.model']
    : ['split.table > model.table', 'model.model > step.model', 'step.model > file.model'];
  const run = await engine
    .open(sketch({ nodes, wires: ['data.table > split.table', ...wires] }))
    .run()
    .finished();
  const path = join(engine.folder, 'model.out');
  return {
    run,
    failure: run.state.nodes['file']?.failure,
    isWritten: await access(path).then(
      () => true,
      () => false,
    ),
  };
};

test.each(['javascript', 'python', 'onnx'])('a %s file that answers differently is not written', async (format) => {
  const { failure, isWritten } = await exported(format);
  expect(failure?.code).toBe('file.export-differs');
  expect(failure?.message).toContain('20 known rows');
  expect(isWritten).toBe(false);
});

test('a step that looks at other rows cannot leave, and is named', async () => {
  const { failure, isWritten } = await exported('javascript', {
    step: 'clean.missing-values',
    learner: 'train.logistic-regression',
    params: { byColumn: { age: { method: 'knn' } } },
  });
  expect(failure).toMatchObject({
    code: 'file.not-exportable',
    message: expect.stringContaining('“Missing values” (step)'),
  });
  expect(isWritten).toBe(false);
});

test('ONNX takes the learner behind any step, and says that the steps are not in the file', async () => {
  const { run } = await exported('onnx', {
    step: 'clean.missing-values',
    learner: 'train.logistic-regression',
    params: { byColumn: { age: { method: 'knn' } } },
  });
  expect(run.report('file').findings).toMatchObject([{ code: 'file.without-steps', severity: 'warning', value: 1 }]);
});

test('where there is no Python, the file says that it was not run', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const { run, isWritten } = await exported('python', { step: 'clean.tidy-text' });
  expect(run.report('file').findings).toMatchObject([{ code: 'file.not-run', severity: 'warning' }]);
  expect(isWritten).toBe(true);
});
