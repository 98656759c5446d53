import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import { openEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

type Value = string | number | boolean | null;
type Row = Readonly<Record<string, Value>>;

/** What is used here of the package, which is not among Millrace's own. */
interface Runtime {
  readonly InferenceSession: { create(file: Uint8Array): Promise<Session> };
  readonly Tensor: new (type: string, values: Float32Array | readonly string[], shape: readonly number[]) => unknown;
}
interface Session {
  readonly inputMetadata: readonly { readonly name: string; readonly type: string }[];
  run(feeds: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, { readonly data: Float32Array }>>>;
}

const peers = join(import.meta.dirname, '../../bench/peers/package.json');

const installed = (): Runtime | undefined => {
  try {
    return createRequire(peers)('onnxruntime-node') as Runtime;
  } catch {
    process.stdout.write('onnxruntime-node is not installed: npm ci --prefix bench/peers\n');
    return undefined;
  }
};
const runtime = installed();

const engine = await openEngine();
afterAll(() => engine.close());

const churn: JsonObject = { name: 'churn', rows: 400, seed: 3, missing: 0.1 };
const houses: JsonObject = { name: 'house-prices', rows: 300, seed: 3 };

/** Has a model written as ONNX and as a program, and reads its first rows. */
const written = async (sample: JsonObject, type: string, params: JsonObject): Promise<readonly Row[]> => {
  const file = (format: string, path: string) => ({ type: 'evaluate.model-file', params: { format, path } });
  const nodes = {
    data: { type: 'source.sample', params: sample },
    split: 'split.train-test',
    model: { type, params },
    onnx: file('onnx', 'model.onnx'),
    program: file('javascript', 'model.mjs'),
  };
  const wires = ['data.table > split.table', 'split.table > model.table'];
  const leaving = ['model.model > onnx.model', 'model.model > program.model'];
  const run = await engine
    .open(sketch({ nodes, wires: [...wires, ...leaving] }))
    .run()
    .expect('succeeded');
  const { columns, page } = await run.page('data', 'table', { offset: 0, limit: 200 });
  return page.map(({ cells }) => Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] as Value])));
};

const byProgram = (rows: readonly Row[]): readonly number[] => {
  const input = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const lines = execFileSync('node', [join(engine.folder, 'model.mjs')], { input, encoding: 'utf8' })
    .trim()
    .split('\n');
  return lines.flatMap((line) => {
    const { predicted, probabilities } = JSON.parse(line);
    return probabilities ? Object.values<number>(probabilities) : [Number(predicted)];
  });
};

const byRuntime = async ({ InferenceSession, Tensor }: Runtime, rows: readonly Row[]): Promise<readonly number[]> => {
  const session = await InferenceSession.create(await readFile(join(engine.folder, 'model.onnx')));
  const column = (name: string, type: string): unknown => {
    const values = rows.map((row) => row[name] ?? null);
    const cells =
      type === 'string'
        ? values.map((value) => String(value ?? ''))
        : Float32Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
    return new Tensor(type, cells, [rows.length, 1]);
  };
  const feeds = session.inputMetadata.map(({ name, type }) => [name, column(name, type)] as const);
  const { probabilities, prediction } = await session.run(Object.fromEntries(feeds));
  return [...((probabilities ?? prediction)?.data ?? [])];
};

test.skipIf(!runtime).each([
  ['train.logistic-regression', {}, churn],
  ['train.decision-tree', {}, churn],
  ['train.random-forest', { trees: 10 }, churn],
  ['train.gradient-boosting', { rounds: 20 }, churn],
  ['train.k-nearest-neighbours', {}, churn],
  ['train.naive-bayes', {}, churn],
  ['train.neural-network', { layers: [4], epochs: 2 }, churn],
  ['train.linear-regression', {}, houses],
  ['train.random-forest', { trees: 10 }, houses],
  ['train.gradient-boosting', { rounds: 20, loss: 'poisson' }, houses],
])('onnxruntime-node answers rows as the program does: %s', async (type, params, sample) => {
  const rows = await written(sample, type, params);
  expect(rows).toHaveLength(200);
  const [expected, given] = [byProgram(rows), await byRuntime(runtime as Runtime, rows)];
  expect(given.length).toBe(expected.length);
  const differences = expected.map(
    (value, at) => Math.abs(value - (given[at] ?? Number.NaN)) / Math.max(1, Math.abs(value)),
  );
  expect(Math.max(...differences)).toBeLessThan(1e-5);
});
