import { describe, expect, it } from 'vitest';
import type { MatrixColumn, TrainingData } from '../../contract/matrix.ts';
import { classificationScore } from '../metrics/classification-score.ts';
import { regressionScore } from '../metrics/regression-score.ts';
import { createRandom } from '../random/random.ts';
import { columnBins } from './bin-edges.ts';
import { columnsPerNode, fitRandomForest, predictRandomForest, type RandomForestOptions } from './random-forest.ts';

const options: RandomForestOptions = { trees: 30, maxFeatures: 'auto', minLeaf: 1, maxDepth: null, bootstrap: true };
const oneTree: RandomForestOptions = { ...options, trees: 1, maxFeatures: 'all', bootstrap: false };

const context = (seed = 1, points: [string, number][] = []) => ({
  seed,
  signal: new AbortController().signal,
  progress: () => undefined,
  metric: (series: string, step: number) => {
    points.push([series, step]);
  },
});

const number = (name: string): MatrixColumn => ({ name, kind: 'number', levels: [] });
const category = (name: string, levels: number): MatrixColumn => ({
  name,
  kind: 'category',
  levels: Array.from({ length: levels }, (_, code) => `l${code}`),
});

const dataOf = (
  columns: readonly (readonly [MatrixColumn, readonly number[]])[],
  y: readonly number[],
  classes = 2,
): TrainingData => ({
  task: classes > 0 ? 'classification' : 'regression',
  classes: Array.from({ length: classes }, (_, code) => `c${code}`),
  x: {
    rows: y.length,
    columns: columns.map(([column]) => column),
    data: Float32Array.from(columns.flatMap(([, values]) => values)),
  },
  y: Float64Array.from(y),
});

const uniforms = (rows: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => random.next());
};

const accuracy = (data: TrainingData, settings: RandomForestOptions): number | null =>
  classificationScore(
    'accuracy',
    data.y,
    predictRandomForest(fitRandomForest(data, settings, context()), data.x),
    data.classes.length,
  );

