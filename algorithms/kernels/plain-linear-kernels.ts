import type { LinearKernels } from './linear-kernels.ts';
import { plainGram } from './plain-gram.ts';
import { decay, growth, logarithm } from './plain-logistic.ts';
import { type PlainViews, viewsOf } from './plain-views.ts';

const centring = ({ f32, f64 }: PlainViews): Pick<LinearKernels, 'centre' | 'columnSums'> => ({
  columnSums: (from, stride, columns, count, sums) => {
    for (let column = 0; column < columns; column++) {
      const source = (from + column * stride) / 4;
      const pairs = count & ~1;
      let even = 0;
      let odd = 0;
      for (let row = 0; row < pairs; row += 2) {
        even += f32[source + row] as number;
        odd += f32[source + row + 1] as number;
      }
      const last = pairs < count ? (f32[source + pairs] as number) : 0;
      f64[sums / 8 + column] = (f64[sums / 8 + column] as number) + (even + odd + last);
    }
  },
  centre: (from, stride, columns, count, means, to, rows) => {
    for (let column = 0; column < columns; column++) {
      const source = (from + column * stride) / 4;
      const target = to / 8 + column * rows;
      const mean = f64[means / 8 + column] as number;
      for (let row = 0; row < count; row++) f64[target + row] = (f32[source + row] as number) - mean;
      f64.fill(0, target + count, target + rows);
    }
  },
});

const scoring = ({ f64 }: PlainViews): Pick<LinearKernels, 'scores'> => ({
  scores: (block, rows, columns, coefficients, to) => {
    const cell = to / 8;
    f64.fill(0, cell, cell + rows);
    for (let column = 0; column < columns; column += 4) {
      const first = block / 8 + column * rows;
      const at = coefficients / 8 + column;
      const a = f64[at] as number;
      const b = f64[at + 1] as number;
      const c = f64[at + 2] as number;
      const d = f64[at + 3] as number;
      for (let row = 0; row < rows; row++) {
        const x = first + row;
        const left = (f64[x] as number) * a + (f64[x + rows] as number) * b;
        const right = (f64[x + 2 * rows] as number) * c + (f64[x + 3 * rows] as number) * d;
        f64[cell + row] = (f64[cell + row] as number) + (left + right);
      }
    }
  },
});

const multiplying = ({ f64 }: PlainViews): Pick<LinearKernels, 'products'> => ({
  products: (block, rows, columns, values, sums) => {
    for (let column = 0; column < columns; column++) {
      const first = block / 8 + column * rows;
      const weights = values / 8;
      let even = 0;
      let odd = 0;
      for (let row = 0; row < rows; row += 2) {
        even += (f64[first + row] as number) * (f64[weights + row] as number);
        odd += (f64[first + row + 1] as number) * (f64[weights + row + 1] as number);
      }
      f64[sums / 8 + column] = (f64[sums / 8 + column] as number) + (even + odd);
    }
  },
});

/** Sums of even and of odd rows, and their products where logarithms are taken at once. */
const logistic = ({ f64 }: PlainViews): Pick<LinearKernels, 'logisticMeans'> => ({
  logisticMeans: (scores, labels, weights, count) => {
    const sums: [number, number] = [0, 0];
    const products: [number, number] = [1, 1];
    for (let row = 0; row < count; row++) {
      const lane = row % 2 === 0 ? 0 : 1;
      const score = f64[scores / 8 + row] as number;
      const label = f64[labels / 8 + row] as number;
      const small = decay(Math.max(-700, -Math.abs(score)));
      f64[scores / 8 + row] = (score >= 0 ? 1 : small) / (1 + small);
      const beside = Math.max(score * (1 - (label + label)), 0);
      if (weights === 0) {
        products[lane] *= 1 + small;
        sums[lane] += beside;
      } else sums[lane] += (growth(small) + beside) * (f64[weights / 8 + row] as number);
    }
    const sum = sums[0] + sums[1];
    return weights === 0 ? sum + (logarithm(products[0]) + logarithm(products[1])) : sum;
  },
});

/** The kernels where there is no WASM with SIMD and shared memory, and what tests hold that edition to. */
export const plainLinearKernels = (buffer: ArrayBufferLike): LinearKernels => {
  const views = viewsOf(buffer);
  return {
    buffer,
    ...centring(views),
    ...scoring(views),
    ...multiplying(views),
    ...plainGram(views),
    ...logistic(views),
  };
};
