import { describe, expect, it } from 'vitest';
import type { MatrixColumn, TrainingData } from '../../contract/matrix.ts';
import { classificationScore } from '../metrics/classification-score.ts';
import { regressionScore } from '../metrics/regression-score.ts';
import { createRandom } from '../random/random.ts';
import type { BoostingOptions } from './boosting-state.ts';
import { fitGradientBoosting, predictGradientBoosting } from './gradient-boosting.ts';

const options: BoostingOptions = {
  rounds: 60,
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
const oneTree: BoostingOptions = { ...options, rounds: 1, learningRate: 1 };

type Point = readonly [series: string, step: number, value: number];
const context = (seed = 1, points: Point[] = []) => ({
  seed,
  signal: new AbortController().signal,
  progress: () => undefined,
  metric: (...point: Point) => void points.push(point),
});

const number = (name: string): MatrixColumn => ({ name, kind: 'number', levels: [] });
const category = (name: string, levels: number): MatrixColumn => ({
  name,
  kind: 'category',
  levels: Array.from({ length: levels }, (_, code) => `l${code}`),
});

type Columns = readonly (readonly [MatrixColumn, readonly number[]])[];
const matrix = (columns: Columns): TrainingData['x'] => ({
  rows: columns[0]?.[1].length ?? 0,
  columns: columns.map(([column]) => column),
  data: Float32Array.from(columns.flatMap(([, values]) => values)),
});
const dataOf = (columns: Columns, y: readonly number[], classes = 2): TrainingData => ({
  task: classes > 0 ? 'classification' : 'regression',
  classes: Array.from({ length: classes }, (_, code) => `c${code}`),
  x: matrix(columns),
  y: Float64Array.from(y),
});

const uniforms = (rows: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => random.next());
};
const fitted = (data: TrainingData, settings: BoostingOptions = options): Float64Array =>
  predictGradientBoosting(fitGradientBoosting(data, settings, context()), data.x);
const accuracy = (data: TrainingData, settings?: BoostingOptions): number | null =>
  classificationScore('accuracy', data.y, fitted(data, settings), data.classes.length);

