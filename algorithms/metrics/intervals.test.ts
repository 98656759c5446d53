import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../random/random.ts';
import { calibrationBins, calibrationError } from './calibration.ts';
import { studentQuantile, wilson } from './interval.ts';
import { type Measured, measureClassification } from './measure-classification.ts';
import { measureRegression } from './measure-regression.ts';

const named = (measured: readonly Measured[], name: string): Measured => {
  const found = measured.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

const drawClassified = (random: Random, rows: number, classes: number) => {
  const actual = new Float64Array(rows);
  const predicted = new Float64Array(rows);
  const probabilities = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const code = random.next() < 0.5 ? 0 : random.below(classes);
    actual[row] = code;
    let total = 0;
    for (let at = 0; at < classes; at++) {
      const value = Math.exp(random.normal() + (at === code ? 1.2 : 0));
      probabilities[row * classes + at] = value;
      total += value;
    }
    let best = 0;
    for (let at = 0; at < classes; at++) {
      probabilities[row * classes + at] = (probabilities[row * classes + at] ?? 0) / total;
      if ((probabilities[row * classes + at] ?? 0) > (probabilities[row * classes + best] ?? 0)) best = at;
    }
    predicted[row] = best;
  }
  return { actual, predicted, probabilities, classes };
};

describe('intervals of a classifier', () => {
  for (const classes of [2, 3])
    it(`cover the truth in about 95 of 100 samples, ${classes} classes`, () => {
      const random = createRandom(11);
      const truth = measureClassification(drawClassified(random, 300_000, classes)).metrics;
      const covered = new Map<string, number>();
      const samples = 400;
      for (let sample = 0; sample < samples; sample++)
        for (const { name, interval } of measureClassification(drawClassified(random, 200, classes)).metrics) {
          const value = named(truth, name).value ?? Number.NaN;
          if (interval && interval.low <= value && value <= interval.high)
            covered.set(name, (covered.get(name) ?? 0) + 1);
        }
      for (const { name } of truth) {
        const share = (covered.get(name) ?? 0) / samples;
        expect(share, name).toBeGreaterThan(0.92);
        // Average precision errs on the wide side.
        if (name !== 'pr-auc') expect(share, name).toBeLessThan(0.985);
      }
    });

  it('are not of no width where nothing was wrong', () => {
    const actual = Float64Array.of(0, 1, 0, 1, 1, 0);
    const probabilities = Float64Array.from([...actual].flatMap((code) => [1 - code * 0.8, code * 0.8]));
    const { metrics, ofClasses } = measureClassification({ actual, predicted: actual, probabilities, classes: 2 });
    for (const name of ['accuracy', 'f1', 'mcc', 'kappa', 'roc-auc', 'pr-auc']) {
      const { value, interval } = named(metrics, name);
      expect(value, name).toBe(1);
      expect(interval?.high, name).toBe(1);
      expect(interval?.low, name).toBeLessThan(0.95);
    }
    for (const { interval } of ofClasses) expect(interval?.low).toBeLessThan(0.9);
  });

  it('have the most frequent class of the same rows beside them', () => {
    const actual = Float64Array.of(0, 0, 0, 1);
    const probabilities = Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.8, 0.2, 0.3, 0.7);
    const { metrics } = measureClassification({ actual, predicted: actual, probabilities, classes: 2 });
    expect(named(metrics, 'accuracy').baseline).toBe(0.75);
    expect(named(metrics, 'precision').baseline).toBeNull();
    expect(named(metrics, 'roc-auc').baseline).toBe(0.5);
    expect(named(metrics, 'pr-auc').baseline).toBe(0.25);
    expect(named(metrics, 'log-loss').baseline).toBeCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), 12);
    expect(named(metrics, 'brier').baseline).toBeCloseTo(0.75 * 0.25, 12);
  });

  it('of the AUC are those of DeLong', () => {
    // By the definition: V10 = share of negatives below a positive, V01 = share of positives above a negative.
    const actual = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 0, 1, 1);
    const scores = [0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.3, 0.2, 0.7, 0.35];
    const over = (a: number, b: number): number => (a > b ? 1 : a === b ? 0.5 : 0);
    const positives = scores.filter((_, row) => actual[row] === 1);
    const negatives = scores.filter((_, row) => actual[row] === 0);
    const variance = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length;
    };
    const v10 = positives.map((p) => negatives.reduce((sum, n) => sum + over(p, n), 0) / negatives.length);
    const v01 = negatives.map((n) => positives.reduce((sum, p) => sum + over(p, n), 0) / positives.length);
    const half = 1.959963984540054 * Math.sqrt(variance(v10) + variance(v01));
    const probabilities = Float64Array.from(scores.flatMap((score) => [1 - score, score]));
    const predicted = Float64Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
    const auc = named(measureClassification({ actual, predicted, probabilities, classes: 2 }).metrics, 'roc-auc');
    expect(auc.value).toBeCloseTo(0.7, 12);
    expect(auc.interval?.low).toBeCloseTo(0.7 - half, 12);
  });

  it('are soon there for a million rows', () => {
    const rows = drawClassified(createRandom(2), 1_000_000, 2);
    const start = Date.now();
    measureClassification(rows);
    expect(Date.now() - start).toBeLessThan(15_000);
  });
});

