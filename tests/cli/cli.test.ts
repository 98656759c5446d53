import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { millrace, startMillrace, temporaryFolder } from '../harness/millrace.ts';
import { sketch } from '../harness/sketch.ts';

const folder = await temporaryFolder();

const rows = Array.from({ length: 80 }, (_, index) => [index, (index * 7) % 13, index % 4 === 0 ? 'no' : 'yes']);
const table = {
  type: 'source.inline-table',
  params: {
    columns: [
      { name: 'a', type: 'number' },
      { name: 'b', type: 'number' },
      { name: 'y', type: 'category' },
    ],
    rows,
  },
};
const wires = [
  'data.table > roles.table',
  'roles.table > split.table',
  'split.table > model.table',
  'model.predictions > scores.predictions',
  'scores.report > gate.report',
];
const nodes = {
  data: table,
  roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
  split: { type: 'split.train-test', params: { test: { $: 'share' } } },
  model: 'train.logistic-regression',
  scores: 'evaluate.classification-metrics',
  gate: { type: 'evaluate.gate', params: { rules: ['test.accuracy >= 0.1'] } },
};
const parameters = { share: { type: 'number', value: 0.2 } };

const write = async (name: string, content: unknown): Promise<string> => {
  await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};
const small = await write('small.flow.json', sketch({ nodes, wires, parameters }));

test('run ends with 0, prints the scores, and writes a summary', async () => {
  const { code, out } = await millrace(['run', small, '--out', 'results'], folder);
  expect(code).toBe(0);
  expect(out).toMatch(/test +accuracy/);
  const summary = JSON.parse(await readFile(join(folder, 'results/summary.json'), 'utf8'));
  expect(summary).toMatchObject({ format: 'millrace-run', version: 1, flow: small, status: 'succeeded' });
  expect(summary.resultHash).toMatch(/^sha256:[0-9a-f]{64}$/);
  const accuracy = summary.nodes.scores.outputs.report.metrics.find(
    (metric: { name: string; part: string }) => metric.name === 'accuracy' && metric.part === 'test',
  );
  expect(accuracy.n).toBe(16);
  expect(accuracy.low).toBeLessThanOrEqual(accuracy.value);
  expect(accuracy.high).toBeGreaterThanOrEqual(accuracy.value);
});

test('a second run reuses every step and has the same result, whatever the workers', async () => {
  const hashOf = (out: string): string | undefined => /sha256:\w+/.exec(out)?.[0];
  const first = await millrace(['run', small], folder);
  const second = await millrace(['run', small, '--workers', '2', '--no-cache'], folder);
  expect((await millrace(['run', small], folder)).err).toContain('= model reused');
  expect(hashOf(second.out)).toBe(hashOf(first.out));
});

test('--json prints events that number themselves', async () => {
  const { out } = await millrace(['run', small, '--json'], folder);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  expect(events[0].event).toBe('run.started');
  expect(events.at(-1).event).toBe('run.finished');
});

test('--set changes settings and parameters, --only runs what leads to a node', async () => {
  const { out } = await millrace(
    ['run', small, '--json', '--set', 'share=0.4', '--set', 'model.C=0.5', '--only', 'split'],
    folder,
  );
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0].nodes.map(({ node }: { node: string }) => node)).toEqual(['data', 'roles', 'split']);
  expect(
    events.find(({ event, node }) => event === 'node.finished' && node === 'split').outputs.table.split.counts.test,
  ).toBe(32);
});

test('a gate that is not passed ends with 3', async () => {
  const { code, out } = await millrace(['run', small, '--set', 'gate.rules=["test.accuracy >= 1.01"]'], folder);
  expect(code).toBe(3);
  expect(out).toContain('FAILED');
});

test('a broken flow ends with 4 and names code, node and fix', async () => {
  const broken = await write(
    'broken.flow.json',
    sketch({
      nodes: { ...nodes, fill: 'clean.missing-values' },
      parameters,
      wires: [...wires.slice(0, 1), 'roles.table > fill.table', 'fill.table > split.table', ...wires.slice(2)],
    }),
  );
  const { code, err } = await millrace(['run', broken], folder);
  expect(code).toBe(4);
  expect(err).toContain('leak.fitted-before-split [fill]');
  expect(err).toContain('fix: Move it behind the split');
  const lint = await millrace(['lint', broken, '--json'], folder);
  expect(lint.code).toBe(4);
  expect(JSON.parse(lint.out).problems[0]).toMatchObject({ code: 'leak.fitted-before-split', node: 'fill' });
});

