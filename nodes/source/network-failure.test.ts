import { expect, test } from 'vitest';
import { networkFailure } from './network-failure.ts';

test.each([
  [{ code: 'ECONNREFUSED' }, 'network.failed', 'nothing answers there'],
  [new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }), 'network.failed', 'no host of that name'],
  [new AggregateError([{ code: 'ECONNREFUSED' }]), 'network.failed', 'nothing answers there'],
  [new Error('Something else.'), 'network.failed', 'Something else.'],
  [{ code: 'ENOSPC' }, 'file.not-written', 'the disk is full'],
])('%o is said in words', (thrown, code, text) => {
  expect(networkFailure('example.org', thrown)).toMatchObject({ code, message: expect.stringContaining(text) });
});
