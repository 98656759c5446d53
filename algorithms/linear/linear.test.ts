import { describe, expect, it } from 'vitest';
import type { FitContext } from '../../contract/context.ts';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { createRandom } from '../random/random.ts';
import { factorise } from './cholesky.ts';
import { fitLinearRegression, predictLinearRegression } from './linear-regression.ts';
import { fitLogisticRegression, predictLogisticRegression } from './logistic-regression.ts';

const contextOf = (codes: string[] = [], signal = new AbortController().signal): FitContext => ({
  seed: 1,
  signal,
  progress: () => undefined,
  metric: () => undefined,
  log: () => undefined,
  finding: ({ code }) => codes.push(code),
  nativeTensors: async () => undefined,
  tensors: () => Promise.reject(new Error('none')),
});

const matrixOf = (columns: readonly (readonly number[])[]): Matrix => ({
  rows: columns[0]?.length ?? 0,
  columns: columns.map((_, at) => ({ name: `x${at}`, kind: 'number', levels: [] })),
  data: Float32Array.from(columns.flat()),
});

const normals = (rows: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => random.normal());
};

const plain = { penalty: 'none', alpha: 0, l1Ratio: 0.5, maxIterations: 100 } as const;

describe('linear regression', () => {
  it('finds the plane the rows lie on, far from the origin too', () => {
    const [a, b] = [normals(200, 1).map((value) => value * 3 + 10_000), normals(200, 2)];
    const x = matrixOf([a, b]);
    const y = Float64Array.from(a, (_, row) => 2 * (x.data[row] ?? 0) - 5 * (x.data[200 + row] ?? 0) + 1);
    const { coefficients, intercepts } = fitLinearRegression({ x, y }, plain, contextOf()).arrays;
    expect(coefficients?.[0]).toBeCloseTo(2, 8);
    expect(coefficients?.[1]).toBeCloseTo(-5, 8);
    expect(intercepts?.[0]).toBeCloseTo(1, 4);
  });

  it('predicts alike and says so where columns are combinations of others', () => {
    const [a, b] = [normals(100, 1), normals(100, 2)];
    const y = Float64Array.from(a, (value, row) => value + 3 * (b[row] ?? 0));
    const codes: string[] = [];
    const x = matrixOf([a, b, a]);
    const estimator = fitLinearRegression({ x, y }, plain, contextOf(codes));
    expect(codes).toEqual(['train.collinear']);
    predictLinearRegression(estimator, x).forEach((value, row) => {
      expect(value).toBeCloseTo(y[row] ?? 0, 5);
    });
  });

  it('gives a constant column the coefficient 0 without a word', () => {
    const codes: string[] = [];
    const x = matrixOf([normals(50, 1), new Array<number>(50).fill(4)]);
    const y = Float64Array.from({ length: 50 }, (_, row) => 2 * (x.data[row] ?? 0) + 3);
    const { coefficients, intercepts } = fitLinearRegression({ x, y }, plain, contextOf(codes)).arrays;
    expect(coefficients?.[1]).toBe(0);
    expect(intercepts?.[0]).toBeCloseTo(3, 8);
    expect(codes).toEqual([]);
  });

  it('weighs a row of weight two like two rows', () => {
    const a = normals(30, 3);
    const y = normals(30, 4);
    const twice = fitLinearRegression(
      { x: matrixOf([[...a, ...a.slice(0, 10)]]), y: Float64Array.from([...y, ...y.slice(0, 10)]) },
      { ...plain, penalty: 'ridge', alpha: 2 },
      contextOf(),
    );
    const weighted = fitLinearRegression(
      { x: matrixOf([a]), y: Float64Array.from(y), weights: Float64Array.from(a, (_, row) => (row < 10 ? 2 : 1)) },
      { ...plain, penalty: 'ridge', alpha: 2 },
      contextOf(),
    );
    expect(weighted.arrays['coefficients']?.[0]).toBeCloseTo(twice.arrays['coefficients']?.[0] ?? 0, 9);
  });

  it('solves wide tables without a Hessian to the same optimum', () => {
    const columns = Array.from({ length: 4200 }, (_, at) => normals(40, at));
    const x = matrixOf(columns);
    const y = Float64Array.from(normals(40, 9000));
    const alpha = 10;
    const { coefficients, intercepts } = fitLinearRegression(
      { x, y },
      { ...plain, penalty: 'ridge', alpha, maxIterations: 1000 },
      contextOf(),
    ).arrays;
    const residuals = y.map(
      (value, row) =>
        value -
        (intercepts?.[0] ?? 0) -
        columns.reduce((sum, _, at) => sum + (x.data[at * 40 + row] ?? 0) * (coefficients?.[at] ?? 0), 0),
    );
    // At the optimum α·w = X'·residual.
    columns.forEach((_, at) => {
      const slope = residuals.reduce((sum, value, row) => sum + value * (x.data[at * 40 + row] ?? 0), 0);
      expect(alpha * (coefficients?.[at] ?? 0)).toBeCloseTo(slope, 5);
    });
  });

  it('refuses what it can not fit', () => {
    const x = matrixOf([[1, Number.NaN, 3]]);
    expect(() => fitLinearRegression({ x, y: Float64Array.of(1, 2, 3) }, plain, contextOf())).toThrow(
      'missing or infinite',
    );
    expect(() => fitLinearRegression({ x: matrixOf([[]]), y: new Float64Array() }, plain, contextOf())).toThrow(
      'No training rows',
    );
  });
});

