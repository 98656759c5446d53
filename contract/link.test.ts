import { expect, test } from 'vitest';
import { z } from 'zod';
import { connect, type Handlers, type Link, memoryLink, request, serve, stream } from './link.ts';
import { Failure, fail } from './problem.ts';

const api = {
  double: request<number>()(z.object({ value: z.number() })),
  fails: request<null>()(z.object({ how: z.enum(['coded', 'plain']) })),
  waits: request<null>()(z.object({})),
  counts: stream<number>()(z.object({ to: z.int() })),
  listens: stream<string>()(z.object({})),
} as const;

interface Seen {
  aborted: string[];
}

const open = (): { near: Link; far: Link; seen: Seen; stop: () => void } => {
  const [near, far] = memoryLink();
  const seen: Seen = { aborted: [] };
  const untilAborted = (name: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        seen.aborted.push(name);
        resolve();
      });
    });
  const handlers: Handlers<typeof api> = {
    double: ({ value }) => value * 2,
    fails: ({ how }) => {
      if (how === 'coded') throw fail('file.missing', { node: 'source', values: { path: 'a.csv' } });
      throw new TypeError('x is undefined');
    },
    waits: async (_, signal) => {
      await untilAborted('waits', signal);
      return null;
    },
    counts: ({ to }, emit) => {
      for (let at = 1; at <= to; at++) emit(at);
    },
    listens: async (_, emit, signal) => {
      emit('here');
      await untilAborted('listens', signal);
    },
  };
  return { near, far, seen, stop: serve(far, api, handlers) };
};

const failureOf = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (thrown: unknown) => (thrown instanceof Failure ? thrown : Promise.reject(thrown)),
  );

test('a call is answered', async () => {
  const client = connect(open().near, api);
  expect(await client.call('double', { value: 21 })).toBe(42);
});

test('answers find their calls, whatever the order', async () => {
  const client = connect(open().near, api);
  const values = Array.from({ length: 50 }, (_, index) => index);
  expect(await Promise.all(values.map((value) => client.call('double', { value })))).toEqual(
    values.map((value) => value * 2),
  );
});

test('a stream gives its values in order and then ends', async () => {
  const client = connect(open().near, api);
  const values: number[] = [];
  await client.stream('counts', { to: 4 }, (value) => values.push(value));
  expect(values).toEqual([1, 2, 3, 4]);
});

test('a failure crosses as code, message, place and hint, without a stack', async () => {
  const failure = await failureOf(connect(open().near, api).call('fails', { how: 'coded' }));
  expect(failure.code).toBe('file.missing');
  expect(failure.message).toContain('a.csv');
  expect(failure.hint).not.toBe('');
  expect(failure.where).toEqual({ node: 'source' });
});

test('an error nobody foresaw crosses as internal.error with what was thrown', async () => {
  const failure = await failureOf(connect(open().near, api).call('fails', { how: 'plain' }));
  expect(failure.code).toBe('internal.error');
  expect(failure.message).toContain('x is undefined');
});

test.each(['no such method', 'constructor', '__proto__', 'toString'])(
  'there is no request “%s”, and it says so',
  async (method) => {
    const { near } = open();
    const answer = new Promise((resolve) => near.onMessage(resolve));
    near.post({ type: 'call', id: 1, method, params: {} });
    expect(await answer).toMatchObject({ type: 'failed', id: 1, failure: { code: 'request.unknown' } });
  },
);

test('params that do not fit the schema are refused before the handler sees them', async () => {
  const { near } = open();
  const answer = new Promise((resolve) => near.onMessage(resolve));
  near.post({ type: 'call', id: 1, method: 'double', params: { value: 'six' } });
  expect(await answer).toMatchObject({ type: 'failed', failure: { code: 'request.invalid' } });
});

test('messages that are no calls are dropped, and the link goes on working', async () => {
  const { near } = open();
  const client = connect(near, api);
  for (const message of [null, 7, 'call', [], {}, { type: 'call' }, { type: 'call', id: 'x', method: 'double' }])
    near.post(message);
  near.post({ type: 'cancel', id: 999 });
  expect(await client.call('double', { value: 1 })).toBe(2);
});

test('answers to calls that nobody made are dropped', async () => {
  const { near, far } = open();
  const client = connect(near, api);
  far.post({ type: 'result', id: 4711, value: 'surprise' });
  far.post({ type: 'value', id: 4711, value: 'surprise' });
  expect(await client.call('double', { value: 2 })).toBe(4);
});

test('cancelling a call fails it here and aborts it there', async () => {
  const { near, seen } = open();
  const client = connect(near, api);
  const abort = new AbortController();
  const failure = failureOf(client.call('waits', {}, abort.signal));
  await client.call('double', { value: 0 });
  abort.abort();
  expect((await failure).code).toBe('request.cancelled');
  await client.call('double', { value: 0 });
  expect(seen.aborted).toEqual(['waits']);
});

test('leaving a stream ends it without a failure and tells the other end', async () => {
  const { near, seen } = open();
  const client = connect(near, api);
  const abort = new AbortController();
  await client.stream('listens', {}, () => abort.abort(), abort.signal);
  await client.call('double', { value: 0 });
  expect(seen.aborted).toEqual(['listens']);
});

test('closing the client fails what is still open', async () => {
  const client = connect(open().near, api);
  const failure = failureOf(client.call('waits', {}));
  client.close(fail('internal.engine-stopped'));
  expect((await failure).code).toBe('internal.engine-stopped');
});

test('an end that stops serving aborts what it was doing and answers no more', async () => {
  const { near, seen, stop } = open();
  const client = connect(near, api);
  const answers: string[] = [];
  client.call('waits', {}).then(
    () => answers.push('result'),
    () => answers.push('failure'),
  );
  await client.call('double', { value: 0 });
  stop();
  expect(seen.aborted).toEqual(['waits']);
  expect(answers).toEqual([]);
});