test('a missing flow and a missing data file end with 1 and are named', async () => {
  const none = await millrace(['run', 'nowhere.flow.json'], folder);
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('nowhere.flow.json')]);
  const lost = await write(
    'lost.flow.json',
    sketch({ nodes: { data: { type: 'source.csv-file', params: { path: 'lost.csv' } } } }),
  );
  const run = await millrace(['run', lost], folder);
  expect([run.code, run.err]).toEqual([1, expect.stringContaining('lost.csv')]);
});

test('a path that leaves the folder of the flow is refused', async () => {
  const sly = await write(
    'sly.flow.json',
    sketch({ nodes: { data: { type: 'source.csv-file', params: { path: '../../etc/passwd' } } } }),
  );
  const { code, err } = await millrace(['run', sly], folder);
  expect([code, err]).toEqual([1, expect.stringContaining('file.outside-folder')]);
});

test('files that are no flows end with 4 and say why', async () => {
  const texts = {
    'flow.not-json': '{ nodes',
    'flow.not-a-flow': '{"a": 1}',
    'flow.newer-version': '{"format":"millrace-flow","version":99}',
  };
  for (const [expected, text] of Object.entries(texts)) {
    const { code, err } = await millrace(['lint', await write('odd.flow.json', text)], folder);
    expect([code, err]).toEqual([4, expect.stringContaining(expected)]);
  }
});

test('wrong usage ends with 2 and says what would be right', async () => {
  expect((await millrace(['fly'], folder)).code).toBe(2);
  expect((await millrace(['run'], folder)).err).toContain('usage: millrace run FLOW');
  expect((await millrace(['run', small, '--set', 'nobody.x=1'], folder)).err).toContain('no node “nobody”');
  expect((await millrace(['run', small, '--workers', 'many'], folder)).code).toBe(2);
});

test('every verb explains itself with an example', async () => {
  for (const verb of ['run', 'lint', 'show', 'nodes', 'init', 'serve']) {
    const { code, out } = await millrace([verb, '--help'], folder);
    expect([code, out]).toEqual([0, expect.stringContaining(`Example:\n  millrace ${verb}`)]);
  }
});

