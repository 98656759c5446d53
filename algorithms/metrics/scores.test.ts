import { describe, expect, it } from 'vitest';
import { classificationScore } from './classification-score.ts';
import { classificationMetrics, larger } from './metric-names.ts';
import { predictedClasses } from './predicted-classes.ts';
import { regressionScore } from './regression-score.ts';

const binary = (positive: readonly number[]): Float64Array =>
  Float64Array.from(positive.flatMap((probability) => [1 - probability, probability]));
const score = (metric: string, y: readonly number[], positive: readonly number[]): number | null =>
  classificationScore(metric, Float64Array.from(y), binary(positive), 2);

describe('scores of classifiers', () => {
  const y = [0, 0, 0, 0, 1, 1, 1, 0, 1, 1];
  const p = [0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.3, 0.2, 0.7, 0.35];

  it('are right where they were worked out by hand', () => {
    expect(score('roc-auc', y, p)).toBeCloseTo(0.7, 12);
    expect(score('brier', y, p)).toBeCloseTo(0.21075, 12);
    expect(score('log-loss', y, p)).toBeCloseTo(0.602616382, 9);
    expect(score('accuracy', y, p)).toBeCloseTo(0.7, 12);
  });

  it('are undefined, not zero, where they mean nothing', () => {
    expect(score('roc-auc', [1, 1], [0.2, 0.4])).toBeNull();
    expect(score('precision', [0, 1], [0.1, 0.2])).toBeNull();
    expect(score('mcc', [0, 1], [0.1, 0.2])).toBeNull();
    expect(score('kappa', [0, 0], [0.1, 0.2])).toBeNull();
    for (const metric of classificationMetrics) expect(score(metric, [], [])).toBeNull();
  });

  it('have an f1 of zero for a class that is never found', () => {
    expect(score('f1', [0, 1], [0.1, 0.2])).toBeCloseTo(1 / 3, 12);
  });

  it('refuse a metric that is none, or of another task', () => {
    expect(() => score('rmse', y, p)).toThrow('rmse is not a metric of classifiers');
  });

  it('rank ties as half and do not depend on the order of rows', () => {
    expect(score('roc-auc', [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0.5);
    expect(score('pr-auc', [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0.5);
    expect(score('pr-auc', [1, 0], [0.3, 0.3])).toBe(score('pr-auc', [0, 1], [0.3, 0.3]));
  });

  it('predict the second class from the threshold on and the first of equals among many', () => {
    expect([...predictedClasses(binary([0.49, 0.5, 0.7]), 2)]).toEqual([0, 1, 1]);
    expect([...predictedClasses(binary([0.49, 0.5, 0.7]), 2, 0.6)]).toEqual([0, 0, 1]);
    expect([...predictedClasses(Float64Array.of(0.4, 0.4, 0.2, 0.1, 0.4, 0.5), 3)]).toEqual([0, 2]);
  });
});

describe('scores of regressors', () => {
  const y = Float64Array.of(3, -0.5, 2, 7, 0);
  const guess = Float64Array.of(2.5, 0, 2, 8, 1);

  it('are right where they were worked out by hand', () => {
    expect(regressionScore('mae', y, guess)).toBeCloseTo(0.6, 12);
    expect(regressionScore('mse', y, guess)).toBeCloseTo(0.5, 12);
    expect(regressionScore('rmse', y, guess)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(regressionScore('median-ae', y, guess)).toBe(0.5);
    expect(regressionScore('max-error', y, guess)).toBe(1);
    expect(regressionScore('bias', y, guess)).toBeCloseTo(0.4, 12);
    expect(regressionScore('r2', y, guess)).toBeCloseTo(1 - 2.5 / 35.8, 12);
  });

  it('leave rows with an actual value of zero out of mape', () => {
    expect(regressionScore('mape', y, guess)).toBeCloseTo((0.5 / 3 + 1 + 0 + 1 / 7) / 4, 12);
    expect(regressionScore('mape', Float64Array.of(0), Float64Array.of(1))).toBeNull();
  });

  it('are undefined where they mean nothing', () => {
    expect(regressionScore('r2', Float64Array.of(1, 1), Float64Array.of(1, 2))).toBeNull();
    expect(regressionScore('mae', new Float64Array(), new Float64Array())).toBeNull();
  });

  it('know which direction is better', () => {
    expect(['r2', 'accuracy', 'roc-auc', 'f1'].every(larger)).toBe(true);
    expect(['rmse', 'mae', 'log-loss', 'brier', 'bias'].some(larger)).toBe(false);
  });
});