describe('intervals of a regressor', () => {
  it('cover the truth in about 95 of 100 samples', () => {
    const random = createRandom(5);
    const draw = (rows: number) => {
      const y = Float64Array.from({ length: rows }, () => random.normal() * 2 + 10);
      return { y, predicted: y.map((value) => value * 0.9 + 1.1 + random.normal()) };
    };
    const large = draw(400_000);
    const truth = measureRegression(large.y, large.predicted);
    const covered = new Map<string, number>();
    const samples = 400;
    for (let sample = 0; sample < samples; sample++) {
      const { y, predicted } = draw(150);
      for (const { name, interval } of measureRegression(y, predicted)) {
        const value = named(truth, name).value ?? Number.NaN;
        if (interval && interval.low <= value && value <= interval.high)
          covered.set(name, (covered.get(name) ?? 0) + 1);
      }
    }
    for (const name of ['mae', 'rmse', 'mse', 'median-ae', 'r2', 'mape', 'bias']) {
      const share = (covered.get(name) ?? 0) / samples;
      expect(share, name).toBeGreaterThan(0.91);
      expect(share, name).toBeLessThan(0.99);
    }
    expect(covered.has('max-error')).toBe(false);
  });

  it('compare with the mean of the same rows', () => {
    const measured = measureRegression(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 4));
    expect(named(measured, 'r2').baseline).toBe(0);
    expect(named(measured, 'mae').baseline).toBeCloseTo(2 / 3, 12);
  });
});

describe('intervals', () => {
  it('of a proportion are those of Wilson', () => {
    const { low, high } = wilson(8, 10) ?? { low: 0, high: 0 };
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
    expect(wilson(0, 0)).toBeUndefined();
    expect(wilson(5, 5)?.high).toBe(1);
  });

  it('widen for few rows as Student has it', () => {
    for (const [degrees, quantile] of [
      [3, 3.182],
      [5, 2.571],
      [10, 2.228],
      [30, 2.042],
      [1000, 1.962],
    ] as const)
      expect(Math.abs(studentQuantile(degrees) - quantile)).toBeLessThan(0.005);
  });
});

describe('calibration', () => {
  it('has the expected error that was worked out by hand', () => {
    const y = [0, 0, 0, 0, 1, 1, 1, 0, 1, 1];
    const p = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.65, 0.9, 0.3, 0.2, 0.7, 0.35);
    expect(calibrationError(calibrationBins(p, (row) => y[row] === 1))).toBeCloseTo(0.325, 12);
    expect(calibrationError([])).toBeNull();
  });
});