const settings = { penalty: 'l2', C: 1, maxIterations: 1000, tolerance: 1e-6 } as const;
const classified = (columns: readonly (readonly number[])[], y: readonly number[], classes = 2): TrainingData => ({
  task: 'classification',
  classes: Array.from({ length: classes }, (_, code) => `c${code}`),
  x: matrixOf(columns),
  y: Float64Array.from(y),
});

describe('logistic regression', () => {
  it('says that classes are separable instead of growing forever', () => {
    const codes: string[] = [];
    const data = classified([[1, 2, 3, 4, 5, 6]], [0, 0, 0, 1, 1, 1]);
    const estimator = fitLogisticRegression(data, { ...settings, penalty: 'none' }, contextOf(codes));
    expect(codes).toEqual(['train.separated']);
    expect(estimator.arrays['coefficients']?.every(Number.isFinite)).toBe(true);
  });

  it('is quiet about the redundancy of softmax, but not about a doubled column', () => {
    const [a, b] = [normals(300, 1), normals(300, 2)];
    const y = a.map((value, row) => (value + (normals(300, 5)[row] ?? 0) > 0 ? 1 : (b[row] ?? 0) > 0 ? 2 : 0));
    const quiet: string[] = [];
    fitLogisticRegression(classified([a, b], y, 3), { ...settings, penalty: 'none' }, contextOf(quiet));
    expect(quiet).toEqual([]);
    const loud: string[] = [];
    fitLogisticRegression(classified([a, b, b], y, 3), { ...settings, penalty: 'none' }, contextOf(loud));
    expect(loud).toEqual(['train.collinear']);
  });

  it('gives a class without rows the probability 0', () => {
    const data = classified([[1, 2, 3, 4]], [0, 2, 0, 2], 3);
    const estimator = fitLogisticRegression(data, settings, contextOf());
    const probabilities = predictLogisticRegression(estimator, data.x);
    expect(probabilities).toHaveLength(12);
    for (let row = 0; row < 4; row++) {
      const [first = 0, second = 0, third = 0] = probabilities.subarray(row * 3, row * 3 + 3);
      expect(second).toBe(0);
      expect(first + third).toBeCloseTo(1, 12);
    }
  });

  it('finds the same optimum from a sample of the curvature as from all rows', () => {
    const rows = 250_000;
    const [a, b, noise] = [normals(rows, 1), normals(rows, 2), normals(rows, 3)];
    const y = a.map((value, row) => (value - 0.5 * (b[row] ?? 0) + (noise[row] ?? 0) > 0.3 ? 1 : 0));
    const data = classified([a, b], y);
    const { coefficients, intercepts } = fitLogisticRegression(data, settings, contextOf()).arrays;
    const slope = [0, 0, 0];
    for (let row = 0; row < rows; row++) {
      const [xa, xb] = [data.x.data[row] ?? 0, data.x.data[rows + row] ?? 0];
      const score = xa * (coefficients?.[0] ?? 0) + xb * (coefficients?.[1] ?? 0) + (intercepts?.[0] ?? 0);
      const error = 1 / (1 + Math.exp(-score)) - (y[row] ?? 0);
      [xa, xb, 1].forEach((value, at) => {
        slope[at] = (slope[at] ?? 0) + error * value;
      });
    }
    expect(Math.abs((slope[0] ?? 0) + (coefficients?.[0] ?? 0)) / rows).toBeLessThan(1e-9);
    expect(Math.abs((slope[1] ?? 0) + (coefficients?.[1] ?? 0)) / rows).toBeLessThan(1e-9);
    expect(Math.abs(slope[2] ?? 0) / rows).toBeLessThan(1e-9);
  });

  it('sets useless coefficients to zero under l1, and all of them when it is strong', () => {
    const [a, b, noise] = [normals(500, 1), normals(500, 2), normals(500, 3)];
    const y = a.map((value, row) => (value + 0.3 * (noise[row] ?? 0) > 0 ? 1 : 0));
    const weak = fitLogisticRegression(classified([a, b], y), { ...settings, penalty: 'l1', C: 0.05 }, contextOf());
    expect(weak.arrays['coefficients']?.[0]).toBeGreaterThan(0.5);
    expect(weak.arrays['coefficients']?.[1]).toBe(0);
    const strong = fitLogisticRegression(classified([a, b], y), { ...settings, penalty: 'l1', C: 1e-4 }, contextOf());
    expect([...(strong.arrays['coefficients'] ?? [])]).toEqual([0, 0]);
  });

  it('solves wide tables under l1 to the same optimum, most coefficients zero', () => {
    const rows = 80;
    const columns = Array.from({ length: 4200 }, (_, at) => normals(rows, at));
    const y = (columns[0] ?? []).map((value, row) => (value + (columns[1]?.[row] ?? 0) > 0 ? 1 : 0));
    const data = classified(columns, y);
    const codes: string[] = [];
    const settingsOfL1 = { ...settings, penalty: 'l1', C: 0.2 } as const;
    const { coefficients, intercepts } = fitLogisticRegression(data, settingsOfL1, contextOf(codes)).arrays;
    expect(codes).toEqual([]);
    const errors = y.map((code, row) => {
      const score = columns.reduce(
        (sum, _, at) => sum + (data.x.data[at * rows + row] ?? 0) * (coefficients?.[at] ?? 0),
        intercepts?.[0] ?? 0,
      );
      return 1 / (1 + Math.exp(-score)) - code;
    });
    // At the optimum C·slope is −sign of the coefficient, and at most 1 in size where that is zero.
    columns.forEach((_, at) => {
      const slope = 0.2 * errors.reduce((sum, error, row) => sum + error * (data.x.data[at * rows + row] ?? 0), 0);
      const own = coefficients?.[at] ?? 0;
      if (own === 0) expect(Math.abs(slope)).toBeLessThan(1 + 1e-5);
      else expect(slope).toBeCloseTo(-Math.sign(own), 4);
    });
    expect(coefficients?.filter((value) => value !== 0).length).toBeLessThan(60);
    expect(coefficients?.[0]).toBeGreaterThan(0);
  });

  it('fails with one class, and stops when it is told to', () => {
    expect(() => fitLogisticRegression(classified([[1, 2]], [1, 1]), settings, contextOf())).toThrow('only one class');
    const abort = new AbortController();
    abort.abort();
    expect(() => fitLogisticRegression(classified([[1, 2]], [0, 1]), settings, contextOf([], abort.signal))).toThrow();
  });
});

describe('factorise', () => {
  it('solves a singular system for a right side in its range and names the dependent index', () => {
    const factor = factorise(Float64Array.of(4, 2, 6, 2, 3, 5, 6, 5, 11), 3);
    expect(factor.rank).toBe(2);
    expect(factor.dependent).toHaveLength(1);
    const [x = 0, y = 0, z = 0] = factor.solve(Float64Array.of(12, 10, 22));
    expect(4 * x + 2 * y + 6 * z).toBeCloseTo(12, 9);
    expect(2 * x + 3 * y + 5 * z).toBeCloseTo(10, 9);
  });
});
