import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classificationScore } from '../../algorithms/metrics/classification-score.ts';
import { regressionScore } from '../../algorithms/metrics/regression-score.ts';
import { fitRandomForest, predictRandomForest } from '../../algorithms/trees/random-forest.ts';
import { goldenDesign } from './designs.ts';
import { friedman, mean, selectRows } from './lattice.ts';
import { silent } from './silent.ts';

const reference = JSON.parse(readFileSync(new URL('random-forest.json', import.meta.url), 'utf8')) as {
  readonly classification: Readonly<Record<string, Readonly<Record<'accuracy' | 'log-loss', readonly number[]>>>>;
  readonly friedman: { readonly r2: readonly number[] };
};

const settings = { trees: 100, maxFeatures: 'auto', minLeaf: 1, maxDepth: null, bootstrap: true } as const;
const seeds = [0, 1, 2, 3, 4];

/** Accuracy on the folds i mod 5, pooled, as the reference has it. */
const accuracyOf = (name: string, seed: number): number => {
  const { x, codes, classes } = goldenDesign(name);
  const probabilities = new Float64Array(x.rows * classes.length);
  for (let fold = 0; fold < 5; fold++) {
    const held = [...codes.keys()].filter((row) => row % 5 === fold);
    const rest = [...codes.keys()].filter((row) => row % 5 !== fold);
    const y = Float64Array.from(rest, (row) => codes[row] ?? 0);
    const data = { task: 'classification', classes, x: selectRows(x, rest), y } as const;
    const predicted = predictRandomForest(fitRandomForest(data, settings, { ...silent, seed }), selectRows(x, held));
    held.forEach((row, at) => {
      probabilities.set(predicted.subarray(at * classes.length, (at + 1) * classes.length), row * classes.length);
    });
  }
  return classificationScore('accuracy', codes, probabilities, classes.length) ?? Number.NaN;
};

describe('a random forest scores as that of scikit-learn over five seeds', () => {
  for (const [name, expected] of Object.entries(reference.classification))
    test(`accuracy on ${name} within 0.01`, () => {
      const measured = mean(seeds.map((seed) => accuracyOf(name, seed)));
      expect(Math.abs(measured - mean(expected.accuracy))).toBeLessThan(0.01);
    });

  test('r² on the Friedman function within 0.01', () => {
    const { x, y } = friedman(1000, 0);
    const fresh = friedman(500, 5000);
    const measured = seeds.map((seed) => {
      const data = { task: 'regression', classes: [], x, y } as const;
      const estimator = fitRandomForest(data, settings, { ...silent, seed });
      return regressionScore('r2', fresh.y, predictRandomForest(estimator, fresh.x)) ?? Number.NaN;
    });
    expect(Math.abs(mean(measured) - mean(reference.friedman.r2))).toBeLessThan(0.01);
  });
});
