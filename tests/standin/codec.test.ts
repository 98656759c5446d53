import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

interface Codec {
  encode(value: unknown): unknown;
  decode(value: unknown): unknown;
}

const { createCodec } = createRequire(import.meta.url)('./codec.cjs') as { createCodec: () => Codec };
const codec = createCodec();
const across = (value: unknown): unknown => codec.decode(JSON.parse(JSON.stringify(codec.encode(value))));

test('what structured cloning copies comes across as it was', () => {
  const values = [
    null,
    true,
    'text with ☃ and "quotes"',
    1.5,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -0,
    12345678901234567890n,
    new Date(86_400_000),
    new Map([['a', new Set([1, undefined])]]),
    new Float64Array([0.1, Number.NaN]),
    new Uint8Array(20_000).fill(7),
    { nested: [{ $: 'not a tag', value: 1 }, undefined] },
  ];
  for (const value of values) expect(across(value)).toEqual(value);
});

test('errors keep their name and message', () => {
  const copy = across(new TypeError('no such thing')) as Error;
  expect([copy instanceof Error, copy.name, copy.message]).toEqual([true, 'TypeError', 'no such thing']);
});

test('functions, symbols, promises and loops are refused as Electron refuses them', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  for (const value of [() => 1, Symbol('s'), Promise.resolve(), loop, { deep: [() => 1] }])
    expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
});

test('the same object twice is not a loop', () => {
  const shared = { a: 1 };
  expect(across([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
});
