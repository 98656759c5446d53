import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

const folder = (): Promise<string> => mkdtemp(join(engine.folder, 'strange-'));

test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('a node of type %s is unknown', async (type) => {
  const flow = engine.open(sketch({ nodes: { one: type } }), { folder: await folder() });
  expect(await flow.problems()).toEqual(['flow.unknown-node one']);
  const run = await flow.run().expect('failed');
  expect(run.node('one').failure?.code).toBe('flow.unknown-node');
});

test('a node of type __proto__ is unknown', async () => {
  const flow = engine.open(sketch({ nodes: { one: '__proto__' } }), { folder: await folder() });
  expect(await flow.problems()).toEqual(['flow.unknown-node one']);
});

test('ids that every object has are ids like others', async () => {
  const flow = engine.open(
    sketch({
      nodes: {
        constructor: { type: 'source.sample', params: { name: 'moons', rows: 50 } },
        toString: 'split.train-test',
        valueOf: 'split.k-fold',
      },
      wires: ['constructor.table > toString.table', 'toString.table > valueOf.table'],
    }),
    { folder: await folder() },
  );
  expect(await flow.problems()).toEqual([]);
  const run = await flow.run().expect('succeeded');
  expect(run.those('finished')).toEqual(['constructor', 'toString', 'valueOf']);
  expect((await flow.check()).plan.map(({ action }) => action)).toEqual(['reuse', 'reuse', 'reuse']);
});

test('wires to nodes and ports that only every object has are told', async () => {
  const flow = engine.open(
    sketch({
      nodes: { data: { type: 'source.sample', params: { name: 'moons' } }, split: 'split.train-test' },
      wires: ['constructor.table > split.table', 'data.constructor > split.table', 'data.table > split.toString'],
    }),
    { folder: await folder() },
  );
  expect((await flow.problems()).filter((one) => !one.startsWith('flow.missing-input'))).toEqual([
    'flow.dangling-wire split',
    'flow.unknown-port data',
    'flow.unknown-port split',
  ]);
});

test('a parameter or setting named like what every object has is unknown', async () => {
  const flow = engine.open(
    sketch({ nodes: { data: { type: 'source.sample', params: { name: { $: 'constructor' }, toString: 3 } } } }),
    { folder: await folder() },
  );
  expect([...(await flow.problems())].sort()).toEqual(['param.unknown data', 'param.unresolved data']);
});

test.each(['a folder', 'a pipe'])('%s is no data file and keeps nobody waiting', async (kind) => {
  const at = await folder();
  if (kind === 'a folder') await mkdir(join(at, 'data.csv'));
  else execFileSync('mkfifo', [join(at, 'data.csv')]);
  const flow = engine.open(sketch({ nodes: { data: { type: 'source.csv-file', params: { path: 'data.csv' } } } }), {
    folder: at,
  });
  expect(await flow.problems()).toContain('file.not-readable data');
  const run = await flow.run().expect('failed');
  expect(run.node('data').failure?.code).toBe('file.not-readable');
});

test('a bypassed node with nothing to hand on is told before the run', async () => {
  const flow = engine.open(
    sketch({
      nodes: {
        data: { type: 'source.sample', params: { name: 'moons' } },
        split: 'split.train-test',
        forest: { type: 'train.random-forest', enabled: false },
        scores: 'evaluate.classification-metrics',
      },
      wires: ['data.table > split.table', 'split.table > forest.table', 'forest.predictions > scores.predictions'],
    }),
    { folder: await folder() },
  );
  expect(await flow.problems()).toEqual(['flow.bypassed-input scores']);
  const run = await flow.run().expect('failed');
  expect(run.node('scores').failure?.code).toBe('flow.bypassed-input');
});

test('an empty flow does not run', async () => {
  const flow = engine.open(sketch({ nodes: {} }), { folder: await folder() });
  expect(await flow.problems()).toEqual(['flow.empty']);
  const run = await flow.run().expect('failed');
  expect(run.state.hint).toBe('The flow has no nodes.');
});

