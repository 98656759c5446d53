import { expect, test } from 'vitest';
import type { Finding } from '../../../contract/report.ts';
import { backOff } from './back-off.ts';
import { capture } from './capture.ts';
import type { Listen, Listening } from './listen.ts';
import node from './node.ts';
import { Records } from './records.ts';
import type { Timing } from './timing.ts';

/** A clock that stands still until somebody waits; `seconds` never pass by themselves. */
const testTiming = () => {
  const waits: number[] = [];
  let now = Date.UTC(2024, 0, 1);
  const timing: Timing = {
    now: () => now,
    wait: (ms, signal) => {
      if (ms >= 60_000) return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
  return { timing, waits };
};

interface Tried {
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
  readonly waits: readonly number[];
  readonly told: readonly string[];
}

const tryOut = async (attempts: readonly ((listening: Listening) => void)[], rows = 3): Promise<Tried> => {
  const { timing, waits } = testTiming();
  const lines: string[] = [];
  const findings: Finding[] = [];
  const told: string[] = [];
  let attempt = 0;
  const listen: Listen = async (listening) => attempts[Math.min(attempt++, attempts.length - 1)]?.(listening);
  const window = {
    url: new URL('ws://example.org'),
    topic: '',
    greeting: '',
    credentials: undefined,
    withTopic: false,
  };
  const ctx = {
    signal: new AbortController().signal,
    progress: (_: number | undefined, text = '') => void told.push(text),
    metric: () => undefined,
    log: () => undefined,
    finding: (finding: Finding) => void findings.push(finding),
  };
  await capture(
    { ...window, rows, seconds: 60 },
    { listen, timing, backOff: (count) => 100 * 2 ** count, keep: (line) => void lines.push(line), ctx },
  );
  return { lines, findings, waits, told };
};

const breaks = (): never => {
  throw new Error('the connection broke');
};

test('each record has its time of arrival before it, and stands as it was sent', async () => {
  const { lines, told } = await tryOut([
    ({ opened, message }) => {
      opened();
      message('{"id": 12345678901234567890,\n "t": 1.50}');
      message('[{"t": 2}, {"t": 3}, {"t": 4}]');
    },
  ]);
  expect(lines).toEqual([
    '{"arrived":"2024-01-01T00:00:00.000Z","id": 12345678901234567890,  "t": 1.50}',
    '{"arrived":"2024-01-01T00:00:00.000Z","t":2}',
    '{"arrived":"2024-01-01T00:00:00.000Z","t":3}',
  ]);
  expect(told.at(-1)).toBe('3 of 3 rows');
});

test('a connection that breaks is made again, after longer and longer times, and that is said', async () => {
  const { lines, findings, waits } = await tryOut(
    [
      ({ opened, message }) => {
        opened();
        message('{"t": 1}');
        breaks();
      },
      breaks,
      breaks,
      ({ opened, message }) => {
        opened();
        message('{"t": 2}');
      },
    ],
    5,
  );
  expect(lines.length).toBe(2);
  expect(waits).toEqual([100, 200, 400]);
  expect(findings).toMatchObject([{ code: 'network.broken', value: 1 }]);
});

test('a sender that lets us in only to hang up waits longer each time', async () => {
  const hangsUp = ({ opened }: Listening): void => {
    opened();
    breaks();
  };
  const { waits, findings } = await tryOut([hangsUp, hangsUp, hangsUp, ({ message }) => message('{"t": 1}')], 1);
  expect(waits).toEqual([100, 200, 400]);
  expect(findings).toMatchObject([{ code: 'network.broken', value: 3 }]);
});

test('what was never reached is given up after four attempts', async () => {
  await expect(tryOut([breaks])).rejects.toMatchObject({ code: 'network.failed' });
});

test('messages that are no objects are counted and listed', async () => {
  const { findings } = await tryOut([
    ({ message }) => {
      for (const text of ['hello', '5', '[1]', '{"a":', '']) message(text);
      message('{"a":1}');
    },
  ]);
  expect(findings).toMatchObject([
    { code: 'data.bad-records', rows: 5, examples: ['hello', '5', '[1]', '{"a":', '(empty or too long)'] },
  ]);
});

test('a window without a record is a failure that says which', async () => {
  await expect(tryOut([() => undefined])).rejects.toMatchObject({ code: 'network.silent' });
  await expect(tryOut([({ message }) => message('no')])).rejects.toMatchObject({ code: 'data.bad-records' });
});

test('a field called as the arrival is told apart', () => {
  const records = new Records(true);
  expect(records.lines('{"arrived": "never", "a": {"topic": 1}}', 0, 'x/y')).toEqual([
    '{"arrived":"1970-01-01T00:00:00.000Z","topic":"x/y","arrived_sent":"never","a":{"topic":1}}',
  ]);
  expect(records.renamed).toBe(1);
});

test('a message that is nested too deep to be written is refused, not fatal', () => {
  const records = new Records(false);
  const deep = `{"arrived": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(records.lines(deep, 0)).toEqual([]);
  expect(records.bad.count).toBe(1);
});

test('the same seed waits the same times, which double up to a limit', () => {
  const times = Array.from({ length: 8 }, (_, attempt) => attempt).map(backOff(7));
  expect(times).toEqual(Array.from({ length: 8 }, (_, attempt) => attempt).map(backOff(7)));
  expect(times).not.toEqual(Array.from({ length: 8 }, (_, attempt) => attempt).map(backOff(8)));
  for (const [attempt, ms] of times.entries()) {
    const most = Math.min(15_000, 500 * 2 ** attempt);
    expect(ms).toBeGreaterThanOrEqual(most / 2);
    expect(ms).toBeLessThanOrEqual(most);
  }
});

test.each([
  [{ protocol: 'mqtt', address: '' }, 'param.required'],
  [{ protocol: 'mqtt', address: 'http://example.org' }, 'param.invalid'],
  [{ protocol: 'websocket', address: 'wss://me:hush@example.org' }, 'param.invalid'],
  [{ protocol: 'mqtt', address: 'mqtt://example.org', topic: '' }, 'param.required'],
])('%o is refused with %s and asks nobody', (params, code) => {
  if (node.role !== 'source') throw new Error('not a source');
  const settings = node.params.parse(params) as never;
  expect(node.shape(settings, undefined).problems).toMatchObject([{ code }]);
  expect(node.collect?.request(settings)).toBeUndefined();
});
