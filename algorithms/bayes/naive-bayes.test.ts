import { describe, expect, it } from 'vitest';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { fitNaiveBayes, predictNaiveBayes } from './naive-bayes.ts';

const x = (numbers: readonly number[], codes: readonly number[]): Matrix => ({
  rows: numbers.length,
  columns: [
    { name: 'size', kind: 'number', levels: [] },
    { name: 'colour', kind: 'category', levels: ['red', 'blue'] },
  ],
  data: Float32Array.from([...numbers, ...codes]),
});
const data: TrainingData = {
  task: 'classification',
  classes: ['plum', 'apple', 'pear'],
  x: x([1, 2, 3, 10, 11, 12], [1, 1, 0, 0, 0, 0]),
  y: Float64Array.of(0, 0, 0, 1, 1, 1),
};
const { NaN: missing } = Number;

describe('naive Bayes', () => {
  it('gives a class without rows the probability 0', () => {
    const probabilities = predictNaiveBayes(fitNaiveBayes(data, { laplace: 1 }), x([2], [1]));
    expect(probabilities[2]).toBe(0);
    expect(probabilities[0]).toBeGreaterThan(0.99);
  });

  it('takes no evidence from what is missing', () => {
    const probabilities = predictNaiveBayes(fitNaiveBayes(data, { laplace: 1 }), x([missing], [missing]));
    expect([...probabilities]).toEqual([0.5, 0.5, 0]);
  });

  it('rules a level out where nothing is added', () => {
    const probabilities = predictNaiveBayes(fitNaiveBayes(data, { laplace: 0 }), x([missing], [1]));
    expect([...probabilities]).toEqual([1, 0, 0]);
  });

  it('weighs rows', () => {
    const weights = Float64Array.of(1, 1, 1, 3, 3, 3);
    const probabilities = predictNaiveBayes(
      fitNaiveBayes({ ...data, weights }, { laplace: 1 }),
      x([missing], [missing]),
    );
    expect(probabilities[1]).toBeCloseTo(0.75, 12);
  });

  it('refuses one class alone', () => {
    expect(() => fitNaiveBayes({ ...data, y: new Float64Array(6) }, { laplace: 1 })).toThrow('only one class');
  });
});
