import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import { regressionScore } from '../../algorithms/metrics/regression-score.ts';
import { fitRandomForest, predictRandomForest } from '../../algorithms/trees/random-forest.ts';
import type { Matrix } from '../../contract/matrix.ts';
import { goldenDesign, matrixOf } from './designs.ts';
import { silent } from './silent.ts';

const reference = JSON.parse(readFileSync(new URL('random-forest.json', import.meta.url), 'utf8')) as {
  readonly classification: Readonly<Record<string, Readonly<Record<'accuracy' | 'log-loss', readonly number[]>>>>;
  readonly friedman: { readonly r2: readonly number[] };
};

const settings = { trees: 100, maxFeatures: 'auto', minLeaf: 1, maxDepth: null, bootstrap: true } as const;
const seeds = [0, 1, 2, 3, 4];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const selected = (x: Matrix, rows: readonly number[]): Matrix => ({
  ...x,
  rows: rows.length,
  data: Float32Array.from(x.columns.flatMap((_, column) => rows.map((row) => x.data[column * x.rows + row] ?? 0))),
});

/** Accuracy on the folds i mod 5, pooled, as the reference has it. */
const accuracyOf = (name: string, seed: number): number => {
  const { x, codes, classes } = goldenDesign(name);
  const probabilities = new Float64Array(x.rows * classes.length);
  for (let fold = 0; fold < 5; fold++) {
    const held = [...codes.keys()].filter((row) => row % 5 === fold);
    const rest = [...codes.keys()].filter((row) => row % 5 !== fold);
    const y = Float64Array.from(rest, (row) => codes[row] ?? 0);
    const data = { task: 'classification', classes, x: selected(x, rest), y } as const;
    const predicted = predictRandomForest(fitRandomForest(data, settings, { ...silent, seed }), selected(x, held));
    held.forEach((row, at) => {
      probabilities.set(predicted.subarray(at * classes.length, (at + 1) * classes.length), row * classes.length);
    });
  }
  return classificationScore('accuracy', codes, probabilities, classes.length) ?? Number.NaN;
};

/** The lattice of the reference: x[i][j] = frac((i + 1 + seed) · √prime_j). */
const friedman = (rows: number, seed: number): { readonly x: Matrix; readonly y: Float64Array } => {
  const primes = [2, 3, 5, 7, 11, 13, 17, 19];
  const points = Array.from({ length: rows }, (_, row) =>
    primes.map((prime) => Math.fround(((row + 1 + seed) * Math.sqrt(prime)) % 1)),
  );
  const y = Float64Array.from(
    points,
    ([a = 0, b = 0, c = 0, d = 0, e = 0]) => 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e,
  );
  return { x: matrixOf(primes.map(String), points), y };
};

describe('a random forest scores as that of scikit-learn over five seeds', () => {
  for (const [name, expected] of Object.entries(reference.classification))
    test(`accuracy on ${name} within 0.01`, () => {
      const measured = mean(seeds.map((seed) => accuracyOf(name, seed)));
      expect(Math.abs(measured - mean(expected.accuracy))).toBeLessThan(0.01);
    });

  test('r² on the Friedman function within 0.01', () => {
    const { x, y } = friedman(1000, 0);
    const fresh = friedman(500, 5000);
    const measured = seeds.map((seed) => {
      const data = { task: 'regression', classes: [], x, y } as const;
      const estimator = fitRandomForest(data, settings, { ...silent, seed });
      return regressionScore('r2', fresh.y, predictRandomForest(estimator, fresh.x)) ?? Number.NaN;
    });
    expect(Math.abs(mean(measured) - mean(reference.friedman.r2))).toBeLessThan(0.01);
  });
});
