import { createRandom } from '../../algorithms/random/random.ts';
import { shuffle } from '../../algorithms/random/shuffle.ts';

/** Rows in the order of their ids, with what they must be dealt by. */
export interface Dealt {
  readonly rows: number;
  /** Class of each row, so that every fold gets its share of each. */
  readonly strata?: readonly (string | null)[];
  /** Group of each row; a group is never torn apart. A row without one stands alone. */
  readonly groups?: readonly (string | null)[];
}

/** A fold 0…k−1 for each row, the same for the same seed. */
export const drawFolds = ({ rows, strata, groups }: Dealt, k: number, seed: number): Float64Array =>
  groups ? foldsOfGroups(groups, k, seed) : foldsOfRows(rows, strata, k, seed);

const rowsBy = (keys: readonly unknown[]): readonly number[][] => {
  const lists = new Map<unknown, number[]>();
  for (const [row, key] of keys.entries()) {
    const list = lists.get(key);
    if (list) list.push(row);
    else lists.set(key, [row]);
  }
  return [...lists.values()];
};

/** Dealt round and round, each class shuffled after the other: folds differ by one row at most, in all and per class. */
const foldsOfRows = (rows: number, strata: Dealt['strata'], k: number, seed: number): Float64Array => {
  const folds = new Float64Array(rows);
  const random = createRandom(seed);
  let next = 0;
  for (const list of rowsBy(strata ?? Array.from({ length: rows }, () => null)))
    for (const row of shuffle(list, random)) folds[row] = next++ % k;
  return folds;
};

/** Largest groups first, each to the fold that has fewest rows. */
const foldsOfGroups = (groups: readonly (string | null)[], k: number, seed: number): Float64Array => {
  const lists = rowsBy(groups.map((group, row) => group ?? row));
  const order = shuffle(
    lists.map((_, index) => index),
    createRandom(seed),
  );
  order.sort((a, b) => (lists[b]?.length ?? 0) - (lists[a]?.length ?? 0));
  const folds = new Float64Array(groups.length);
  const sizes = new Array<number>(k).fill(0);
  for (const index of order) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const row of lists[index] ?? []) {
      folds[row] = fold;
      sizes[fold] = (sizes[fold] ?? 0) + 1;
    }
  }
  return folds;
};
