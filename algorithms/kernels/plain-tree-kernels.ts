import { plainGradients } from './plain-gradients.ts';
import { plainBinning, plainHistograms } from './plain-histogram.ts';
import { plainLoss } from './plain-loss.ts';
import { plainSplits } from './plain-splits.ts';
import { plainStudies } from './plain-study.ts';
import { viewsOf } from './plain-views.ts';
import { plainWalks } from './plain-walk.ts';
import type { TreeKernels } from './tree-kernels.ts';

/** The kernels where there is no WASM with SIMD and shared memory, and what tests hold that edition to. */
export const plainTreeKernels = (buffer: ArrayBufferLike): TreeKernels => {
  const views = viewsOf(buffer);
  return {
    buffer,
    memory: undefined,
    zero: (to, bytes) => void views.u8.fill(0, to, to + bytes),
    copy: (to, from, bytes) => void views.u8.copyWithin(to, from, from + bytes),
    ...plainBinning(views),
    ...plainHistograms(views),
    ...plainSplits(views),
    ...plainGradients(views),
    ...plainLoss(views),
    ...plainStudies(views),
    ...plainWalks(views),
  };
};
