import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitNaiveBayes, predictNaiveBayes } from '../../algorithms/bayes/naive-bayes.ts';
import {
  fitNeighbours,
  type NeighboursOptions,
  predictNeighbours,
} from '../../algorithms/neighbours/k-nearest-neighbours.ts';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { matrixOf } from './designs.ts';
import { silent } from './silent.ts';

const referenceOf = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;

const names = ['a', 'b', 'c', 'd'];
const primes = [2, 3, 5, 7];

/** The lattice of the reference: x[i][j] = frac((i + 1 + seed) · √prime_j). */
const lattice = (rows: number, seed: number): number[][] =>
  Array.from({ length: rows }, (_, row) =>
    primes.map((prime) => Math.fround(((row + 1 + seed) * Math.sqrt(prime)) % 1)),
  );

const train = lattice(240, 0);
const asked = lattice(40, 1000);
const values = Float64Array.from(train, ([a = 0, b = 0, c = 0]) => 3 * a + Math.sin(6 * b) + c ** 2);
const labels = values.map((value) => Number(value > 1.2) + Number(value > 2.4));
const classified = (x: Matrix): TrainingData => ({ task: 'classification', classes: ['0', '1', '2'], x, y: labels });

const near = (found: Float64Array, expected: readonly (number | readonly number[])[], tolerance: number): void => {
  const flat = expected.flat();
  expect(found).toHaveLength(flat.length);
  for (const [at, value] of flat.entries()) expect(Math.abs((found[at] ?? Number.NaN) - value)).toBeLessThan(tolerance);
};

describe('nearest neighbours answer as those of scikit-learn', () => {
  const { cases } = referenceOf<{
    readonly cases: readonly (NeighboursOptions & {
      readonly probabilities: readonly (readonly number[])[];
      readonly values: readonly number[];
    })[];
  }>('neighbours');
  test.each(cases)('k $k, $weights, $metric', ({ probabilities, values: expected, ...options }) => {
    const x = matrixOf(names, train);
    const question = matrixOf(names, asked);
    near(predictNeighbours(fitNeighbours(classified(x), options), question, silent), probabilities, 1e-9);
    const regression: TrainingData = { task: 'regression', classes: [], x, y: values };
    near(predictNeighbours(fitNeighbours(regression, options), question, silent), expected, 1e-9);
  });
});

describe('naive Bayes answers as that of scikit-learn', () => {
  const reference = referenceOf<{
    readonly gaussian: readonly (readonly number[])[];
    readonly categorical: readonly {
      readonly laplace: number;
      readonly probabilities: readonly (readonly number[])[];
    }[];
  }>('naive-bayes');
  const coded = (rows: readonly (readonly number[])[]): Matrix => {
    const matrix = matrixOf(
      names,
      rows.map((row) => row.map((value) => Math.floor(Math.fround(value * 5)))),
    );
    const levels = ['0', '1', '2', '3', '4'];
    return { ...matrix, columns: matrix.columns.map(({ name }) => ({ name, kind: 'category', levels })) };
  };

  test('for numbers', () => {
    const estimator = fitNaiveBayes(classified(matrixOf(names, train)), { laplace: 1 });
    near(predictNaiveBayes(estimator, matrixOf(names, asked)), reference.gaussian, 1e-9);
  });

  test.each(reference.categorical)('for categories with $laplace added', ({ laplace, probabilities }) => {
    const estimator = fitNaiveBayes(classified(coded(train)), { laplace });
    near(predictNaiveBayes(estimator, coded(asked)), probabilities, 1e-9);
  });
});