describe('gradient boosting', () => {
  const [a, b] = [uniforms(600, 1), uniforms(600, 2)];
  const both: Columns = [
    [number('a'), a],
    [number('b'), b],
  ];
  const chess = a.map((value, row) => (value > 0.4 === (b[row] ?? 0) > 0.6 ? 1 : 0));
  const hills = a.map((value, row) => Math.sin(6 * value) + (b[row] ?? 0));

  it('tells classes apart that no single column tells apart', () => {
    expect(accuracy(dataOf(both, chess))).toBeGreaterThan(0.99);
    const quarters = a.map((value, row) => 2 * Math.round(value) + Math.round(b[row] ?? 0));
    expect(accuracy(dataOf(both, quarters, 4))).toBeGreaterThan(0.99);
  });

  it('gives probabilities that sum to one', () => {
    const p = fitted(
      dataOf(
        both,
        a.map((value) => Math.floor(value * 3)),
        3,
      ),
    );
    for (let row = 0; row < 600; row++) {
      const [x = 0, y = 0, z = 0] = p.subarray(3 * row, 3 * row + 3);
      expect(x + y + z).toBeCloseTo(1, 12);
    }
  });

  it('follows a curve, and its leaves are the means of their rows', () => {
    const data = dataOf(both, hills, 0);
    expect(regressionScore('r2', data.y, fitted(data))).toBeGreaterThan(0.98);
    const few = a.slice(0, 200);
    const steps = dataOf(
      [[number('a'), few]],
      few.map((value) => (value > 0.3 ? 5 : 2)),
      0,
    );
    const predicted = fitted(steps, { ...oneTree, maxLeaves: 2 });
    for (let row = 0; row < 200; row++) expect(predicted[row]).toBeCloseTo(steps.y[row] ?? 0, 2);
  });

  it('meets the median, a quantile and positive means by its loss', () => {
    const noisy = a.map((value, row) => Math.round(10 * value) + 3 * (b[row] ?? 0) ** 2);
    const data = dataOf([[number('a'), a]], noisy, 0);
    for (const quantile of [0.2, 0.5, 0.9]) {
      const predicted = fitted(data, { ...options, minLeaf: 40, maxLeaves: 8, loss: 'quantile', quantile });
      const below = noisy.filter((value, row) => value <= (predicted[row] ?? 0)).length / 600;
      expect(Math.abs(below - quantile)).toBeLessThan(0.05);
    }
    const middle = fitted(data, { ...options, minLeaf: 40, maxLeaves: 8, loss: 'absolute' });
    expect(Math.abs(noisy.filter((value, row) => value <= (middle[row] ?? 0)).length / 600 - 0.5)).toBeLessThan(0.05);
    const counts = dataOf(
      [[number('a'), a]],
      a.map((value) => Math.floor(8 * value * value)),
      0,
    );
    const rates = fitted(counts, { ...options, loss: 'poisson' });
    expect(Math.min(...rates)).toBeGreaterThan(0);
    expect(rates.reduce((sum, rate) => sum + rate, 0) / 600).toBeCloseTo(counts.y.reduce((s, y) => s + y, 0) / 600, 1);
    expect(() => fitted(dataOf([[number('a'), a]], hills, 0), { ...options, loss: 'poisson' })).toThrow('Poisson');
  });

  it('sends missing values where they belong, and those of new rows with the larger side', () => {
    const holes = a.slice(0, 300).map((value, row) => (row % 4 === 0 ? Number.NaN : value));
    const y = holes.map((value) => (Number.isNaN(value) || value > 0.7 ? 1 : 0));
    expect(accuracy(dataOf([[number('a'), holes]], y), oneTree)).toBe(1);
    const rare = dataOf(
      [[number('a'), a]],
      a.map((value) => (value > 0.9 ? 1 : 0)),
    );
    const estimator = fitGradientBoosting(rare, { ...options, maxLeaves: 2 }, context());
    const [no = 0, yes = 0] = predictGradientBoosting(estimator, matrix([[number('a'), [Number.NaN]]]));
    expect(no).toBeGreaterThan(0.9);
    expect(yes).toBeLessThan(0.1);
  });

  it('groups the levels of a category in one split, and levels beyond the bins share one', () => {
    const codes = uniforms(600, 5).map((value) => Math.floor(value * 12));
    const odd = dataOf(
      [[category('c', 12), codes]],
      codes.map((code) => code % 2),
    );
    const estimator = fitGradientBoosting(odd, { ...oneTree, maxLeaves: 2 }, context());
    expect(classificationScore('accuracy', odd.y, predictGradientBoosting(estimator, odd.x), 2)).toBe(1);
    const unseen = predictGradientBoosting(estimator, matrix([[category('c', 12), [Number.NaN]]]));
    expect((unseen[0] ?? 0) + (unseen[1] ?? 0)).toBeCloseTo(1, 12);
    const many = Array.from({ length: 6000 }, (_, row) => row % 300);
    expect(
      accuracy(
        dataOf(
          [[category('c', 300), many]],
          many.map((code) => (code < 100 ? 1 : 0)),
        ),
        oneTree,
      ),
    ).toBe(1);
  });

  it('has no leaf with fewer rows than asked for, no deeper branch and no more leaves', () => {
    const leavesOf = (settings: Partial<BoostingOptions>): readonly number[] => {
      const { arrays } = fitGradientBoosting(dataOf(both, chess), { ...options, ...settings, rounds: 5 }, context());
      const words = arrays['words'] as Int32Array;
      return [...words.keys()].filter((at) => at % 4 === 0 && words[at] === -1).map((at) => words[at + 3] ?? 0);
    };
    expect(Math.min(...leavesOf({ minLeaf: 37 }))).toBeGreaterThanOrEqual(37);
    expect(leavesOf({ maxLeaves: 4 }).length).toBeLessThanOrEqual(20);
    expect(leavesOf({ maxDepth: 1 }).length).toBeLessThanOrEqual(10);
  });

  it('weighs rows: twice the weight is the row twice, and none is as if it were not there', () => {
    const y = [0, 0, 6, 6, 6, 0];
    const x: Columns = [[number('a'), [1, 1, 1, 2, 2, 2]]];
    const settings = { ...oneTree, minLeaf: 1, maxLeaves: 2 };
    const weighted = { ...dataOf(x, y, 0), weights: Float64Array.of(1, 1, 2, 3, 3, 0) };
    const predicted = fitted(weighted, settings);
    expect(predicted[0]).toBeCloseTo(3, 1);
    expect(predicted[5]).toBeCloseTo(6, 1);
  });

  it('stops early on validation rows and keeps the best round', () => {
    const points: Point[] = [];
    const noise = uniforms(600, 9).map((value) => (value > 0.5 ? 1 : 0));
    const data = dataOf(
      both,
      noise.map((flip, row) => ((a[row] ?? 0) > 0.5 ? 1 : flip)),
    );
    const held = dataOf(
      [
        [number('a'), b],
        [number('b'), a],
      ],
      noise.map((flip, row) => ((b[row] ?? 0) > 0.5 ? 1 : flip)),
    );
    const settings = { ...options, rounds: 500, earlyStop: 10, learningRate: 0.3 };
    const { json, arrays } = fitGradientBoosting({ ...data, validation: held }, settings, context(1, points));
    const losses = points.filter(([series]) => series === 'validation loss').map(([, , value]) => value);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(json).toMatchObject({ rounds: best + 10, kept: best });
    expect((arrays['roots'] as Int32Array).length).toBe(best);
  });

  it('learns from a share of rows and columns as well, another share for another seed', () => {
    const settings = { ...options, subsample: 0.5, columnSample: 0.5 };
    const words = [1, 1, 2].map(
      (seed) => fitGradientBoosting(dataOf(both, chess), settings, context(seed)).arrays['words'],
    );
    expect(words[0]).toEqual(words[1]);
    expect(words[0]).not.toEqual(words[2]);
    expect(regressionScore('r2', Float64Array.from(hills), fitted(dataOf(both, hills, 0), settings))).toBeGreaterThan(
      0.9,
    );
  });

  it('gives importance to the column that matters, summing to one', () => {
    const data = dataOf(
      both,
      a.map((value) => (value > 0.4 ? 1 : 0)),
    );
    const importance = fitGradientBoosting(data, options, context()).arrays['importance'] as Float64Array;
    expect(importance[0]).toBeGreaterThan(0.95);
    expect((importance[0] ?? 0) + (importance[1] ?? 0)).toBeCloseTo(1, 12);
  });

  it('needs no split: one class, constant columns and none are predicted by what is common', () => {
    expect([...fitted(dataOf([[number('a'), [1, 2, 3]]], [0, 0, 0], 1))]).toEqual([1, 1, 1]);
    const constant = dataOf([[number('a'), [5, 5, 5, 5]]], [0, 1, 0, 1]);
    expect(fitted(constant)[0]).toBeCloseTo(0.5, 12);
    const none = { ...constant, x: { rows: 4, columns: [], data: new Float32Array() } };
    expect(fitted(none)[0]).toBeCloseTo(0.5, 12);
    expect(
      fitted(
        dataOf(
          [[number('a'), a]],
          a.map(() => 7),
          0,
        ),
      )[0],
    ).toBe(7);
    expect(() => fitted(dataOf([[number('a'), []]], []))).toThrow('No training rows');
  });

  it('stops when it is told to', () => {
    const abort = new AbortController();
    abort.abort();
    const told = { ...context(), signal: abort.signal };
    expect(() => fitGradientBoosting(dataOf(both, chess), options, told)).toThrow();
  });
});
