import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import { confusionOf, marginsOf } from '../../algorithms/metrics/confusion.ts';
import { classMetrics } from '../../algorithms/metrics/confusion-metrics.ts';
import { predictedClasses } from '../../algorithms/metrics/predicted-classes.ts';
import { regressionScore } from '../../algorithms/metrics/regression-score.ts';

interface Reference {
  readonly classification: readonly {
    readonly classes: number;
    readonly y: readonly number[];
    readonly probabilities: readonly number[];
    readonly scores: Readonly<Record<string, number>> & {
      readonly classes: Readonly<Record<string, Readonly<Record<'precision' | 'recall' | 'f1', number>>>>;
    };
  }[];
  readonly regression: readonly {
    readonly y: readonly number[];
    readonly predicted: readonly number[];
    readonly scores: Readonly<Record<string, number>>;
  }[];
}

const reference = JSON.parse(readFileSync(new URL('metrics.json', import.meta.url), 'utf8')) as Reference;

const expectClose = (name: string, measured: number | null, expected: number): void => {
  expect(measured, name).not.toBeNull();
  expect(Math.abs((measured ?? 0) - expected), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

describe('metrics equal scikit-learn to 1e-9', () => {
  for (const [index, { classes, y, probabilities, scores }] of reference.classification.entries())
    test(`classifier ${index}: ${classes} classes, ${y.length} rows`, () => {
      const actual = Float64Array.from(y);
      const given = Float64Array.from(probabilities);
      const { classes: ofClasses, ...rest } = scores;
      for (const [name, expected] of Object.entries(rest))
        expectClose(name, classificationScore(name, actual, given, classes), expected);
      const margins = marginsOf(confusionOf(actual, predictedClasses(given, classes), classes));
      for (const [code, expected] of Object.entries(ofClasses))
        for (const name of ['precision', 'recall', 'f1'] as const)
          expectClose(`${name} of ${code}`, classMetrics[name](margins, Number(code)), expected[name]);
    });

  for (const [index, { y, predicted, scores }] of reference.regression.entries())
    test(`regressor ${index}: ${y.length} rows`, () => {
      for (const [name, expected] of Object.entries(scores))
        expectClose(name, regressionScore(name, Float64Array.from(y), Float64Array.from(predicted)), expected);
    });
});
