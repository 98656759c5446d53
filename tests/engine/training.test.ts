import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import { type OpenFlow, openEngine, resources, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';

const opened: TestEngine[] = [];
const open = async (flow: Flow): Promise<OpenFlow> => {
  const engine = await openEngine({ workers: 2 });
  opened.push(engine);
  await copyFile(join(resources, 'data/penguins.csv'), join(engine.folder, 'penguins.csv'));
  return engine.open(flow);
};
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

const training = (nodes: Readonly<Record<string, { readonly type: string; readonly params?: JsonObject }>>): Flow =>
  sketch({
    nodes: {
      data: { type: 'source.csv-file', params: { path: 'penguins.csv' } },
      roles: { type: 'clean.columns', params: { roles: { species: 'target' } } },
      split: 'split.train-test',
      ...nodes,
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      ...Object.keys(nodes).map((id) => `split.table > ${id}.table`),
    ],
  });

test('a training is cancelled within a quarter of a second, and the next run goes on from there', async () => {
  const flow = await open(training({ forest: { type: 'train.random-forest', params: { trees: 10_000 } } }));
  const running = await flow.run().started('forest');
  const askedAt = performance.now();
  await running.cancel();
  const run = await running.expect('cancelled');
  expect(performance.now() - askedAt).toBeLessThan(250);
  expect(run.those('cancelled')).toEqual(['forest']);
  expect(run.state.hint).toContain('3 of 4');
  const small = training({ forest: { type: 'train.random-forest', params: { trees: 5 } } });
  const again = await flow.changed(small).run().expect('succeeded');
  expect(again.those('reused')).toEqual(['data', 'roles', 'split']);
});

test('trainings run one after the other, each with all the workers', async () => {
  const flow = await open(
    training({
      a: { type: 'train.random-forest', params: { trees: 60 } },
      b: { type: 'train.random-forest', params: { trees: 61 } },
      c: { type: 'train.logistic-regression' },
    }),
  );
  const run = await flow.run().expect('succeeded');
  const order = run.events.flatMap((event) =>
    (event.event === 'node.started' || event.event === 'node.finished') && ['a', 'b', 'c'].includes(event.node)
      ? [`${event.event} ${event.node}`]
      : [],
  );
  for (let index = 0; index < order.length; index += 2)
    expect(order[index + 1]).toBe(order[index]?.replace('started', 'finished'));
});

test('each fit stands in the ledger with rows, settings and seconds', async () => {
  const flow = await open(
    training({
      forest: { type: 'train.random-forest', params: { trees: 5 } },
      logistic: { type: 'train.logistic-regression' },
    }),
  );
  await flow.run().expect('succeeded');
  const text = await readFile(join(flow.place.store, 'fits.ndjson'), 'utf8');
  const fits = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .sort((a, b) => (String(a['node']) < String(b['node']) ? -1 : 1));
  expect(fits).toMatchObject([
    { node: 'forest', type: 'train.random-forest', purpose: 'fit', task: 'classification', params: { trees: 5 } },
    { node: 'logistic', type: 'train.logistic-regression', purpose: 'fit', task: 'classification' },
  ]);
  for (const fit of fits) {
    expect(fit['rows']).toBe(241);
    expect(Number(fit['seconds'])).toBeGreaterThan(0);
    expect(Number(fit['peakBytes'])).toBeGreaterThan(1e6);
  }
});
