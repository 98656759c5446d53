import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import { regressionScore } from '../../algorithms/metrics/regression-score.ts';
import type { BoostingOptions } from '../../algorithms/trees/boosting-state.ts';
import { fitGradientBoosting, predictGradientBoosting } from '../../algorithms/trees/gradient-boosting.ts';
import type { TrainingData } from '../../contract/matrix.ts';
import { goldenDesign } from './designs.ts';
import { friedman, labelsOf, mean, selectRows } from './lattice.ts';
import { silent } from './silent.ts';

const reference = JSON.parse(readFileSync(new URL('gradient-boosting.json', import.meta.url), 'utf8')) as {
  readonly classification: Readonly<Record<string, { readonly accuracy: readonly number[] }>>;
  readonly auc: Readonly<Record<string, readonly number[]>>;
  readonly r2: Readonly<Record<string, readonly number[]>>;
  readonly pinball: number;
};

const settings: BoostingOptions = {
  rounds: 100,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: null,
  minLeaf: 20,
  l2: 0,
  subsample: 1,
  columnSample: 1,
  earlyStop: 30,
  loss: 'squared',
  quantile: 0.8,
};
const seeds = [0, 1, 2, 3, 4];

const predicted = (data: TrainingData, x: TrainingData['x'], options: Partial<BoostingOptions>, seed: number) =>
  predictGradientBoosting(fitGradientBoosting(data, { ...settings, ...options }, { ...silent, seed }), x);

/** Accuracy on the folds i mod 5, pooled, as the reference has it. */
const accuracyOf = (name: string, seed: number): number => {
  const { x, codes, classes } = goldenDesign(name);
  const probabilities = new Float64Array(x.rows * classes.length);
  for (let fold = 0; fold < 5; fold++) {
    const held = [...codes.keys()].filter((row) => row % 5 === fold);
    const rest = [...codes.keys()].filter((row) => row % 5 !== fold);
    const y = Float64Array.from(rest, (row) => codes[row] ?? 0);
    const data = { task: 'classification', classes, x: selectRows(x, rest), y } as const;
    const own = predicted(data, selectRows(x, held), {}, seed);
    held.forEach((row, at) => {
      probabilities.set(own.subarray(at * classes.length, (at + 1) * classes.length), row * classes.length);
    });
  }
  return classificationScore('accuracy', codes, probabilities, classes.length) ?? Number.NaN;
};

const train = friedman(6000, 0);
const fresh = friedman(4000, 9000);
const numbers = { task: 'regression', classes: [], ...train } as const;

// 2,500 trees a data set: on a busy machine that is longer than tests have otherwise.
describe('gradient boosting scores as that of scikit-learn and XGBoost over five seeds', { timeout: 180_000 }, () => {
  for (const [name, expected] of Object.entries(reference.classification))
    test(`accuracy on ${name} within 0.01`, () => {
      const measured = mean(seeds.map((seed) => accuracyOf(name, seed)));
      expect(Math.abs(measured - mean(expected.accuracy))).toBeLessThan(0.01);
    });

  test('area under the curve of a noisy label within 0.01', () => {
    const data = { task: 'classification', classes: ['no', 'yes'], x: train.x, y: labelsOf(train.y) } as const;
    const truth = labelsOf(fresh.y);
    const measured = mean(
      seeds.map((seed) => classificationScore('roc-auc', truth, predicted(data, fresh.x, {}, seed), 2) ?? Number.NaN),
    );
    for (const expected of Object.values(reference.auc)) expect(Math.abs(measured - mean(expected))).toBeLessThan(0.01);
  });

  for (const [loss, peers] of [
    ['squared', ['squared_error', 'xgboost']],
    ['absolute', ['absolute_error']],
    ['poisson', ['poisson']],
  ] as const)
    test(`r² of the ${loss} loss within 0.01`, () => {
      const measured = mean(
        seeds.map((seed) => regressionScore('r2', fresh.y, predicted(numbers, fresh.x, { loss }, seed)) ?? Number.NaN),
      );
      for (const peer of peers) expect(Math.abs(measured - mean(reference.r2[peer] ?? []))).toBeLessThan(0.01);
    });

  test('pinball loss of the quantile within a tenth', () => {
    const values = predicted(numbers, fresh.x, { loss: 'quantile' }, 0);
    const losses = [...fresh.y].map((y, row) => {
      const off = y - (values[row] ?? 0);
      return Math.max(0.8 * off, -0.2 * off);
    });
    expect(mean(losses) / reference.pinball).toBeGreaterThan(0.9);
    expect(mean(losses) / reference.pinball).toBeLessThan(1.1);
  });
});
