import type { FoldSet } from '../../contract/context.ts';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Rows held out ÷ rows trained on. Repeated and forward folds hold out more or fewer; the correction takes their mean. */
export const heldShare = ({ training, held }: Pick<FoldSet, 'training' | 'held'>): number =>
  sum(held) / Math.max(1, sum(training));
