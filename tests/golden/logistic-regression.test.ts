import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitLogisticRegression, type LogisticRegressionOptions } from '../../algorithms/linear/logistic-regression.ts';
import { goldenDesign } from './designs.ts';
import { silent } from './silent.ts';

interface Case {
  readonly data: string;
  readonly penalty: LogisticRegressionOptions['penalty'];
  readonly C: number;
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
  readonly l1Ratio?: number;
  readonly weighted?: boolean;
  /** Wider for l1: the reference's own solver stops short of the optimum. */
  readonly tolerance: number;
}

const casesOf = (file: string): readonly Case[] =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')).cases;
const cases = ['logistic-regression.json', 'logistic-elastic-net.json'].flatMap(casesOf);

const centred = (values: readonly number[]): readonly number[] => {
  const mean = values.length > 1 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
  return values.map((value) => value - mean);
};

describe('logistic regression has the coefficients of scikit-learn', () => {
  for (const { data, penalty, C, l1Ratio, weighted, coefficients, intercepts, tolerance } of cases)
    test(`${data}, ${penalty} ${l1Ratio ?? ''}, C ${C}${weighted ? ', weighted' : ''}, to ${tolerance}`, () => {
      const { x, codes, classes } = goldenDesign(data);
      const fitted = fitLogisticRegression(
        {
          ...{ task: 'classification', classes, x, y: codes },
          ...(weighted ? { weights: Float64Array.from(codes, (_, row) => 0.5 + (row % 3)) } : {}),
        },
        { penalty, C, ...(l1Ratio === undefined ? {} : { l1Ratio }), maxIterations: 1000, tolerance: 1e-6 },
        silent,
      ).arrays;
      const expected = coefficients.flat();
      const largest = Math.max(...expected.map(Math.abs));
      expected.forEach((value, at) => {
        expect(Math.abs((fitted['coefficients']?.[at] ?? Number.NaN) - value)).toBeLessThan(tolerance * largest);
      });
      // Softmax leaves the sum of the intercepts open.
      centred(intercepts).forEach((value, at) => {
        expect(Math.abs((fitted['intercepts']?.[at] ?? Number.NaN) - value)).toBeLessThan(
          tolerance * Math.max(1, largest),
        );
      });
    });
});
