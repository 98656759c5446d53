import { execFileSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { millrace, temporaryFolder } from '../harness/millrace.ts';
import { sketch } from '../harness/sketch.ts';

const folder = await temporaryFolder();

const rows = Array.from({ length: 80 }, (_, at) => [at, at % 5 === 0 ? null : 'größe', at % 4 === 0 ? 'no' : 'yes']);
const flow = sketch({
  nodes: {
    data: {
      type: 'source.inline-table',
      params: { columns: [{ name: 'a' }, { name: 'b', type: 'category' }, { name: 'y', type: 'category' }], rows },
    },
    roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
    ratio: { type: 'clean.formula', params: { name: 'ratio', expression: 'a % 4 = 0' } },
    split: 'split.train-test',
    model: 'train.logistic-regression',
  },
  wires: [
    'data.table > roles.table',
    'roles.table > ratio.table',
    'ratio.table > split.table',
    'split.table > model.table',
  ],
});
await writeFile(join(folder, 'small.flow.json'), JSON.stringify(flow));

const run = (command: string, file: string, input: string): unknown =>
  JSON.parse(execFileSync(command, [join(folder, file)], { input, encoding: 'utf8' }));

test('a model leaves in each form, and predicts elsewhere without Millrace', async () => {
  for (const [format, file] of [
    ['bundle', 'm.millrace-model'],
    ['onnx', 'm.onnx'],
    ['javascript', 'm.mjs'],
    ['python', 'm.py'],
  ] as const) {
    const { code, out, err } = await millrace(
      ['export', 'small.flow.json', 'model', '--to', format, '--out', file],
      folder,
    );
    expect(code, err).toBe(0);
    expect(out).toMatch(/Answers compared: 40/);
    expect((await stat(join(folder, file))).size).toBeGreaterThan(500);
  }
  const row = '{"a": 8, "b": "größe"}\n';
  const answers = [run('node', 'm.mjs', row), run('python3', 'm.py', row)];
  expect(answers[0]).toMatchObject({ predicted: 'no', probabilities: { no: expect.any(Number) } });
  expect(answers[1]).toEqual(answers[0]);
}, 180_000);

test('what cannot be exported is told by the exit code', async () => {
  expect((await millrace(['export', 'small.flow.json', 'model', '--to', 'pickle'], folder)).code).toBe(2);
  expect((await millrace(['export', 'small.flow.json', 'split'], folder)).err).toContain('“split” gives no model');
  expect((await millrace(['export', 'small.flow.json', 'nobody'], folder)).code).toBe(2);
  expect((await millrace(['export', 'none.flow.json', 'model'], folder)).code).toBe(1);
  const { code, out } = await millrace(['export', '--help'], folder);
  expect([code, out]).toEqual([0, expect.stringContaining('Example:\n  millrace export penguins/')]);
}, 120_000);
