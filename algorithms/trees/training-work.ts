import { bin, record } from './binning-work.ts';
import { count, search } from './counting-work.ts';
import { logistic, quantise, softmax, softmaxNorms } from './gradient-work.ts';
import { addValues, gather, mark, part, restore } from './routing-work.ts';

/** All work that threads share, by name. */
export const works = {
  ...{ bin, record, restore },
  ...{ logistic, softmaxNorms, softmax, quantise },
  ...{ count, search, part, gather, mark, addValues },
} as const;
export type WorkName = keyof typeof works;
