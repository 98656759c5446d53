import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

interface End {
  tell(message: unknown): void;
  readonly codec: { encode(value: unknown): unknown; decode(value: unknown): unknown };
  readonly handlers: Record<string, (message: { value: unknown }) => void>;
}
type MakeEnd = (makeCodec: unknown, names: { out: string; in: string }, target: EventTarget) => End;

const require = createRequire(import.meta.url);
const { createEnd, pageScripts } = require('./bridge.cjs') as {
  createEnd: MakeEnd;
  pageScripts: (preload?: string) => { page: string; preload: string };
};
const { createCodec } = require('./codec.cjs') as { createCodec: unknown };

/** Hands a value from the preload's end to the page's end. */
const expose = <T>(value: T): T => {
  const target = new EventTarget();
  const preload = createEnd(createCodec, { out: 'a', in: 'b' }, target);
  const page = createEnd(createCodec, { out: 'b', in: 'a' }, target);
  const received: unknown[] = [];
  page.handlers['give'] = (message) => received.push(page.codec.decode(message.value));
  preload.tell({ kind: 'give', value: preload.codec.encode(value) });
  return received[0] as T;
};

test('a function can be called from the other world, with values both ways', () => {
  const { add } = expose({ add: (a: number, b: number) => a + b });
  expect(add(2, 3)).toBe(5);
});

test('a callback of the page is called by the preload, and may call back', () => {
  const api = expose({ each: (numbers: number[], visit: (n: number) => number) => numbers.map((n) => visit(n)) });
  expect(api.each([1, 2], (n) => n * 10)).toEqual([10, 20]);
});

test('what is handed over is a copy', () => {
  const kept = { list: [1] };
  const api = expose({ take: (given: { list: number[] }) => given.list.push(9) });
  api.take(kept);
  expect(kept).toEqual({ list: [1] });
});

test('a thrown error crosses, and so do promises that keep or break', async () => {
  const api = expose({
    broken: () => {
      throw new RangeError('too far');
    },
    later: async (value: number) => value + 1,
    never: async () => Promise.reject(new Error('refused')),
  });
  expect(() => api.broken()).toThrow('too far');
  expect(await api.later(1)).toBe(2);
  await expect(api.never()).rejects.toThrow('refused');
});

test('the names of the bridge differ from window to window, so a page cannot guess them', () => {
  expect(pageScripts().page).not.toBe(pageScripts().page);
});
