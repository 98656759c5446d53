import { describe, expect, it } from 'vitest';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { createRandom } from '../random/random.ts';
import { fitNeighbours, type NeighboursOptions, predictNeighbours } from './k-nearest-neighbours.ts';
import { buildKdTree } from './kd-tree.ts';
import { nearestByProducts } from './nearest-by-products.ts';
import { NearestInTree } from './nearest-in-tree.ts';

const silent = { signal: new AbortController().signal };

const matrix = (columns: readonly (readonly number[])[]): Matrix => ({
  rows: columns[0]?.length ?? 0,
  columns: columns.map((_, at) => ({ name: `x${at}`, kind: 'number', levels: [] })),
  data: Float32Array.from(columns.flat()),
});

const cloud = (rows: number, dimensions: number, steps?: number): Float32Array => {
  const random = createRandom(rows + dimensions);
  return Float32Array.from({ length: rows * dimensions }, () => (steps ? random.below(steps) : random.normal()));
};

const byHand = (points: Float32Array, dimensions: number, at: Float32Array, k: number): readonly number[] =>
  Array.from({ length: points.length / dimensions }, (_, row) => {
    let distance = 0;
    for (let side = 0; side < dimensions; side++)
      distance += ((points[row * dimensions + side] as number) - (at[side] as number)) ** 2;
    return { row, distance };
  })
    .sort((a, b) => a.distance - b.distance || a.row - b.row)
    .slice(0, k)
    .map(({ row }) => row)
    .sort((a, b) => a - b);

describe('a tree of points', () => {
  it.each([
    [1000, 1, undefined],
    [1000, 3, undefined],
    [700, 12, undefined],
    [900, 2, 5],
    [500, 3, 1],
    [20, 2, undefined],
  ])('finds the nearest of %i points in %i dimensions that a look at all of them finds', (rows, dimensions, steps) => {
    const points = cloud(rows, dimensions, steps);
    const tree = buildKdTree(points, rows, dimensions);
    const search = new NearestInTree(tree, 7, 'euclidean');
    const questions = cloud(60, dimensions, steps);
    for (let at = 0; at < 60; at++) {
      const question = questions.subarray(at * dimensions, (at + 1) * dimensions);
      const { places, count } = search.search(question);
      const found = [...places.subarray(0, count)].map((place) => tree.rows[place] as number).sort((a, b) => a - b);
      expect(found).toEqual(byHand(points, dimensions, question, 7));
    }
  });
});

describe('products of points', () => {
  it.each([
    [5000, 28, undefined, 7],
    [2500, 40, 3, 5],
    [300, 6, undefined, 400],
  ])('find the nearest of %i points in %i dimensions that the tree finds', (rows, dimensions, steps, k) => {
    const tree = buildKdTree(cloud(rows, dimensions, steps), rows, dimensions);
    const search = new NearestInTree(tree, k, 'euclidean');
    const questions = cloud(150, dimensions, steps);
    let asked = 0;
    nearestByProducts(tree, { questions, k }, (at, { places, distances, count }) => {
      const inTree = search.search(questions.subarray(at * dimensions, (at + 1) * dimensions));
      expect(count).toBe(inTree.count);
      expect([...places].sort((a, b) => a - b)).toEqual([...inTree.places].sort((a, b) => a - b));
      expect(distances[0]).toBe(inTree.distances[0]);
      asked++;
    });
    expect(asked).toBe(150);
  });
});

const data = (task: TrainingData['task'], weights?: Float64Array): TrainingData => ({
  task,
  classes: task === 'classification' ? ['a', 'b', 'c'] : [],
  x: matrix([[0, 1, 2, 3, 10]]),
  y: task === 'classification' ? Float64Array.of(0, 0, 1, 1, 2) : Float64Array.of(0, 10, 20, 30, 100),
  ...(weights ? { weights } : {}),
});
const options: NeighboursOptions = { k: 3, weights: 'uniform', metric: 'euclidean' };
const asked = matrix([[0.4, 9]]);

describe('neighbours', () => {
  it('vote for their class', () => {
    const predicted = predictNeighbours(fitNeighbours(data('classification'), options), asked, silent);
    expect([...predicted].map((value) => Number(value.toFixed(6)))).toEqual([
      0.666667, 0.333333, 0, 0, 0.666667, 0.333333,
    ]);
  });

  it('count by the inverse of their distance, and alone where they are at no distance', () => {
    const estimator = fitNeighbours(data('regression'), { ...options, weights: 'distance' });
    const [near, same] = predictNeighbours(estimator, matrix([[0.5, 2]]), silent);
    expect(near).toBeCloseTo((0 / 0.5 + 10 / 0.5 + 20 / 1.5) / (1 / 0.5 + 1 / 0.5 + 1 / 1.5), 6);
    expect(same).toBe(20);
  });

  it('count by the weights of their rows', () => {
    const estimator = fitNeighbours(data('regression', Float64Array.of(0, 1, 3, 1, 1)), options);
    expect(predictNeighbours(estimator, matrix([[0.5]]), silent)[0]).toBeCloseTo(17.5, 12);
  });

  it('are all there are where fewer than k are there', () => {
    const estimator = fitNeighbours(data('regression'), { ...options, k: 50 });
    expect(predictNeighbours(estimator, asked, silent)[0]).toBeCloseTo(32, 12);
  });

  it('refuse missing values', () => {
    const holey = { ...data('regression'), x: matrix([[0, 1, Number.NaN, 3, 10]]) };
    expect(() => fitNeighbours(holey, options)).toThrow('missing values');
  });
});
