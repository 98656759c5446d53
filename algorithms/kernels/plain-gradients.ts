import type { PlainViews } from './plain-views.ts';
import type { TreeKernels } from './tree-kernels.ts';

const bits = new DataView(new ArrayBuffer(8));

/** 2^n for −1022 ≤ n ≤ 1023. */
const power = (n: number): number => {
  bits.setInt32(0, (n + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
};

const roundingShift = 6755399441055744;

/**
 * exp(x) to about 1e-8, clamped to ±700: reduced by Cody and Waite's two-part ln 2, then a Taylor polynomial of degree 7.
 * `Math.exp` may differ between engines, and has no twin in WASM.
 */
export const exponential = (value: number): number => {
  const x = Math.min(700, Math.max(-700, value));
  const n = x * Math.LOG2E + roundingShift - roundingShift;
  const r = x - n * 0.6931471803691238 - n * 1.9082149292705877e-10;
  const series =
    1 +
    r *
      (1 +
        r *
          (0.5 +
            r *
              (0.16666666666666666 +
                r *
                  (0.041666666666666664 +
                    r * (0.008333333333333333 + r * (0.001388888888888889 + r * 0.0001984126984126984))))));
  return series * power(n);
};

/** Bits of chance for a row: xor-shift-multiply of its number and the salt. */
export const mixRow = (row: number, salt: number): number => {
  let mixed = Math.imul(row, 0x9e3779b1) ^ salt;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  return mixed ^ (mixed >>> 15);
};

type Gradients = Pick<
  TreeKernels,
  'addLeafValues' | 'logisticGradients' | 'softmaxNorms' | 'softmaxGradients' | 'quantise'
>;

interface Sink {
  readonly weights: number;
  readonly gradients: number;
  readonly hessians: number;
  readonly largest: number;
}

/** Stores the gradients of one row after another and keeps the largest. */
const storing = ({ f32, f64 }: PlainViews, { weights, gradients, hessians, largest }: Sink) => {
  let top = f64[largest / 8] as number;
  let topHessian = f64[largest / 8 + 1] as number;
  return {
    store: (at: number, gradient: number, hessian: number): void => {
      const weight = weights === 0 ? 1 : (f32[weights / 4 + at] as number);
      f32[gradients / 4 + at] = gradient * weight;
      f32[hessians / 4 + at] = hessian * weight;
      top = Math.max(top, Math.abs(f32[gradients / 4 + at] as number));
      topHessian = Math.max(topHessian, f32[hessians / 4 + at] as number);
    },
    end: (): void => {
      f64[largest / 8] = top;
      f64[largest / 8 + 1] = topHessian;
    },
  };
};

const probabilities = (
  views: PlainViews,
): Pick<Gradients, 'logisticGradients' | 'softmaxNorms' | 'softmaxGradients'> => {
  const { f32, f64 } = views;
  return {
    logisticGradients: (raw, labels, weights, count, gradients, hessians, largest) => {
      const { store, end } = storing(views, { weights, gradients, hessians, largest });
      for (let at = 0; at < count; at++) {
        const p = 1 / (1 + exponential(-(f64[raw / 8 + at] as number)));
        store(at, p - (f32[labels / 4 + at] as number), p * (1 - p));
      }
      end();
    },
    softmaxNorms: (raw, stride, classes, count, tops, inverses) => {
      for (let at = 0; at < count; at++) {
        let top = Number.NEGATIVE_INFINITY;
        for (let code = 0; code < classes; code++) top = Math.max(top, f64[(raw + code * stride) / 8 + at] as number);
        let sum = 0;
        for (let code = 0; code < classes; code++)
          sum += exponential((f64[(raw + code * stride) / 8 + at] as number) - top);
        f64[tops / 8 + at] = top;
        f64[inverses / 8 + at] = 1 / sum;
      }
    },
    softmaxGradients: (raw, tops, inverses, labels, code, weights, count, gradients, hessians, largest) => {
      const { store, end } = storing(views, { weights, gradients, hessians, largest });
      for (let at = 0; at < count; at++) {
        const share = exponential((f64[raw / 8 + at] as number) - (f64[tops / 8 + at] as number));
        const p = share * (f64[inverses / 8 + at] as number);
        store(at, (f32[labels / 4 + at] as number) === code ? p - 1 : p, p * (1 - p));
      }
      end();
    },
  };
};

export const plainGradients = (views: PlainViews): Gradients => {
  const { u16, i32, f32, f64 } = views;
  return {
    ...probabilities(views),
    addLeafValues: (raw, leaves, values, count) => {
      for (let at = 0; at < count; at++)
        f64[raw / 8 + at] =
          (f64[raw / 8 + at] as number) + (f64[values / 8 + (u16[leaves / 2 + at] as number)] as number);
    },
    quantise: (gradients, hessians, firstRow, count, salt, gradientFactor, hessianFactor, levels, to, stride) => {
      for (let at = 0; at < count; at++) {
        const mixed = mixRow(firstRow + at, salt);
        const g = Math.floor((f32[gradients / 4 + at] as number) * gradientFactor + (mixed & 0xffff) / 65536);
        const h = Math.floor((f32[hessians / 4 + at] as number) * hessianFactor + (mixed >>> 16) / 65536);
        const gradient = Math.min(levels, Math.max(-levels, g));
        i32[(to + at * stride) / 4] = (gradient << 16) | Math.min(2 * levels + 1, h);
      }
    },
  };
};
