import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../contract/matrix.ts';
import { fitBaseline, predictBaseline } from './baseline.ts';

const x = {
  rows: 5,
  columns: [{ name: 'x', kind: 'number', levels: [] }],
  data: Float32Array.of(1, 2, 3, 4, 5),
} as const;
const classes: TrainingData = {
  task: 'classification',
  classes: ['a', 'b', 'c'],
  x,
  y: Float64Array.of(0, 1, 1, 2, 1),
};
const numbers: TrainingData = { task: 'regression', classes: [], x, y: Float64Array.of(1, 2, 3, 4, 90) };

describe('baseline', () => {
  it('gives the shares of the classes, so that the most frequent is predicted', () => {
    const predicted = predictBaseline(fitBaseline(classes, 'auto', 1), x);
    expect([...predicted.subarray(0, 3)]).toEqual([0.2, 0.6, 0.2]);
    expect(predicted).toHaveLength(15);
  });

  it('weighs rows', () => {
    const weights = Float64Array.of(6, 1, 1, 1, 1);
    expect(predictBaseline(fitBaseline({ ...classes, weights }, 'most-frequent', 1), x)[0]).toBeCloseTo(0.6, 12);
    expect(predictBaseline(fitBaseline({ ...numbers, weights }, 'mean', 1), x)[0]).toBeCloseTo(10.5, 12);
    expect(predictBaseline(fitBaseline({ ...numbers, weights }, 'median', 1), x)[0]).toBe(1);
  });

  it('says the mean or the median', () => {
    expect(predictBaseline(fitBaseline(numbers, 'auto', 1), x)[0]).toBe(20);
    expect(predictBaseline(fitBaseline(numbers, 'median', 1), x)[0]).toBe(3);
    const even = { ...numbers, x: { ...x, rows: 4, data: x.data.slice(0, 4) }, y: Float64Array.of(4, 1, 3, 2) };
    expect(predictBaseline(fitBaseline(even, 'median', 1), x)[0]).toBe(2.5);
  });

  it('draws a row the same class whichever rows come with it, and classes by their shares', () => {
    const rows = 3000;
    const many = { ...x, rows, data: Float32Array.from({ length: rows }, (_, row) => row / 7) };
    const estimator = fitBaseline(classes, 'stratified', 5);
    const all = predictBaseline(estimator, many);
    const alone = predictBaseline(estimator, { ...x, rows: 1, data: many.data.slice(1234, 1235) });
    expect([...alone]).toEqual([...all.subarray(1234 * 3, 1235 * 3)]);
    const second = all.reduce((count, value, at) => count + (at % 3 === 1 ? value : 0), 0);
    expect(Math.abs(second / rows - 0.6)).toBeLessThan(0.04);
  });

  it('refuses a strategy of the other task and no rows', () => {
    expect(() => fitBaseline(classes, 'mean', 1)).toThrow('mean is not for classification');
    expect(() => fitBaseline(numbers, 'stratified', 1)).toThrow('stratified is not for regression');
    expect(() => fitBaseline({ ...classes, y: new Float64Array() }, 'auto', 1)).toThrow('No training rows');
  });
});
