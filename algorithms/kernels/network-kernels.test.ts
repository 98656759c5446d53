import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import type { NetworkKernels } from './network-kernels.ts';
import { networksModule, wasmNetworkKernels } from './open-network-kernels.ts';
import { plainNetworkKernels } from './plain-network-kernels.ts';
import { openSharedMemory } from './wasm-tree-kernels.ts';

const kib = 1024;
const bytes = 512 * kib;
const at = { a: kib, b: 64 * kib, c: 128 * kib, d: 192 * kib, e: 256 * kib } as const;

/** Runs the same on both editions, on the same numbers, and compares every byte of the two memories. */
const agree = (work: (kernels: NetworkKernels) => void): void => {
  const module = networksModule();
  const memory = openSharedMemory(bytes);
  if (!module || !memory) throw new Error('these tests need WASM with SIMD and threads');
  const editions = [plainNetworkKernels(new ArrayBuffer(bytes)), wasmNetworkKernels(module, memory)];
  const written = editions.map((kernels) => {
    const random = createRandom(1);
    const floats = new Float32Array(kernels.buffer);
    for (let index = 0; index < floats.length; index++) floats[index] = random.normal();
    work(kernels);
    return new Int32Array(kernels.buffer.slice(0));
  });
  expect(written[0]?.findIndex((word, index) => word !== written[1]?.[index])).toBe(-1);
};

describe('the kernels of networks in WASM do bit by bit what the plain ones do', () => {
  it.each([
    [8, 5, 16],
    [7, 13, 15],
    [4, 9, 1],
    [1, 1, 1],
    [5, 3, 6],
    [3, 0, 4],
  ])('with products of %i × %i by %i, turned and not', (rows, depth, columns) => {
    agree((kernels) => {
      kernels.addProduct(at.a, depth * 4, 4, at.b, columns * 4, at.c, columns * 4, rows, depth, columns);
      kernels.addProduct(at.a, 4, rows * 4, at.b, columns * 4, at.d, columns * 4, rows, depth, columns);
      kernels.transpose(at.b, rows, columns, at.e);
    });
  });

  it('with rows, activations and dropout', () => {
    for (const [rows, columns] of [
      [5, 7],
      [3, 8],
      [1, 1],
    ] as const)
      agree((kernels) => {
        kernels.fillRows(at.a, at.b, rows, columns);
        kernels.addRows(at.c, rows, columns, at.d);
        kernels.relu(at.c, rows * columns);
        kernels.reluGradient(at.c, at.e, rows * columns);
        kernels.dropOut(at.d, 1000, rows * columns, -77, 5_000_000, 1.5);
      });
  });

  it('with steps of Adam', () => {
    for (const count of [1, 4, 1003])
      agree((kernels) => {
        const squares = new Float32Array(kernels.buffer, at.d, count);
        squares.set(squares.map(Math.abs));
        kernels.adam(at.a, at.b, at.c, at.d, count, 1 - 0.9 ** 3, 1 - 0.999 ** 3, 1e-3, 1 - 1e-7);
      });
  });

  it.each([
    [5, 4, 3, 3, 3],
    [4, 7, 8, 2, 2],
    [1, 9, 5, 1, 4],
    [2, 2, 1, 5, 5],
    [6, 6, 4, 2, 3],
  ])('with images of %i × %i × %i and fields of %i × %i', (height, width, channels, fieldHeight, fieldWidth) => {
    agree((kernels) => {
      const image = [height, width, channels, fieldHeight, fieldWidth] as const;
      kernels.gatherPatches(at.a, ...image, at.c);
      kernels.scatterPatches(at.c, ...image, at.b);
      kernels.maxPool(at.a, ...image, at.d);
      kernels.maxPoolGradient(at.a, ...image, at.d, at.d + 16 * kib, at.e);
    });
  });

  it('where numbers have run out of range', () => {
    agree((kernels) => {
      new Float32Array(kernels.buffer, at.c, 8).set([Number.NaN, Number.POSITIVE_INFINITY, -1, 0, Number.NaN]);
      kernels.relu(at.c, 8);
      expect(new Float32Array(kernels.buffer, at.c, 3)[0]).toBeNaN();
    });
  });
});

describe('dropout', () => {
  it('leaves out the share it was told, others for another salt', () => {
    const kernels = plainNetworkKernels(new ArrayBuffer(80_000));
    const dropped = (salt: number): Float32Array => {
      const values = new Float32Array(kernels.buffer, 0, 20_000).fill(1);
      kernels.dropOut(0, 0, 20_000, salt, 0.3 * 2 ** 24, 1 / 0.7);
      return values.slice();
    };
    const share = (values: Float32Array): number => values.filter((value) => value === 0).length / values.length;
    expect(share(dropped(1))).toBeCloseTo(0.3, 1);
    expect(Math.max(...dropped(1))).toBeCloseTo(1 / 0.7, 6);
    const others = dropped(2);
    expect(share(dropped(1).map((value, index) => value + (others[index] ?? 0)))).toBeCloseTo(0.09, 1);
  });
});
