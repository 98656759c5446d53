import { createRandom } from '../../algorithms/random/random.ts';
import { shuffle } from '../../algorithms/random/shuffle.ts';
import type { Matrix } from '../../contract/matrix.ts';
import type { PreparedFold } from './fold-set.ts';
import { pickLabels, pickRows } from './pick-rows.ts';
import type { Labels } from './training-data.ts';

interface Share {
  readonly x: Matrix;
  readonly labels: Labels;
}

/** Many trials ask for the same few shares of a fold. */
const made = new WeakMap<PreparedFold, Map<string, Share>>();

/**
 * Some of a fold's training rows, in their order: of each class its share, at least one row. The rows are those that come first
 * in a shuffle by the seed, so that a smaller share lies within a larger one.
 */
export const shareOfFold = (fold: PreparedFold, share: number, seed: number): Share => {
  const kept = made.get(fold) ?? new Map<string, Share>();
  made.set(fold, kept);
  const key = `${share} ${seed}`;
  const found = kept.get(key);
  if (found) return found;
  const { plan, training } = fold.rows;
  const rows = chosenRows(training.y, { share, seed, byClass: plan.classes.length > 0 });
  const picked = { x: pickRows(fold.x.training, rows), labels: pickLabels(training, rows) };
  kept.set(key, picked);
  return picked;
};

interface Choice {
  readonly share: number;
  readonly seed: number;
  readonly byClass: boolean;
}

export const chosenRows = (y: Float64Array, { share, seed, byClass }: Choice): readonly number[] => {
  const lists = new Map<number, number[]>();
  for (const [row, value] of y.entries()) {
    const key = byClass ? value : 0;
    const list = lists.get(key);
    if (list) list.push(row);
    else lists.set(key, [row]);
  }
  const chosen: number[] = [];
  for (const key of [...lists.keys()].sort((a, b) => a - b)) {
    const list = lists.get(key) ?? [];
    const order = shuffle(list, createRandom(seed, key + 1));
    chosen.push(...order.slice(0, Math.max(1, Math.round(share * list.length))));
  }
  return chosen.sort((a, b) => a - b);
};
