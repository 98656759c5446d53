import { createRandom } from '../../../algorithms/random/random.ts';
import { shuffle } from '../../../algorithms/random/shuffle.ts';
import type { Part } from '../../../contract/column.ts';
import { chooseGroups } from './choose-groups.ts';

export interface Shares {
  readonly test: number;
  readonly validation: number;
  readonly k: number;
  readonly seed: number;
}

export interface Dealt {
  readonly part: Part;
  /** Fold of a training group, where there are folds. */
  readonly fold: number | null;
}

/** A part, and a fold if asked for, for each group; `sizes` are their rows. */
export const dealGroups = (sizes: readonly number[], { test, validation, k, seed }: Shares): readonly Dealt[] => {
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const parts = sizes.map((): Part => 'train');
  let left: readonly number[] = shuffle(
    sizes.map((_, index) => index),
    createRandom(seed),
  );
  for (const [part, share] of [['test', test] as const, ['validation', validation] as const]) {
    const from = left;
    const chosen = chooseGroups(
      from.map((index) => sizes[index] ?? 0),
      Math.round(rows * share),
    ).map((place) => from[place] ?? 0);
    for (const index of chosen) parts[index] = part;
    left = from.filter((index) => parts[index] === 'train');
  }
  const folds = foldsOf(left, sizes, k);
  return parts.map((part, index) => ({ part, fold: folds.get(index) ?? null }));
};

/** Largest groups first, each to the fold that has fewest rows. */
const foldsOf = (groups: readonly number[], sizes: readonly number[], k: number): ReadonlyMap<number, number> => {
  const folds = new Map<number, number>();
  if (k === 0) return folds;
  const filled = new Array<number>(k).fill(0);
  for (const index of [...groups].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))) {
    const fold = filled.indexOf(Math.min(...filled));
    folds.set(index, fold);
    filled[fold] = (filled[fold] ?? 0) + (sizes[index] ?? 0);
  }
  return folds;
};
