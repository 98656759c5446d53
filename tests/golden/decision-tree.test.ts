import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitDecisionTree, predictDecisionTree } from '../../algorithms/trees/decision-tree.ts';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { friedman } from './lattice.ts';
import { silent } from './silent.ts';

/** Answers to new rows; null where scikit-learn's own answer depends on its seed, as two splits were equally good. */
interface Answers<T> {
  readonly leaves: number;
  readonly values: readonly (T | null)[];
}

const { cases } = JSON.parse(readFileSync(new URL('decision-tree.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly {
    readonly grid: 'fine' | 'coarse';
    readonly maxDepth: number;
    readonly minLeaf: number;
    readonly numbers: Answers<number>;
    readonly classes: Answers<readonly number[]>;
  }[];
};

const train = friedman(3000, 0);
const fresh = friedman(400, 9000);
const rounded = (x: Matrix, steps: number): Matrix => ({
  ...x,
  data: x.data.map((value) => Math.floor(value * steps) / steps),
});
const classesOf = (y: Float64Array): Float64Array =>
  y.map((value, row) => {
    const noisy = value + 4 * ((((row + 1) * Math.sqrt(29)) % 1) - 0.5);
    return noisy < 11 ? 0 : noisy < 17 ? 1 : 2;
  });

/** The largest difference from the answers that do not depend on chance, and how many of those there are. */
const compare = (given: Float64Array, expected: readonly (readonly number[] | null)[], width: number) => {
  let [largest, compared] = [0, 0];
  expected.forEach((row, at) => {
    if (!row) return;
    compared++;
    for (const [code, value] of row.entries())
      largest = Math.max(largest, Math.abs(value - (given[at * width + code] ?? Number.NaN)));
  });
  return { largest, compared };
};

describe("a decision tree predicts as scikit-learn's where no two splits are equally good", () => {
  for (const { grid, maxDepth, minLeaf, numbers, classes } of cases) {
    const x = rounded(train.x, grid === 'coarse' ? 64 : 65_536);
    const about = `${grid} values, depth ${maxDepth}, leaves of ${minLeaf} rows`;
    const predicted = (data: TrainingData): Float64Array =>
      predictDecisionTree(fitDecisionTree(data, { maxDepth, minLeaf }, silent), fresh.x);

    test(`numbers: ${about}`, () => {
      const given = predicted({ task: 'regression', classes: [], x, y: train.y });
      const expected = numbers.values.map((value) => (value === null ? null : [value]));
      const { largest, compared } = compare(given, expected, 1);
      expect(compared).toBeGreaterThan(390);
      expect(largest).toBeLessThan(1e-9);
    });

    test(`classes: ${about}`, () => {
      const data = { task: 'classification', classes: ['low', 'middle', 'high'], x, y: classesOf(train.y) } as const;
      const { largest, compared } = compare(predicted(data), classes.values, 3);
      expect(compared).toBeGreaterThan(330);
      expect(largest).toBeLessThan(1e-8);
    });
  }
});
