import { expect, test } from 'vitest';
import type { TrainingData } from '../../contract/matrix.ts';
import { createRandom } from '../random/random.ts';
import { exactRows, fitDecisionTree, predictDecisionTree } from './decision-tree.ts';

const silent = { progress: () => undefined };

const numbersOf = (columns: readonly (readonly number[])[], y: readonly number[]): TrainingData => ({
  task: 'regression',
  classes: [],
  x: {
    rows: y.length,
    columns: columns.map((_, at) => ({ name: `c${at}`, kind: 'number', levels: [] })),
    data: Float32Array.from(columns.flat()),
  },
  y: Float64Array.from(y),
});

const uniforms = (rows: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => random.next());
};

test('a thousand values have a thousand bins: any of them is told from the next', () => {
  const values = Array.from({ length: 1000 }, (_, row) => row);
  const data = numbersOf(
    [values],
    values.map((value) => (value < 637 ? 1 : 2)),
  );
  const estimator = fitDecisionTree(data, { maxDepth: 1, minLeaf: 1 }, silent);
  expect(new Float32Array((estimator.arrays['words'] as Int32Array).buffer)[1]).toBe(636.5);
  expect(estimator.json).toMatchObject({ leaves: 2 });
});

test('missing values go to their side whatever the width of bins', () => {
  const values = Array.from({ length: 1000 }, (_, row) => (row % 5 === 0 ? Number.NaN : row));
  const data = numbersOf(
    [values],
    values.map((value) => (Number.isNaN(value) || value > 900 ? 3 : 1)),
  );
  const predicted = predictDecisionTree(fitDecisionTree(data, { maxDepth: 2, minLeaf: 1 }, silent), data.x);
  expect([...predicted]).toEqual([...data.y]);
});

test('more rows than that are put into bins, and the tree is nearly as good', () => {
  const [a, b] = [uniforms(exactRows + 1, 1), uniforms(exactRows + 1, 2)];
  const y = a.map((value, row) => (value > 0.3 ? 1 : 0) + ((b[row] ?? 0) > 0.6 ? 4 : 0));
  const data = numbersOf([a, b], y);
  const predicted = predictDecisionTree(fitDecisionTree(data, { maxDepth: 2, minLeaf: 5 }, silent), data.x);
  const off = y.filter((value, row) => Math.abs(value - (predicted[row] ?? 0)) > 0.2).length;
  expect(off / y.length).toBeLessThan(0.01);
});

test('no leaf has fewer rows than asked for, and no branch more questions', () => {
  const data = numbersOf([uniforms(500, 3), uniforms(500, 4)], uniforms(500, 5));
  const { arrays, json } = fitDecisionTree(data, { maxDepth: 4, minLeaf: 20 }, silent);
  const words = arrays['words'] as Int32Array;
  const rows = [...words.keys()].filter((at) => at % 4 === 0 && words[at] === -1).map((at) => words[at + 3] ?? 0);
  expect(Math.min(...rows)).toBeGreaterThanOrEqual(20);
  expect(Number(json['leaves'])).toBeLessThanOrEqual(16);
});
