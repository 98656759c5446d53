import { expect, test } from 'vitest';
import type { Matrix, MatrixColumn, TrainingData } from '../../contract/matrix.ts';
import { createRandom } from '../random/random.ts';
import type { BoostingOptions } from './boosting-state.ts';
import { fitGradientBoosting, predictGradientBoosting } from './gradient-boosting.ts';
import { fitRandomForest, predictRandomForest } from './random-forest.ts';

const random = createRandom(4);
const rows = 1500;
const columns: readonly MatrixColumn[] = [
  { name: 'a', kind: 'number', levels: [] },
  { name: 'b', kind: 'number', levels: [] },
  { name: 'c', kind: 'category', levels: Array.from({ length: 12 }, (_, level) => `l${level}`) },
];
const x: Matrix = {
  rows,
  columns,
  data: Float32Array.from({ length: rows * 3 }, (_, at) =>
    random.below(9) === 0 ? Number.NaN : at < 2 * rows ? random.normal() : random.below(12),
  ),
};
const y = Float64Array.from({ length: rows }, (_, row) => {
  const [a = 0, b = 0, c = 0] = [0, 1, 2].map((column) => x.data[column * rows + row]);
  return (a > 0 ? 1 : 0) + (b > 0.5 && c % 3 === 0 ? 1 : 0);
});
const classes: TrainingData = { task: 'classification', classes: ['0', '1', '2'], x, y };
const numbers: TrainingData = { task: 'regression', classes: [], x, y };
const ctx = { seed: 1, signal: new AbortController().signal, progress: () => undefined, metric: () => undefined };

const slice = (from: number, to: number): Matrix => ({
  rows: to - from,
  columns,
  data: Float32Array.from(
    [0, 1, 2].flatMap((column) => [...x.data.subarray(column * rows + from, column * rows + to)]),
  ),
});
/** The same rows, so few at a time that each walks by itself. */
const oneByOne = (predict: (part: Matrix) => Float64Array): readonly number[] =>
  Array.from({ length: rows / 100 }, (_, part) => [...predict(slice(100 * part, 100 * part + 100))]).flat();

test('rows that walk in blocks end where they end alone, to the last bit', () => {
  const forestOptions = { trees: 20, maxFeatures: 'auto', minLeaf: 1, maxDepth: null, bootstrap: true } as const;
  const boostingOptions: BoostingOptions = {
    rounds: 20,
    learningRate: 0.1,
    maxLeaves: 31,
    maxDepth: null,
    minLeaf: 5,
    l2: 0,
    subsample: 1,
    columnSample: 1,
    earlyStop: 30,
    loss: 'squared',
    quantile: 0.5,
  };
  for (const data of [classes, numbers]) {
    const forest = fitRandomForest(data, forestOptions, ctx);
    expect([...predictRandomForest(forest, x)]).toEqual(oneByOne((part) => predictRandomForest(forest, part)));
    const boosting = fitGradientBoosting(data, boostingOptions, ctx);
    expect([...predictGradientBoosting(boosting, x)]).toEqual(
      oneByOne((part) => predictGradientBoosting(boosting, part)),
    );
  }
});
