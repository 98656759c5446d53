import type { FitContext } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';

/** A fit's context that nobody listens to. */
export const silent: FitContext = {
  seed: 7,
  signal: new AbortController().signal,
  progress: () => undefined,
  metric: () => undefined,
  log: () => undefined,
  finding: () => undefined,
  nativeTensors: async () => undefined,
  tensors: () => Promise.reject(fail('internal.error', { values: { message: 'no tensors here' } })),
};
