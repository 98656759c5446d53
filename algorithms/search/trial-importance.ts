import { createRandom, type Random } from '../random/random.ts';
import type { Coordinates } from './parzen.ts';

const trees = 16;
const smallestLeaf = 2;

/** A box of the unit cube and the mean of the trials in it. */
interface Leaf {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly value: number;
}

/**
 * How much of what trials score is due to each dimension alone: functional ANOVA on a forest over the trials (Hutter, Hoos and
 * Leyton-Brown 2014), on the ranks of the scores, so that a few hopeless trials don't decide. `points` are in the unit cube.
 * @returns one share 0…1 a dimension; what is left to 1 is due to combinations. Zeros where all trials score alike.
 */
export const trialImportance = (
  points: readonly Coordinates[],
  goodness: readonly number[],
  seed: number,
): readonly number[] => {
  const dimensions = points[0]?.length ?? 0;
  const values = ranks(goodness);
  const sums = new Array<number>(dimensions).fill(0);
  let counted = 0;
  for (let tree = 0; tree < trees; tree++) {
    const leaves = grow(points, values, createRandom(seed, tree));
    const mean = leaves.reduce((sum, leaf) => sum + leaf.value * volume(leaf), 0);
    const total = leaves.reduce((sum, leaf) => sum + (leaf.value - mean) ** 2 * volume(leaf), 0);
    if (!(total > 1e-12)) continue;
    counted++;
    for (let dimension = 0; dimension < dimensions; dimension++)
      sums[dimension] = (sums[dimension] as number) + mainEffect(leaves, dimension, mean) / total;
  }
  return sums.map((sum) => (counted === 0 ? 0 : sum / counted));
};

/** 0…1, equal scores with an equal rank. */
const ranks = (goodness: readonly number[]): readonly number[] => {
  const sorted = [...goodness].sort((a, b) => (a === b ? 0 : a - b));
  const last = Math.max(1, sorted.length - 1);
  return goodness.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 / last);
};

const volume = ({ low, high }: Leaf, without = -1): number =>
  low.reduce((product, from, at) => (at === without ? product : product * ((high[at] as number) - from)), 1);

/** Variance of the mean over all other dimensions. */
const mainEffect = (leaves: readonly Leaf[], dimension: number, mean: number): number => {
  const cuts = [
    ...new Set(leaves.flatMap(({ low, high }) => [low[dimension] as number, high[dimension] as number])),
  ].sort((a, b) => a - b);
  let variance = 0;
  for (const [at, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[at + 1] as number;
    const middle = (from + to) / 2;
    const marginal = leaves.reduce(
      (sum, leaf) =>
        (leaf.low[dimension] as number) < middle && middle < (leaf.high[dimension] as number)
          ? sum + leaf.value * volume(leaf, dimension)
          : sum,
      0,
    );
    variance += (to - from) * (marginal - mean) ** 2;
  }
  return variance;
};

const grow = (points: readonly Coordinates[], values: readonly number[], random: Random): readonly Leaf[] => {
  const rows = points.map(() => random.below(points.length));
  const leaves: Leaf[] = [];
  const dimensions = points[0]?.length ?? 0;
  const divide = (own: readonly number[], low: readonly number[], high: readonly number[]): void => {
    const cut = bestCut(points, values, own);
    if (!cut) {
      leaves.push({ low, high, value: own.reduce((sum, row) => sum + (values[row] as number), 0) / own.length });
      return;
    }
    const { dimension, at } = cut;
    const below = (row: number): boolean => (points[row]?.[dimension] as number) < at;
    divide(own.filter(below), low, high.with(dimension, at));
    divide(
      own.filter((row) => !below(row)),
      low.with(dimension, at),
      high,
    );
  };
  divide(rows, new Array<number>(dimensions).fill(0), new Array<number>(dimensions).fill(1));
  return leaves;
};

interface Cut {
  readonly dimension: number;
  readonly at: number;
}

/** The cut that leaves the least squares; undefined where none leaves enough on both sides or changes anything. */
const bestCut = (
  points: readonly Coordinates[],
  values: readonly number[],
  rows: readonly number[],
): Cut | undefined => {
  const total = rows.reduce((sum, row) => sum + (values[row] as number), 0);
  const base = total ** 2 / rows.length;
  let best: Cut | undefined;
  let most = base + 1e-9;
  for (let dimension = 0; dimension < (points[0]?.length ?? 0); dimension++) {
    const place = (row: number): number => points[row]?.[dimension] as number;
    const sorted = [...rows].sort((a, b) => place(a) - place(b));
    let left = 0;
    for (const [index, row] of sorted.entries()) {
      const count = index;
      const before = sorted[index - 1];
      if (before !== undefined && count >= smallestLeaf && rows.length - count >= smallestLeaf) {
        const gain = left ** 2 / count + (total - left) ** 2 / (rows.length - count);
        if (place(before) < place(row) && gain > most) {
          most = gain;
          best = { dimension, at: (place(before) + place(row)) / 2 };
        }
      }
      left += values[row] as number;
    }
  }
  return best;
};
