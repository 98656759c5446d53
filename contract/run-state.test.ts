import { expect, test } from 'vitest';
import { fail, toFailureData } from './problem.ts';
import type { RunEvent } from './run-event.ts';
import { foldRun, type RunState } from './run-state.ts';

type Unnumbered<E> = E extends RunEvent ? Omit<E, 'seq' | 'at'> : never;

const numbered = (events: readonly Unnumbered<RunEvent>[]): readonly RunEvent[] =>
  events.map((event, seq) => ({ ...event, seq, at: 1000 + seq }) as RunEvent);

const started: Unnumbered<RunEvent> = {
  event: 'run.started',
  run: 'r1',
  name: 'Test',
  nodes: [
    { node: 'a', type: 'source.sample' },
    { node: 'b', type: 'train.baseline' },
    { node: 'c', type: 'evaluate.gate' },
  ],
};

const fold = (events: readonly RunEvent[], from?: RunState): RunState => {
  const state = events.reduce(foldRun, from);
  if (!state) throw new Error('no run.started among the events');
  return state;
};

const after = (...events: readonly Unnumbered<RunEvent>[]): RunState => fold(numbered([started, ...events]));

test('a run starts with every node queued', () => {
  const state = after();
  expect(state.status).toBe('running');
  expect(Object.values(state.nodes).map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
});

test('events before the start of a run make nothing', () => {
  expect(foldRun(undefined, { event: 'node.cancelled', node: 'a', seq: 3, at: 0 })).toBeUndefined();
});

test('a node goes from started over progress to finished, with its outputs and its time', () => {
  const working = after(
    { event: 'node.started', node: 'a', why: { reason: 'param', params: ['rows'] } },
    { event: 'node.progress', node: 'a', fraction: 0.5, text: 'half' },
  );
  expect(working.nodes['a']).toMatchObject({
    status: 'running',
    fraction: 0.5,
    text: 'half',
    why: { reason: 'param', params: ['rows'] },
  });
  const learner = { kind: 'learner', handle: 'h', hash: 'x', type: 't', params: {} } as const;
  const done = after(
    { event: 'node.started', node: 'a', why: { reason: 'never-run' } },
    { event: 'node.finished', node: 'a', outputs: { learner }, ms: 12 },
  );
  expect(done.nodes['a']).toMatchObject({ status: 'finished', fraction: 1, ms: 12, outputs: { learner } });
});

test('points of a curve, lines of the log and findings gather in order', () => {
  const finding = { code: 'data.dropped', severity: 'info', message: 'Dropped.' } as const;
  const node = after(
    { event: 'node.metric', node: 'b', series: 'loss', step: 1, value: 0.9 },
    { event: 'node.metric', node: 'b', series: 'loss', step: 2, value: 0.5 },
    { event: 'node.metric', node: 'b', series: 'accuracy', step: 1, value: 0.7 },
    { event: 'node.log', node: 'b', level: 'warning', text: 'slow' },
    { event: 'node.finding', node: 'b', finding },
  ).nodes['b'];
  expect(node?.curves).toEqual({
    loss: [
      { step: 1, value: 0.9 },
      { step: 2, value: 0.5 },
    ],
    accuracy: [{ step: 1, value: 0.7 }],
  });
  expect(node?.log.map(({ text }) => text)).toEqual(['slow']);
  expect(node?.findings).toEqual([finding]);
});

test('a reused node brings back the findings of the run that made it', () => {
  const finding = { code: 'data.dropped', severity: 'info', message: 'Dropped.' } as const;
  const state = after({ event: 'node.reused', node: 'a', outputs: {}, findings: [finding], ms: 3 });
  expect(state.nodes['a']).toMatchObject({ status: 'reused', findings: [finding], ms: 3 });
});

test('a failure says what failed; what waits for it is skipped and says for whom', () => {
  const failure = toFailureData(fail('data.no-rows'));
  const state = after(
    { event: 'node.failed', node: 'b', failure, ms: 1 },
    { event: 'node.skipped', node: 'c', because: 'b' },
    { event: 'run.finished', status: 'failed', resultHash: null, ms: 5, hint: 'Fix it.' },
  );
  expect(state).toMatchObject({ status: 'failed', hint: 'Fix it.', ms: 5 });
  expect(state.nodes['b']?.failure?.code).toBe('data.no-rows');
  expect(state.nodes['c']).toMatchObject({ status: 'skipped', because: 'b' });
});

test.each(['cancelled', 'crashed'] as const)('nothing looks as if it still ran after a run was %s', (status) => {
  const state = after(
    { event: 'node.finished', node: 'a', outputs: {}, ms: 1 },
    { event: 'node.started', node: 'b', why: { reason: 'never-run' } },
    { event: 'run.finished', status, resultHash: null, ms: 9 },
  );
  expect(Object.values(state.nodes).map((node) => node.status)).toEqual(['finished', 'cancelled', 'cancelled']);
});

test('an event that comes twice counts once, so a window may ask again from anywhere', () => {
  const events = numbered([
    started,
    { event: 'node.metric', node: 'b', series: 'loss', step: 1, value: 1 },
    { event: 'node.log', node: 'b', level: 'info', text: 'once' },
  ]);
  const once = fold(events);
  expect(fold(events.slice(1), once)).toEqual(once);
});

test('cut anywhere and resumed, the fold gives the same picture', () => {
  const events = numbered([
    started,
    { event: 'node.started', node: 'a', why: { reason: 'never-run' } },
    { event: 'node.metric', node: 'a', series: 'loss', step: 1, value: 1 },
    { event: 'node.finished', node: 'a', outputs: {}, ms: 2 },
    { event: 'run.finished', status: 'succeeded', resultHash: 'sha256:1', ms: 3 },
  ]);
  const whole = fold(events);
  for (let cut = 1; cut < events.length; cut++)
    expect(fold(events.slice(Math.max(1, cut - 1)), fold(events.slice(0, cut)))).toEqual(whole);
});

test('a new run leaves nothing of the last one', () => {
  const old = after({ event: 'node.log', node: 'a', level: 'info', text: 'old' });
  const [start] = numbered([started]);
  if (!start) throw new Error('no event');
  expect(foldRun(old, start)?.nodes['a']?.log).toEqual([]);
});

test('an event of a node the run does not have changes no node', () => {
  const state = after({ event: 'node.log', node: 'stranger', level: 'info', text: 'hello' });
  expect(state.nodes).toEqual(after().nodes);
});
