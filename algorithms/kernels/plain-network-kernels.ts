import type { NetworkKernels } from './network-kernels.ts';
import { plainImageKernels } from './plain-image-kernels.ts';
import { type PlainViews, viewsOf } from './plain-views.ts';

const { fround } = Math;

/** The kernels where there is no WASM with SIMD and shared memory, and what tests hold that edition to. */
export const plainNetworkKernels = (buffer: ArrayBufferLike): NetworkKernels => {
  const views = viewsOf(buffer);
  return { buffer, ...products(views), ...layers(views), ...plainImageKernels(views), ...adam(views) };
};

type Kernels<K extends keyof NetworkKernels> = Pick<NetworkKernels, K>;

const products = ({ f32 }: PlainViews): Kernels<'addProduct' | 'transpose'> => ({
  addProduct: (a, rowStep, depthStep, b, bStep, to, toStep, rows, depth, columns) => {
    for (let row = 0; row < rows; row++)
      for (let d = 0; d < depth; d++) {
        const value = f32[(a + row * rowStep + d * depthStep) >> 2] as number;
        const from = (b + d * bStep) >> 2;
        const into = (to + row * toStep) >> 2;
        for (let column = 0; column < columns; column++)
          f32[into + column] = (f32[into + column] as number) + fround(value * (f32[from + column] as number));
      }
  },
  transpose: (from, rows, columns, to) => {
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        f32[(to >> 2) + column * rows + row] = f32[(from >> 2) + row * columns + column] as number;
  },
});

const layers = ({ u8, f32 }: PlainViews): Kernels<'fillRows' | 'addRows' | 'relu' | 'reluGradient' | 'dropOut'> => ({
  fillRows: (row, to, rows, columns) => {
    for (let at = 0; at < rows; at++) u8.copyWithin(to + at * columns * 4, row, row + columns * 4);
  },
  addRows: (from, rows, columns, to) => {
    for (let at = 0; at < rows * columns; at++) {
      const into = (to >> 2) + (at % columns);
      f32[into] = (f32[into] as number) + (f32[(from >> 2) + at] as number);
    }
  },
  relu: (values, count) => {
    for (let at = values >> 2; at < (values >> 2) + count; at++) if ((f32[at] as number) < 0) f32[at] = 0;
  },
  reluGradient: (values, deltas, count) => {
    for (let at = 0; at < count; at++) if (!((f32[(values >> 2) + at] as number) > 0)) f32[(deltas >> 2) + at] = 0;
  },
  dropOut: (values, first, count, salt, limit, scale) => {
    for (let at = 0; at < count; at++) {
      const into = (values >> 2) + at;
      f32[into] = isDropped(first + at, salt, limit) ? 0 : (f32[into] as number) * fround(scale);
    }
  },
});

/** Whether dropout hits value number `at`; 24 bits of a hash of it and of `salt` against `limit`. */
export const isDropped = (at: number, salt: number, limit: number): boolean => {
  let mixed = Math.imul(at, 0x9e3779b1) ^ salt;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  mixed ^= mixed >>> 15;
  return mixed >>> 8 < limit;
};

const [b1, own1, b2, own2, epsilon] = [0.9, 0.1, 0.999, 0.001, 1e-7].map(fround) as [
  number,
  number,
  number,
  number,
  number,
];

const adam = ({ f32 }: PlainViews): Kernels<'adam'> => ({
  adam: (weights, gradients, means, squares, count, meanFactor, squareFactor, rate, keep) => {
    const meanBy = fround(meanFactor);
    const squareBy = fround(squareFactor);
    for (let at = 0; at < count; at++) {
      const gradient = f32[(gradients >> 2) + at] as number;
      const mean = fround(fround((f32[(means >> 2) + at] as number) * b1) + fround(gradient * own1));
      const square = fround(
        fround((f32[(squares >> 2) + at] as number) * b2) + fround(fround(gradient * gradient) * own2),
      );
      f32[(means >> 2) + at] = mean;
      f32[(squares >> 2) + at] = square;
      const root = fround(Math.sqrt(fround(square / squareBy)));
      const step = fround(fround(mean / meanBy) / fround(root + epsilon));
      const weight = (weights >> 2) + at;
      f32[weight] = fround((f32[weight] as number) * fround(keep)) - fround(step * fround(rate));
    }
  },
});
