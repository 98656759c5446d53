import { exponential } from './plain-gradients.ts';
import type { PlainViews } from './plain-views.ts';
import type { TreeKernels } from './tree-kernels.ts';

export const plainLoss = ({ f32, f64 }: PlainViews): Pick<TreeKernels, 'logLoss'> => ({
  logLoss: (raw, labels, count, sum) => {
    // Even and odd rows apart, as the lanes of the kernel.
    const linear = [0, 0];
    const product = [1, 1];
    for (let at = 0; at < count; at++) {
      const y = f32[labels / 4 + at] as number;
      const off = (f64[raw / 8 + at] as number) * (1 - (y + y));
      const lane = at % 2;
      product[lane] = (product[lane] as number) * (1 + exponential(-Math.abs(off)));
      linear[lane] = (linear[lane] as number) + Math.max(off, 0);
    }
    f64[sum / 8] = (f64[sum / 8] as number) + ((linear[0] as number) + (linear[1] as number));
    return (product[0] as number) * (product[1] as number);
  },
});
