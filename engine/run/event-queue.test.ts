import { expect, test, vi } from 'vitest';
import type { RunEvent } from '../../contract/run-event.ts';
import { EventQueue, type FreshEvent } from './event-queue.ts';

const point = (step: number): FreshEvent => ({
  event: 'node.metric',
  node: 'a',
  series: 'loss',
  step,
  value: 1 / step,
});
const log = (text: string): FreshEvent => ({ event: 'node.log', node: 'a', level: 'info', text });

const opened = () => {
  const written: RunEvent[] = [];
  const sent: (readonly RunEvent[])[] = [];
  const queue = new EventQueue(
    async (events) => void written.push(...events),
    (events) => {
      expect(written).toEqual(expect.arrayContaining([...events]));
      sent.push(events);
    },
  );
  return { queue, sent, written };
};

test('of many points in a moment one series sends the last, and nothing else is left out', async () => {
  const { queue, sent } = opened();
  queue.push(log('first'));
  for (let step = 1; step <= 100; step++) queue.push(point(step));
  queue.push(log('second'));
  await queue.drain();
  expect(sent.flat().map((event) => (event.event === 'node.metric' ? event.step : event.event))).toEqual([
    'node.log',
    100,
    'node.log',
  ]);
});

test('a series sends 20 points a second, the last of them before its node ends', async () => {
  vi.useFakeTimers();
  try {
    const { queue, sent } = opened();
    for (let step = 1; step <= 1000; step++) {
      queue.push(point(step));
      await vi.advanceTimersByTimeAsync(1);
    }
    queue.push({ event: 'node.finished', node: 'a', outputs: {}, ms: 1000 });
    await queue.drain();
    const events = sent.flat();
    const points = events.filter(({ event }) => event === 'node.metric');
    expect(points.length).toBeLessThanOrEqual(22);
    expect(points.length).toBeGreaterThan(10);
    expect(points.at(-1)).toMatchObject({ step: 1000 });
    expect(events.at(-1)?.event).toBe('node.finished');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  } finally {
    vi.useRealTimers();
  }
});

test('a journal that cannot be written keeps no event from the listener', async () => {
  const sent: RunEvent[] = [];
  const queue = new EventQueue(
    () => Promise.reject(new Error('ENOSPC')),
    (events) => void sent.push(...events),
  );
  queue.push(log('first'));
  await queue.drain();
  queue.push(log('second'));
  await queue.drain();
  expect(sent).toHaveLength(2);
});
