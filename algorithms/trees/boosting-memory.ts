import type { BoostingOptions } from './boosting-state.ts';
import { planTraining } from './training-plan.ts';

/** Bytes of a fit beside its matrix: what is planned for three classes, and the trees. */
export const boostingMemory = (
  rows: number,
  columns: number,
  { maxLeaves, rounds }: Pick<BoostingOptions, 'maxLeaves' | 'rounds'>,
): number => {
  const leaves = Math.min(maxLeaves, Math.max(1, rows));
  const size = { trained: rows, held: 0, columns, outputs: 3, maxLeaves: leaves, weighted: true, threads: 1 };
  return planTraining(size).bytes + rounds * leaves * 40;
};
