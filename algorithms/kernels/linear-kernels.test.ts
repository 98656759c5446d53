import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import type { LinearKernels } from './linear-kernels.ts';
import { linearModule, wasmLinearKernels } from './open-linear-kernels.ts';
import { plainLinearKernels } from './plain-linear-kernels.ts';
import { decay, growth, logarithm } from './plain-logistic.ts';
import { openSharedMemory } from './wasm-tree-kernels.ts';

const kib = 1024;
const rows = 128;
const columns = 12;
const at = {
  floats: 64 * kib,
  means: 80 * kib,
  block: 96 * kib,
  coefficients: 128 * kib,
  values: 132 * kib,
  labels: 136 * kib,
  scores: 140 * kib,
  sums: 144 * kib,
  scratch: 160 * kib,
  gram: 192 * kib,
} as const;
const bytes = 256 * kib;

const fill = (buffer: ArrayBufferLike): void => {
  const random = createRandom(3);
  const drawn = (from: number, count: number, next: () => number): void => {
    new Float64Array(buffer, from, count).forEach((_, index, array) => {
      array[index] = next();
    });
  };
  new Float32Array(buffer, at.floats, columns * 1000).forEach((_, index, array) => {
    array[index] = random.normal() * 3 + 2;
  });
  drawn(at.means, columns, () => random.normal());
  drawn(at.block, columns * rows, () => random.normal());
  drawn(at.coefficients, columns, () => random.normal());
  drawn(at.values, rows, () => random.next());
  drawn(at.labels, rows, () => random.below(2));
  drawn(at.scores, rows, () => random.normal() * 8);
  drawn(at.gram, columns * columns, () => random.normal());
};

/** Runs the same on both editions and compares every byte of the two memories. */
const agree = (work: (kernels: LinearKernels) => number | undefined): void => {
  const module = linearModule();
  const memory = openSharedMemory(bytes);
  if (!module || !memory) throw new Error('these tests need WASM with SIMD and threads');
  const editions = [plainLinearKernels(new ArrayBuffer(bytes)), wasmLinearKernels(module, memory)];
  const [plain, wasm] = editions.map((kernels) => {
    fill(kernels.buffer);
    const answer = work(kernels);
    return { answer, words: new BigUint64Array(kernels.buffer.slice(0)) };
  });
  expect(wasm?.answer).toBe(plain?.answer);
  expect(plain?.words.findIndex((word, index) => word !== wasm?.words[index])).toBe(-1);
};

describe('the linear kernels in WASM do bit by bit what the plain ones do', () => {
  it.each([rows, 77, 2, 1])('with %i centred rows', (count) => {
    agree((kernels) => {
      kernels.columnSums(at.floats, 4000, columns, count, at.sums);
      kernels.centre(at.floats, 4000, columns, count, at.means, at.block, rows);
      return undefined;
    });
  });

  it('with scores, products and Grams', () => {
    agree((kernels) => {
      kernels.scores(at.block, rows, columns, at.coefficients, at.scores);
      kernels.products(at.block, rows, columns, at.values, at.sums);
      kernels.gram(at.block, rows, columns, at.values, at.scratch, at.gram);
      return undefined;
    });
  });

  it.each([
    [rows, 0],
    [rows, at.values],
    [64, at.values],
    [2, 0],
  ])('with the probabilities and the loss of %i rows', (count, weights) => {
    agree((kernels) => kernels.logisticMeans(at.scores, at.labels, weights, count));
  });
});

it('decay, growth and logarithm are right to the last digits', () => {
  for (let x = 0; x < 40; x += 0.0137) {
    expect(Math.abs(decay(-x) / Math.exp(-x) - 1)).toBeLessThan(5e-16);
    const small = Math.exp(-x);
    expect(Math.abs(growth(small) / Math.log1p(small) - 1)).toBeLessThan(1e-15);
  }
  for (let x = 1; x < 2 ** 512; x *= 1.37)
    expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * (1 + Math.log(x)));
  expect(decay(-700)).toBeGreaterThan(0);
  expect(growth(0)).toBe(0);
});
