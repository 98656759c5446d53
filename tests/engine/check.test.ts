import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Flow } from '../../contract/flow.ts';
import { readFlow, writeFlow } from '../../contract/flow-file.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { type Sketch, sketch } from '../harness/sketch.ts';
import { trialNodes } from './trial-nodes.ts';

const opened: TestEngine[] = [];
const open = async (): Promise<TestEngine> => {
  const engine = await openEngine({ nodes: trialNodes });
  opened.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

const csvFlow = (path: string): Flow => sketch({ nodes: { data: { type: 'source.csv-file', params: { path } } } });

const broken: readonly (readonly [string, Sketch])[] = [
  ['flow.empty', { nodes: {} }],
  ['flow.unknown-node a', { nodes: { a: 'source.nowhere' } }],
  ['flow.newer-node a', { nodes: { a: { type: 'source.trial-numbers', version: 99 } } }],
  [
    'flow.cycle a',
    { nodes: { a: 'clean.trial-add', b: 'clean.trial-add' }, wires: ['a.table > b.table', 'b.table > a.table'] },
  ],
  ['flow.missing-input a', { nodes: { a: 'clean.trial-add' } }],
  [
    'flow.wrong-kind b',
    {
      nodes: { n: 'source.trial-numbers', a: 'evaluate.trial-gate', b: 'clean.trial-add' },
      wires: ['n.table > a.table', 'a.report > b.table'],
    },
  ],
  ['flow.unknown-port n', { nodes: { n: 'source.trial-numbers', a: 'clean.trial-add' }, wires: ['n.rows > a.table'] }],
  ['flow.dangling-wire n', { nodes: { n: 'source.trial-numbers' }, wires: ['n.table > gone.table'] }],
  [
    'flow.too-many-wires a',
    {
      nodes: { n: 'source.trial-numbers', m: 'source.trial-numbers', a: 'clean.trial-add' },
      wires: ['n.table > a.table', 'm.table > a.table'],
    },
  ],
  ['param.invalid n', { nodes: { n: { type: 'source.trial-numbers', params: { rows: -1 } } } }],
  ['param.unknown n', { nodes: { n: { type: 'source.trial-numbers', params: { lines: 5 } } } }],
  ['param.unresolved n', { nodes: { n: { type: 'source.trial-numbers', params: { rows: { $: 'nobody' } } } } }],
  ['param.required n', { nodes: { n: 'source.csv-file' } }],
  [
    'leak.fitted-before-split m',
    {
      nodes: { n: 'source.trial-numbers', m: 'clean.trial-mean', s: 'split.train-test' },
      wires: ['n.table > m.table', 'm.table > s.table'],
    },
  ],
  [
    'train.no-split l',
    { nodes: { n: 'source.trial-numbers', l: 'train.logistic-regression' }, wires: ['n.table > l.table'] },
  ],
  [
    'train.wrong-task l',
    {
      nodes: { n: 'source.trial-numbers', s: 'split.train-test', l: 'train.linear-regression' },
      wires: ['n.table > s.table', 's.table > l.table'],
    },
  ],
  [
    'data.no-target l',
    {
      nodes: {
        n: 'source.trial-numbers',
        c: { type: 'clean.columns', params: { roles: { y: 'feature' } } },
        s: 'split.train-test',
        l: 'train.logistic-regression',
      },
      wires: ['n.table > c.table', 'c.table > s.table', 's.table > l.table'],
    },
  ],
  [
    'data.no-features l',
    {
      nodes: {
        n: 'source.trial-numbers',
        c: { type: 'clean.columns', params: { roles: { x: 'ignored' } } },
        s: 'split.train-test',
        l: 'train.logistic-regression',
      },
      wires: ['n.table > c.table', 'c.table > s.table', 's.table > l.table'],
    },
  ],
];

test.each(broken)('%s is found before the run', async (code, flow) => {
  const engine = await open();
  expect(await engine.open(sketch(flow)).problems()).toContain(code);
});

test('a node of unknown type is kept as it is, settings and all', async () => {
  const strange = { type: 'clean.of-tomorrow', version: 3, params: { depth: [1, { a: null }] }, extra: true };
  const flow = sketch({ nodes: { strange } });
  expect(readFlow(writeFlow(flow)).flow?.nodes['strange']).toEqual(strange);
  const engine = await open();
  expect(await engine.open(flow).problems()).toEqual(['flow.unknown-node strange']);
});

test('a file that is missing is told before the run, and fails its node in the run', async () => {
  const engine = await open();
  const flow = engine.open(csvFlow('nowhere.csv'));
  const found = (await flow.check()).problems.find(({ code }) => code === 'file.missing');
  expect(found).toMatchObject({ node: 'data', message: 'nowhere.csv was not found.' });
  const run = await flow.run().expect('failed');
  expect(run.node('data').failure?.code).toBe('file.missing');
});

test.each(['../outside.csv', '/etc/passwd', 'inner/../../outside.csv'])(
  '%s lies outside the folder and is not read',
  async (path) => {
    const engine = await open();
    const folder = join(engine.folder, 'flows');
    await mkdir(folder, { recursive: true });
    await writeFile(join(engine.folder, 'outside.csv'), 'a,b\n1,2\n');
    const run = await engine.open(csvFlow(path), { folder }).run().expect('failed');
    expect(run.node('data').failure?.code).toBe('file.outside-folder');
  },
);

test('a link that leads out of the folder is not followed, until the user chose its target', async () => {
  const engine = await open();
  const folder = join(engine.folder, 'flows');
  await mkdir(folder, { recursive: true });
  const outside = join(engine.folder, 'outside.csv');
  await writeFile(outside, 'a,b\n1,2\n');
  await symlink(outside, join(folder, 'inside.csv'));
  const run = await engine.open(csvFlow('inside.csv'), { folder }).run().expect('failed');
  expect(run.node('data').failure?.code).toBe('file.outside-folder');
  await engine
    .open(csvFlow('inside.csv'), { folder, granted: [outside] })
    .run()
    .expect('succeeded');
  await engine
    .open(csvFlow(outside), { folder, granted: [outside] })
    .run()
    .expect('succeeded');
});

test('a file node writes into its folder only, or into the folder for output', async () => {
  const engine = await open();
  const folder = join(engine.folder, 'flows');
  const output = join(engine.folder, 'out');
  await mkdir(folder, { recursive: true });
  await mkdir(output, { recursive: true });
  const writing = (path: string): Flow =>
    sketch({
      nodes: { n: 'source.trial-numbers', file: { type: 'evaluate.table-file', params: { path } } },
      wires: ['n.table > file.table'],
    });
  const run = await engine.open(writing('../escaped.csv'), { folder }).run().expect('failed');
  expect(run.node('file').failure?.code).toBe('file.outside-folder');
  for (const path of ['.millrace/ledger.ndjson', '.millrace/cache/x.parquet', '.']) {
    const refused = await engine.open(writing(path), { folder }).run().expect('failed');
    expect(refused.node('file').failure?.code).toBe('file.outside-folder');
  }
  await engine.open(writing('kept.csv'), { folder, output }).run().expect('succeeded');
  await engine.open(csvFlow('kept.csv'), { folder: output }).run().expect('succeeded');
});

test('a file that has changed runs its source again, and one that was only touched does not', async () => {
  const engine = await open();
  const path = join(engine.folder, 'data.csv');
  await writeFile(path, 'a,b\n1,2\n');
  const flow = engine.open(csvFlow('data.csv'));
  await flow.run().expect('succeeded');
  await writeFile(path, 'a,b\n1,2\n');
  expect((await flow.run().expect('succeeded')).those('reused')).toEqual(['data']);
  await writeFile(path, 'a,b\n1,3\n');
  const run = await flow.run().expect('succeeded');
  expect(run.node('data').why).toEqual({ reason: 'file', path: 'data.csv' });
});

test('before the run the window is told what would run and what would be reused', async () => {
  const engine = await open();
  const flow = sketch({
    nodes: { n: 'source.trial-numbers', a: 'clean.trial-add', b: 'clean.trial-add' },
    wires: ['n.table > a.table'],
  });
  const open_ = engine.open(flow);
  const actions = async () => Object.fromEntries((await open_.check()).plan.map(({ node, action }) => [node, action]));
  expect(await actions()).toEqual({ n: 'run', a: 'run', b: 'blocked' });
  await open_.run().expect('failed');
  expect(await actions()).toEqual({ n: 'reuse', a: 'reuse', b: 'blocked' });
  const changed = await open_
    .changed({ ...flow, nodes: { ...flow.nodes, a: { type: 'clean.trial-add', version: 1, params: { amount: 9 } } } })
    .check();
  expect(changed.plan.find(({ node }) => node === 'a')).toMatchObject({
    action: 'run',
    why: { reason: 'param', params: ['amount'] },
  });
});

/** CPU time, so that other work on the machine does not count. */
test('a flow of 200 nodes is checked within 50 ms after an edit', async () => {
  const engine = await open();
  const count = 200;
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `n${index}`,
      index === 0 ? 'source.trial-numbers' : { type: 'clean.trial-add', params: { amount: index } },
    ]),
  );
  const wires = Array.from(
    { length: count - 1 },
    (_, index) => `n${Math.floor(index / 3)}.table > n${index + 1}.table`,
  );
  const flow = engine.open(sketch({ nodes, wires }));
  await flow.run().expect('succeeded');
  const times: number[] = [];
  for (let edit = 0; edit < 9; edit++) {
    const edited = sketch({ nodes: { ...nodes, n150: { type: 'clean.trial-add', params: { amount: edit } } }, wires });
    const from = process.cpuUsage();
    await flow.changed(edited).check();
    const { user, system } = process.cpuUsage(from);
    times.push((user + system) / 1000);
  }
  expect(Math.min(...times)).toBeLessThan(50);
});