describe('random forest', () => {
  const [a, b] = [uniforms(400, 1), uniforms(400, 2)];
  const chess = a.map((value, row) => (value > 0.5 === (b[row] ?? 0) > 0.5 ? 1 : 0));

  it('learns by heart what one full tree without bootstrap sees', () => {
    expect(
      accuracy(
        dataOf(
          [
            [number('a'), a],
            [number('b'), b],
          ],
          chess,
        ),
        oneTree,
      ),
    ).toBe(1);
  });

  it('is the same for the same seed and differs for another', () => {
    const data = dataOf(
      [
        [number('a'), a],
        [number('b'), b],
      ],
      chess,
    );
    const fitted = [1, 1, 2].map((seed) => fitRandomForest(data, options, context(seed)).arrays['words']);
    expect(fitted[0]).toEqual(fitted[1]);
    expect(fitted[0]).not.toEqual(fitted[2]);
  });

  it('grows the first trees of a larger forest alike', () => {
    const data = dataOf(
      [
        [number('a'), a],
        [number('b'), b],
      ],
      chess,
    );
    const few = fitRandomForest(data, { ...options, trees: 3 }, context()).arrays['words'] as Int32Array;
    const more = fitRandomForest(data, { ...options, trees: 5 }, context()).arrays['words'] as Int32Array;
    const heads = (words: Int32Array): number[] => [...words].filter((_, at) => at % 4 !== 2);
    expect(heads(more).slice(0, heads(few).length)).toEqual(heads(few));
  });

  it('splits midway between the values that are there, and only where minLeaf allows', () => {
    const data = dataOf([[number('a'), [1, 2, 3, 10, 11, 12]]], [0, 0, 0, 1, 1, 1]);
    const words = fitRandomForest(data, oneTree, context()).arrays['words'] as Int32Array;
    expect(new Float32Array(words.buffer)[1]).toBe(6.5);
    const lopsided = dataOf([[number('a'), [1, 2, 3, 10, 11, 12]]], [0, 1, 1, 1, 1, 1]);
    const held = fitRandomForest(lopsided, { ...oneTree, minLeaf: 3 }, context());
    expect(predictRandomForest(held, lopsided.x)[1]).toBeCloseTo(2 / 3, 12);
  });

  it('sends missing values where they belong, in training and for new rows', () => {
    const values = a.map((value, row) => (row % 4 === 0 ? Number.NaN : value));
    const y = values.map((value) => (Number.isNaN(value) || value > 0.7 ? 1 : 0));
    expect(accuracy(dataOf([[number('a'), values]], y), oneTree)).toBe(1);
    const complete = dataOf(
      [[number('a'), a]],
      a.map((value) => (value > 0.9 ? 1 : 0)),
    );
    const estimator = fitRandomForest(complete, oneTree, context());
    const probabilities = predictRandomForest(estimator, { ...complete.x, rows: 1, data: Float32Array.of(Number.NaN) });
    expect([...probabilities]).toEqual([1, 0]);
  });

  it('parts few levels in groups and many one by one, and predicts rows of unseen levels', () => {
    for (const levels of [6, 60]) {
      const codes = uniforms(600, levels).map((value) => Math.floor(value * levels));
      const data = dataOf(
        [[category('c', levels), codes]],
        codes.map((code) => (code % 3 === 0 ? 1 : 0)),
      );
      expect(accuracy(data, oneTree)).toBe(1);
      const estimator = fitRandomForest(data, oneTree, context());
      const unseen = predictRandomForest(estimator, { ...data.x, rows: 1, data: Float32Array.of(Number.NaN) });
      expect((unseen[0] ?? 0) + (unseen[1] ?? 0)).toBeCloseTo(1, 12);
    }
  });

  it('handles more levels than bins', () => {
    const codes = Array.from({ length: 900 }, (_, row) => row % 300);
    const data = dataOf(
      [[category('c', 300), codes]],
      codes.map((code) => (code < 100 ? 1 : 0)),
    );
    expect(accuracy(data, oneTree)).toBe(1);
  });

  it('fits numbers, keeps their offset and weighs rows', () => {
    const y = a.map((value, row) => 1e6 + Math.sin(6 * value) + (b[row] ?? 0));
    const data = dataOf(
      [
        [number('a'), a],
        [number('b'), b],
      ],
      y,
      0,
    );
    const predicted = predictRandomForest(fitRandomForest(data, options, context()), data.x);
    expect(regressionScore('r2', data.y, predicted)).toBeGreaterThan(0.97);
    const weighted = { ...dataOf([[number('a'), [1, 1]]], [0, 3], 0), weights: Float64Array.of(1, 2) };
    expect(predictRandomForest(fitRandomForest(weighted, oneTree, context()), weighted.x)[0]).toBeCloseTo(2, 12);
  });

  it('scores rows out of bag honestly: noise is not learned', () => {
    const noise = uniforms(400, 9).map((value) => (value > 0.5 ? 1 : 0));
    const points: [string, number][] = [];
    const { json } = fitRandomForest(dataOf([[number('a'), a]], noise), options, context(1, points));
    const score = json['outOfBag'] as { readonly value: number; readonly rows: number };
    expect(Math.abs(score.value - 0.5)).toBeLessThan(0.1);
    expect(score.rows).toBeGreaterThan(390);
    expect(points).toEqual([10, 20, 30].map((tree) => ['out-of-bag accuracy', tree]));
  });

  it('gives importance to the column that matters, summing to one', () => {
    const data = dataOf(
      [
        [number('a'), a],
        [number('b'), b],
      ],
      a.map((value) => (value > 0.4 ? 1 : 0)),
    );
    const importance = fitRandomForest(data, options, context()).arrays['importance'] as Float64Array;
    expect(importance[0]).toBeGreaterThan(0.7);
    expect((importance[0] ?? 0) + (importance[1] ?? 0)).toBeCloseTo(1, 12);
  });

  it('predicts the one class or value there is, and constant columns or none do not trouble it', () => {
    const only = dataOf([[number('a'), [1, 2, 3]]], [1, 1, 1]);
    expect([...predictRandomForest(fitRandomForest(only, options, context()), only.x)]).toEqual([0, 1, 0, 1, 0, 1]);
    const constant = dataOf([[number('a'), [5, 5, 5, 5]]], [0, 1, 0, 1]);
    const estimator = fitRandomForest(constant, oneTree, context());
    expect(predictRandomForest(estimator, constant.x)[0]).toBe(0.5);
    expect(() => fitRandomForest(dataOf([[number('a'), []]], []), options, context())).toThrow('No training rows');
  });

  it('stops when it is told to', () => {
    const abort = new AbortController();
    abort.abort();
    const data = dataOf([[number('a'), a]], chess);
    expect(() => fitRandomForest(data, options, { ...context(), signal: abort.signal })).toThrow();
  });
});

describe('columns a split', () => {
  it('are the root for classes and a third for numbers, and at least one', () => {
    expect(columnsPerNode('auto', 30, 'classification')).toBe(5);
    expect(columnsPerNode('auto', 30, 'regression')).toBe(10);
    expect(columnsPerNode('log2', 1, 'regression')).toBe(1);
    expect(columnsPerNode('all', 7, 'regression')).toBe(7);
  });
});

describe('bins', () => {
  it('are one a value while those are few, and even in rows when they are many', () => {
    expect(columnBins(Float32Array.of(3, 1, 2, Number.NaN, 2), 255)).toEqual({
      edges: Float32Array.of(1.5, 2.5),
      low: Float32Array.of(1, 2, 3),
      high: Float32Array.of(1, 2, 3),
    });
    const values = Float32Array.from(uniforms(100_000, 3), (value) => value ** 3);
    const { edges } = columnBins(values, 255);
    expect(edges.length).toBe(254);
    const counts = new Map<number, number>();
    for (const value of values) {
      const bin = edges.findIndex((edge) => value <= edge);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThan(500);
  });

  it('take infinite values as very large ones', () => {
    const values = [Number.NEGATIVE_INFINITY, 0, 1, Number.POSITIVE_INFINITY];
    const data = dataOf([[number('a'), values]], [1, 0, 0, 1]);
    expect(accuracy(data, oneTree)).toBe(1);
  });
});
