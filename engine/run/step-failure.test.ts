import { expect, test } from 'vitest';
import { fail } from '../../contract/problem.ts';
import { stepFailure } from './step-failure.ts';

test('memory that is short is told with its limit', () => {
  const text =
    'Out of Memory Error: could not allocate block of size 256.0 KiB (476.8 MiB/476.8 MiB used)\nPossible solutions: …';
  expect(stepFailure('a', new Error(text))).toMatchObject({
    code: 'resource.memory',
    message: 'The step needs about 476.8 MiB and more, but 476.8 MiB are free for it.',
    where: { node: 'a' },
  });
});

test('a full disk is told as such', () => {
  expect(stepFailure('a', new Error('IO Error: Could not write file: No space left on device')).code).toBe(
    'file.not-written',
  );
});

test('a failure with a code stays what it is, and everything else is a fault with its stack', () => {
  expect(stepFailure('a', fail('data.no-rows'))).toMatchObject({ code: 'data.no-rows', where: { node: 'a' } });
  expect(stepFailure('a', new Error('oops'))).toMatchObject({
    code: 'internal.error',
    stack: expect.stringContaining('oops'),
  });
});
