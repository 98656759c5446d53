import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../contract/run-event.ts';
import { openHost, stateOf, type TestHost } from '../harness/host.ts';
import { sketch, withParams } from '../harness/sketch.ts';

const hosts: TestHost[] = [];
const open = async (): Promise<TestHost> => {
  const host = await openHost();
  hosts.push(host);
  return host;
};
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

const flow = sketch({
  name: 'Churn',
  nodes: {
    data: { type: 'source.sample', params: { name: 'churn', rows: 3000 } },
    split: 'split.train-test',
    fill: 'clean.missing-values',
    forest: { type: 'train.random-forest', params: { trees: 5 } },
    scores: 'evaluate.classification-metrics',
  },
  wires: [
    'data.table > split.table',
    'split.table > fill.table',
    'fill.table > forest.table',
    'forest.predictions > scores.predictions',
  ],
});
/** Long enough to be interrupted, and small enough for the memory of any machine. */
const endless = withParams(withParams(flow, 'forest', { trees: 1500 }), 'data', { rows: 30_000 });

const started =
  (node: string) =>
  (event: RunEvent): boolean =>
    event.event === 'node.started' && event.node === node;
const isEnd = ({ event }: RunEvent): boolean => event === 'run.finished';

test('a window that comes late, or comes again, gets the same picture', async () => {
  const host = await open();
  const window = host.window();
  const { id } = await window.client.call('document.new', {});
  const first = await window.run(id, flow);
  expect(first.status).toBe('succeeded');
  const late = host.window().watch(id);
  await late.until(isEnd);
  expect(stateOf(late.all)).toEqual(first);
  const half = late.all[Math.floor(late.all.length / 2)]?.seq ?? 0;
  const rest = host.window().watch(id, { run: first.run, after: half });
  await rest.until(isEnd);
  expect(rest.all.map(({ seq }) => seq)).toEqual(late.all.map(({ seq }) => seq).filter((seq) => seq > half));
});

test('a file that is opened again shows its latest run', async () => {
  const host = await open();
  const window = host.window();
  const { id } = await window.client.call('document.new', {});
  const saved = await window.client.call('document.save-as', { document: id, flow, path: 'churn' });
  const first = await window.run(id, flow);
  window.close();
  const next = host.window();
  const reopened = await next.client.call('document.open', { path: saved?.path ?? '' });
  const events = next.watch(reopened?.id ?? '');
  await events.until(isEnd);
  expect(stateOf(events.all)).toEqual(first);
});

test('cancelling ends the run as cancelled, and it can be run again', async () => {
  const window = (await open()).window();
  const { id } = await window.client.call('document.new', {});
  const events = window.watch(id);
  const { run } = await window.client.call('run.start', { document: id, flow: endless });
  await events.until(started('forest'));
  await window.client.call('run.cancel', { document: id, run });
  expect(await events.until(isEnd)).toMatchObject({ status: 'cancelled' });
  expect((await window.run(id, withParams(endless, 'forest', { trees: 2 }))).status).toBe('succeeded');
});

test('only the run that is there can be cancelled', async () => {
  const window = (await open()).window();
  const { id } = await window.client.call('document.new', {});
  await expect(window.client.call('run.cancel', { document: id, run: 'none' })).rejects.toMatchObject({
    code: 'run.unknown',
  });
});

test('a run that is started takes the place of the one that was going on', async () => {
  const window = (await open()).window();
  const { id } = await window.client.call('document.new', {});
  const events = window.watch(id);
  await window.client.call('run.start', { document: id, flow: endless });
  await events.until(started('forest'));
  expect((await window.run(id, flow)).status).toBe('succeeded');
});

test('killing the engine costs the run only: it is marked, the engine comes back, and finished steps are reused', async () => {
  const host = await open();
  const window = host.window();
  const { id } = await window.client.call('document.new', {});
  const events = window.watch(id);
  await window.client.call('run.start', { document: id, flow: endless });
  await events.until(started('forest'));
  const told = window.news.all.length;
  host.engines.at(-1)?.kill('SIGKILL');
  expect(await events.until(isEnd)).toMatchObject({
    status: 'crashed',
    hint: 'The engine stopped unexpectedly. Run again: finished steps are reused.',
  });
  const crashed = stateOf(events.all);
  expect(crashed.nodes['fill']?.status).toBe('finished');
  expect(crashed.nodes['forest']?.status).toBe('cancelled');
  for (const state of ['stopped', 'ready'])
    await window.news.until((news) => news.news === 'engine' && news.engine.state === state, told);
  const next = await window.run(id, withParams(endless, 'forest', { trees: 5 }));
  expect(next.status).toBe('succeeded');
  expect(['data', 'split', 'fill', 'forest'].map((node) => next.nodes[node]?.status)).toEqual([
    'reused',
    'reused',
    'reused',
    'finished',
  ]);
  expect(host.engines).toHaveLength(2);
});

test('tables of a run are paged, and summed up for their header', async () => {
  const window = (await open()).window();
  const { id } = await window.client.call('document.new', {});
  const state = await window.run(id, flow);
  const handle = state.nodes['split']?.outputs['table']?.handle ?? '';
  const page = await window.client.call('table.page', { document: id, handle, offset: 100, limit: 5, part: 'test' });
  expect(page.page.map(({ part }) => part)).toEqual(Array.from({ length: 5 }, () => 'test'));
  const summary = await window.client.call('table.summary', { document: id, handle });
  expect(summary.map(({ column }) => column)).toEqual(page.columns.map(({ name }) => name));
});
