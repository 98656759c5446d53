import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import { confusionOf, marginsOf } from '../../algorithms/metrics/confusion.ts';
import { classMetrics } from '../../algorithms/metrics/confusion-metrics.ts';
import { measureClassification } from '../../algorithms/metrics/measure-classification.ts';
import { classificationMetrics, regressionMetrics } from '../../algorithms/metrics/metric-names.ts';
import { predictedClasses } from '../../algorithms/metrics/predicted-classes.ts';
import { regressionScore } from '../../algorithms/metrics/regression-score.ts';
import { classificationScorer, regressionScorer } from '../../algorithms/metrics/weighted-score.ts';

interface Reference {
  readonly classification: readonly {
    readonly name: string;
    readonly classes: number;
    readonly y: readonly number[];
    readonly probabilities: readonly number[];
    readonly scores: Readonly<Record<string, number | null>> & {
      readonly classes: Readonly<Record<string, Readonly<Record<keyof typeof classMetrics, number | null>>>>;
    };
  }[];
  readonly regression: readonly {
    readonly name: string;
    readonly y: readonly number[];
    readonly predicted: readonly number[];
    readonly scores: Readonly<Record<string, number | null>>;
  }[];
  readonly weighted: readonly {
    readonly name: string;
    readonly classes: number;
    readonly y: readonly number[];
    readonly probabilities?: readonly number[];
    readonly predicted?: readonly number[];
    readonly weights: readonly number[];
    readonly scores: Readonly<Record<string, number>>;
  }[];
}

const reference = JSON.parse(readFileSync(new URL('metrics.json', import.meta.url), 'utf8')) as Reference;

const expectClose = (name: string, measured: number | null, expected: number | null): void => {
  if (expected === null) {
    expect(measured, name).toBeNull();
    return;
  }
  expect(measured, name).not.toBeNull();
  expect(Math.abs((measured ?? 0) - expected), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

test('the reference has every metric there is, and each of them undefined somewhere that can be', () => {
  const namesIn = (cases: readonly { readonly scores: object }[]) =>
    new Set(cases.flatMap(({ scores }) => Object.keys(scores)));
  expect(namesIn(reference.classification)).toEqual(new Set([...classificationMetrics, 'classes']));
  expect(namesIn(reference.regression)).toEqual(new Set(regressionMetrics));
  const undefinedIn = (name: string) =>
    [...reference.classification, ...reference.regression].some(({ scores }) => scores[name] === null);
  for (const name of ['precision', 'specificity', 'mcc', 'kappa', 'roc-auc', 'pr-auc', 'r2', 'mape'])
    expect(undefinedIn(name), name).toBe(true);
});

describe('metrics equal scikit-learn to 1e-9, and are undefined where it has no answer', () => {
  test.each(reference.classification)('classifier: $name', ({ classes, y, probabilities, scores }) => {
    const actual = Float64Array.from(y);
    const given = Float64Array.from(probabilities);
    const { classes: ofClasses, ...rest } = scores;
    for (const [name, expected] of Object.entries(rest))
      expectClose(name, classificationScore(name, actual, given, classes), expected);
    const margins = marginsOf(confusionOf(actual, predictedClasses(given, classes), classes));
    for (const [code, expected] of Object.entries(ofClasses))
      for (const name of ['precision', 'recall', 'f1', 'specificity'] as const)
        expectClose(`${name} of ${code}`, classMetrics[name](margins, Number(code)), expected[name]);
  });

  test.each(reference.classification)('as a report has them: $name', ({ classes, y, probabilities, scores }) => {
    const actual = Float64Array.from(y);
    const given = Float64Array.from(probabilities);
    const predicted = predictedClasses(given, classes);
    const { metrics } = measureClassification({ actual, predicted, probabilities: given, classes });
    for (const { name, value } of metrics) expectClose(name, value, scores[name] ?? null);
  });

  test.each(reference.weighted)('with weights: $name', ({ classes, y, probabilities, predicted, weights, scores }) => {
    const actual = Float64Array.from(y);
    const given = Float64Array.from(probabilities ?? predicted ?? []);
    const rows = { actual, predicted: predictedClasses(given, classes), probabilities: given, classes };
    const scorerOf = (name: string) =>
      classes === 0 ? regressionScorer(name, actual, given) : classificationScorer(name, rows);
    for (const [name, expected] of Object.entries(scores))
      expectClose(name, scorerOf(name)(Float64Array.from(weights)), expected);
  });

  test('rows that all weigh one score as rows without weights do', () => {
    for (const { classes, y, probabilities } of reference.classification) {
      const actual = Float64Array.from(y);
      const given = Float64Array.from(probabilities);
      const rows = { actual, predicted: predictedClasses(given, classes), probabilities: given, classes };
      for (const name of classificationMetrics)
        expectClose(
          name,
          classificationScorer(name, rows)(actual.map(() => 1)),
          classificationScore(name, actual, given, classes),
        );
    }
    for (const { y, predicted } of reference.regression) {
      const [actual, guess] = [Float64Array.from(y), Float64Array.from(predicted)];
      for (const name of regressionMetrics)
        expectClose(
          name,
          regressionScorer(name, actual, guess)(actual.map(() => 1)),
          regressionScore(name, actual, guess),
        );
    }
  });

  test.each(reference.regression)('regressor: $name', ({ y, predicted, scores }) => {
    for (const [name, expected] of Object.entries(scores))
      expectClose(name, regressionScore(name, Float64Array.from(y), Float64Array.from(predicted)), expected);
  });
});
