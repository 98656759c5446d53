import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { sketch, withParams } from '../harness/sketch.ts';
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

const flow = sketch({
  nodes: { numbers: 'source.trial-numbers', add: 'clean.trial-add' },
  wires: ['numbers.table > add.table'],
});

const entries = async (store: string): Promise<readonly string[]> =>
  (await readdir(join(store, 'cache'))).filter((name) => /^[0-9a-f]{40}$/.test(name));

const entryOf = (handle: string): string => handle.slice(0, handle.indexOf('.'));

test('an entry that was damaged is made anew', async () => {
  const engine = await open();
  const { place, ...subject } = engine.open(flow);
  expect(subject.flow).toBe(flow);
  const first = await engine.open(flow).run().expect('succeeded');
  const damaged = join(place.store, 'cache', entryOf(first.output('add', 'table').handle), 'step.json');
  await writeFile(damaged, '{"version": 1, "outp');
  const second = await engine.open(flow).run().expect('succeeded');
  expect(second.those('finished')).toEqual(['add']);
  expect(second.resultHash).toBe(first.resultHash);
});

test('an entry whose table is cut short is made anew', async () => {
  const engine = await open();
  const { place } = engine.open(flow);
  const first = await engine.open(flow).run().expect('succeeded');
  await writeFile(
    join(place.store, 'cache', entryOf(first.output('numbers', 'table').handle), 'table.parquet'),
    'PAR1',
  );
  const second = await engine.open(flow).run().expect('succeeded');
  expect(second.those('finished')).toContain('numbers');
  expect(second.resultHash).toBe(first.resultHash);
});

test('what a killed run left behind is neither used nor kept', async () => {
  const engine = await open();
  const { place } = engine.open(flow);
  const left = join(place.store, 'cache', 'part-4194304-abcdef');
  await mkdir(left, { recursive: true });
  await writeFile(join(left, 'table.parquet'), 'half a fi');
  await engine.open(flow).run().expect('succeeded');
  await expect(stat(left)).rejects.toThrow('ENOENT');
});

test('beyond the size limit the entries that were not used for longest are removed', async () => {
  const engine = await open();
  const roomy = engine.open(flow);
  await roomy.run().expect('succeeded');
  const old = await entries(roomy.place.store);
  const longAgo = new Date('2020-01-01');
  for (const key of old) await utimes(join(roomy.place.store, 'cache', key, 'step.json'), longAgo, longAgo);
  const tight = engine.open(withParams(flow, 'numbers', { rows: 50 }), { cacheBytes: 1 });
  const run = await tight.run().expect('succeeded');
  const left = await entries(tight.place.store);
  expect([...left].sort()).toEqual(['add', 'numbers'].map((node) => entryOf(run.output(node, 'table').handle)).sort());
  const again = await roomy.run().expect('succeeded');
  expect(again.node('numbers').why).toBeDefined();
  expect(again.those('finished')).toEqual(['add', 'numbers']);
});

test('results are the same for one thread and for two', async () => {
  const hashes: (string | null)[] = [];
  for (const threads of [1, 2]) {
    const engine = await openEngine({ nodes: trialNodes, threads });
    opened.push(engine);
    const run = await engine
      .open(withParams(flow, 'numbers', { rows: 300_000 }))
      .run()
      .expect('succeeded');
    hashes.push(run.resultHash);
  }
  expect(hashes[0]).toBe(hashes[1]);
});

test('a result that was removed is said to be gone', async () => {
  const engine = await open();
  const { place } = engine.open(flow);
  const handle = `${'0'.repeat(40)}.table`;
  await expect(engine.client.call('engine.page', { place, handle })).rejects.toMatchObject({ code: 'result.gone' });
  await expect(engine.client.call('engine.page', { place, handle: '../../secret.table' })).rejects.toMatchObject({
    code: 'result.gone',
  });
});

test('what a learner gave bears the title of its node, also where it was fitted under another or by an equal node', async () => {
  const engine = await open();
  const titled = (title: string) =>
    sketch({
      nodes: {
        data: { type: 'source.sample', params: { name: 'moons', rows: 200 } },
        split: 'split.train-test',
        one: { type: 'train.baseline', title },
        other: { type: 'train.baseline', title: 'Other' },
        scores: 'evaluate.classification-metrics',
      },
      wires: [
        'data.table > split.table',
        'split.table > one.table',
        'split.table > other.table',
        'one.predictions > scores.predictions',
        'other.predictions > scores.predictions',
      ],
    });
  const models = (run: FinishedRun) => [...new Set(run.report('scores').metrics.map(({ model }) => model))];
  const first = await engine.open(titled('First')).run().expect('succeeded');
  expect(models(first)).toEqual(['First', 'Other']);
  const second = await engine.open(titled('Second')).run().expect('succeeded');
  expect(second.those('reused')).toEqual(['data', 'one', 'other', 'split']);
  expect(second.output('one', 'model')).toMatchObject({ name: 'Second' });
  expect(models(second)).toEqual(['Second', 'Other']);
});