test('a bypassed split does not hide the one behind it', async () => {
  const engine = await openEngine();
  const flow = engine.open(
    sketch({
      nodes: {
        data: { type: 'source.sample', params: { name: 'moons' } },
        scale: 'clean.scale',
        off: { type: 'split.train-test', enabled: false },
        split: 'split.train-test',
      },
      wires: ['data.table > scale.table', 'scale.table > off.table', 'off.table > split.table'],
    }),
  );
  expect(await flow.problems()).toEqual(['leak.fitted-before-split scale']);
  await engine.close();
});

test.each([
  ['b', ['leak.other-split predict']],
  ['a', []],
])(
  'a model that learned behind one split is warned of when it is judged on rows of split %s',
  async (rows, problems) => {
    const engine = await openEngine();
    const flow = engine.open(
      sketch({
        nodes: {
          data: { type: 'source.sample', params: { name: 'moons' } },
          a: 'split.train-test',
          b: { type: 'split.train-test', seed: 2 },
          fit: 'train.baseline',
          predict: 'evaluate.predict',
        },
        wires: [
          'data.table > a.table',
          'data.table > b.table',
          'a.table > fit.table',
          'fit.model > predict.model',
          `${rows}.table > predict.table`,
        ],
      }),
    );
    expect(await flow.problems()).toEqual(problems);
    await engine.close();
  },
);
