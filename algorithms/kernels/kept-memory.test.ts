import { expect, test } from 'vitest';
import { giveMemory, takeMemory } from './kept-memory.ts';

const mebibyte = 2 ** 20;

const used = (bytes: number): WebAssembly.Memory => {
  const memory = takeMemory(bytes);
  if (!memory) throw new Error('these tests need WASM with shared memory');
  new Uint8Array(memory.buffer).fill(7);
  return memory;
};

const zeros = (memory: WebAssembly.Memory | undefined, bytes: number): boolean =>
  new Uint8Array(memory?.buffer ?? new ArrayBuffer(0), 0, bytes).every((value) => value === 0);

test('a memory that was given back serves again, emptied and as large as it must be', () => {
  const first = used(2 * mebibyte);
  giveMemory(first);
  const smaller = takeMemory(mebibyte);
  expect(smaller).toBe(first);
  expect(zeros(smaller, mebibyte)).toBe(true);
  giveMemory(first);
  const larger = takeMemory(5 * mebibyte);
  expect(larger).toBe(first);
  expect(zeros(larger, 5 * mebibyte)).toBe(true);
});

test('who asks while it is in use gets another one, and so does who needs but a little', () => {
  const first = used(8 * mebibyte);
  giveMemory(first);
  const second = takeMemory(8 * mebibyte);
  expect(second).toBe(first);
  expect(takeMemory(8 * mebibyte)).not.toBe(first);
  giveMemory(first);
  expect(takeMemory(mebibyte)).not.toBe(first);
});