test('folders with characters of patterns, and quotes, can be worked in', async () => {
  const at = join(await folder(), "a [b] 'c' *?");
  await mkdir(at);
  await writeFile(join(at, 'da[t]a*.csv'), 'a,b\n1,2\n3,4\n');
  const flow = engine.open(
    sketch({
      nodes: {
        data: { type: 'source.csv-file', params: { path: 'da[t]a*.csv' } },
        split: 'split.train-test',
        out: { type: 'evaluate.table-file', params: { path: "o'[u]t*.csv" } },
      },
      wires: ['data.table > split.table', 'split.table > out.table'],
    }),
    { folder: at },
  );
  await flow.run().expect('succeeded');
  expect((await (await flow.run().expect('succeeded')).page('data')).page).toHaveLength(2);
});

test('a table file does not take the place of a flow or of data that the flow reads', async () => {
  const at = await folder();
  await writeFile(join(at, 'data.csv'), 'a,b\n1,2\n3,4\n');
  await writeFile(join(at, 'mine.flow.json'), '{}');
  for (const path of ['data.csv', 'mine.flow.json', './x/../data.csv']) {
    const flow = engine.open(
      sketch({
        nodes: {
          data: { type: 'source.csv-file', params: { path: 'data.csv' } },
          out: { type: 'evaluate.table-file', params: { path } },
        },
        wires: ['data.table > out.table'],
      }),
      { folder: at },
    );
    const run = await flow.run().expect('failed');
    expect(run.node('out').failure?.code).toBe('file.not-written');
    expect(await readFile(join(at, 'data.csv'), 'utf8')).toBe('a,b\n1,2\n3,4\n');
    expect(await readFile(join(at, 'mine.flow.json'), 'utf8')).toBe('{}');
  }
});

test('a store that is a link is not written through', async () => {
  const at = await folder();
  const elsewhere = await folder();
  await mkdir(join(elsewhere, 'runs'));
  await symlink(elsewhere, join(at, '.millrace'));
  const flow = engine.open(sketch({ nodes: { data: { type: 'source.sample', params: { name: 'moons' } } } }), {
    folder: at,
  });
  await expect(flow.run().finished()).rejects.toMatchObject({ code: 'file.outside-folder' });
});

test('what lies in a store that came with a flow is not read, nor written through', async () => {
  const at = await folder();
  const victim = join(at, 'victim.txt');
  await writeFile(victim, 'mine');
  const flow = engine.open(sketch({ nodes: { data: { type: 'source.sample', params: { name: 'moons' } } } }), {
    folder: at,
  });
  await mkdir(join(at, '.millrace'));
  await symlink(victim, join(at, '.millrace/last-steps.json.part'));
  await symlink(victim, join(at, '.millrace/ledger.ndjson'));
  await writeFile(join(at, '.millrace/last-steps.json'), 'null');
  await mkdir(join(at, 'others'));
  await symlink(join(at, 'others'), join(at, '.millrace/runs'));
  await flow.run().expect('succeeded');
  expect(await readFile(victim, 'utf8')).toBe('mine');
  expect(await readdir(join(at, 'others'))).toEqual([]);
});

test('results that were copied from elsewhere are not taken over, those of this folder are', async () => {
  const [here, there] = [await folder(), await folder()];
  const flow = sketch({ nodes: { data: { type: 'source.sample', params: { name: 'moons' } } } });
  await engine.open(flow, { folder: here }).run().expect('succeeded');
  await cp(join(here, '.millrace'), join(there, '.millrace'), { recursive: true });
  expect((await engine.open(flow, { folder: there }).run().expect('succeeded')).those('finished')).toEqual(['data']);
  const other = await openEngine();
  const again = await other.open(flow, { folder: here }).run().expect('succeeded');
  await other.close();
  expect(again.those('reused')).toEqual(['data']);
});