test('show prints rows of a table and the metrics of a report', async () => {
  const split = await millrace(['show', small, 'split', '--rows', '3'], folder);
  expect(split.out).toContain('80 rows, 3 columns');
  expect(split.out).toMatch(/# +part +a +b +y/);
  expect((await millrace(['show', small, 'scores'], folder)).out).toMatch(/test +accuracy/);
});

test('nodes lists the catalogue and explains one node', async () => {
  expect((await millrace(['nodes'], folder)).out).toContain('clean.missing-values');
  expect((await millrace(['nodes', 'train.random-forest'], folder)).out).toMatch(/trees = 200/);
});

test('init copies an example with its data, and never over something', async () => {
  const { out } = await millrace(['init', 'penguins'], folder);
  expect(out.trim()).toBe(join('penguins', 'penguins.flow.json'));
  expect(existsSync(join(folder, 'penguins/penguins.csv'))).toBe(true);
  expect((await millrace(['init', 'penguins'], folder)).out.trim()).toBe(join('penguins 2', 'penguins.flow.json'));
});

test('Ctrl+C cancels a run and ends with 130', async () => {
  const slow = await write(
    'slow.flow.json',
    sketch({
      nodes: {
        ...nodes,
        data: { type: 'source.sample', params: { name: 'churn', rows: 200_000 } },
        roles: 'clean.columns',
        model: { type: 'train.random-forest', params: { trees: 600 } },
      },
      wires,
      parameters,
    }),
  );
  const child = startMillrace(['run', slow, '--json'], folder);
  const code = await new Promise<number | null>((done) => {
    let out = '';
    child.stdout?.on('data', (data: Buffer) => {
      out += data.toString();
      if (/"event":"node.started","node":"model"/.test(out)) child.kill('SIGINT');
    });
    child.once('close', done);
  });
  expect(code).toBe(130);
});

test('a reader that leaves early is no failure', async () => {
  const child = startMillrace(['nodes', '--json'], folder);
  let err = '';
  child.stderr?.on('data', (data: Buffer) => {
    err += data.toString();
  });
  child.stdout?.destroy();
  const code = await new Promise((done) => child.once('close', done));
  expect([code, err]).toEqual([0, '']);
});

test('what every object has is no parameter and no node', async () => {
  const path = await write('plain.flow.json', { format: 'millrace-flow', version: 1, nodes: { data: table } });
  for (const args of [
    ['--set', 'constructor=1'],
    ['--set', 'toString.x=1'],
    ['--only', 'valueOf'],
  ])
    expect((await millrace(['run', path, ...args], folder)).code).toBe(2);
});

test('an output folder that is a file is named', async () => {
  const path = await write('plain.flow.json', { format: 'millrace-flow', version: 1, nodes: { data: table } });
  const { code, err } = await millrace(['run', path, '--out', path], folder);
  expect(code).toBe(1);
  expect(err).toContain('file.not-written');
});

test('a model file predicts a data file without a flow, and says what is missing', async () => {
  const saves = sketch({
    parameters,
    nodes: { ...nodes, keep: { type: 'evaluate.model-file', params: { path: 'y.millrace-model' } } },
    wires: [...wires, 'model.model > keep.model'],
  });
  expect((await millrace(['run', await write('keep.flow.json', saves)], folder)).code).toBe(0);
  await write('new.csv', 'a,b\n1,2\n3,4\n');
  const predict = (data: string) => millrace(['predict', 'y.millrace-model', data, '--out', 'predicted.csv'], folder);
  expect((await predict('new.csv')).code).toBe(0);
  const [head, ...lines] = (await readFile(join(folder, 'predicted.csv'), 'utf8')).trim().split('\n');
  expect(head).toBe('row,part,actual,predicted,probability_no,probability_yes');
  expect(lines).toHaveLength(2);
  await write('short.csv', 'a\n1\n');
  const short = await predict('short.csv');
  expect(short.code).toBe(1);
  expect(short.err).toContain('data.columns-missing');
  expect((await millrace(['predict', 'y.millrace-model', 'new.csv'], folder)).code).toBe(2);
});

test('a model of a logarithm predicts rows that have neither the target nor what it was made of', async () => {
  const logs = sketch({
    parameters,
    nodes: {
      data: table,
      unknown: { type: 'clean.columns', params: { roles: { a: 'ignored' } } },
      log: { type: 'clean.formula', params: { name: 'log_a', expression: 'log(a + 1)' } },
      roles: { type: 'clean.columns', params: { roles: { log_a: 'target' } } },
      split: nodes.split,
      encode: 'clean.encode',
      model: 'train.linear-regression',
      keep: { type: 'evaluate.model-file', params: { path: 'log.millrace-model' } },
    },
    wires: [
      'data.table > unknown.table',
      'unknown.table > log.table',
      'log.table > roles.table',
      'roles.table > split.table',
      'split.table > encode.table',
      'encode.table > model.table',
      'model.model > keep.model',
    ],
  });
  expect((await millrace(['run', await write('log.flow.json', logs)], folder)).code).toBe(0);
  const predict = (data: string) => millrace(['predict', 'log.millrace-model', data, '--out', 'logs.csv'], folder);
  await write('unpriced.csv', 'b,y\n2,yes\n4,no\n');
  expect(await predict('unpriced.csv')).toMatchObject({ code: 0 });
  const answers = async () => (await readFile(join(folder, 'logs.csv'), 'utf8')).trim().split('\n').slice(1);
  const without = (await answers()).map((line) => line.split(',').at(-1));
  await write('priced.csv', 'a,b,y\n7,2,yes\n9,4,no\n');
  expect(await predict('priced.csv')).toMatchObject({ code: 0 });
  expect((await answers()).map((line) => line.split(',').at(-1))).toEqual(without);
  await write('no-b.csv', 'a,y\n7,yes\n');
  expect((await predict('no-b.csv')).err).toContain('“b”');
});
