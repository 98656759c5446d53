import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitLinearRegression, type LinearRegressionOptions } from '../../algorithms/linear/linear-regression.ts';
import { goldenDesign, withoutFirst } from './designs.ts';
import { silent } from './silent.ts';

interface Case {
  readonly data: string;
  readonly penalty: LinearRegressionOptions['penalty'];
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly weighted: boolean;
  readonly coefficients: readonly number[];
  readonly intercept: number;
}

const { cases } = JSON.parse(readFileSync(new URL('linear-regression.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

describe('linear regression has the coefficients of scikit-learn to 1e-6', () => {
  for (const { data, penalty, alpha, l1Ratio, weighted, coefficients, intercept } of cases)
    test(`${data}, ${penalty} ${alpha}${weighted ? ', weighted' : ''}`, () => {
      const { x, first } = goldenDesign(data);
      const fitted = fitLinearRegression(
        {
          x: withoutFirst(x),
          y: first,
          ...(weighted ? { weights: Float64Array.from(first, (_, row) => 0.5 + (row % 3)) } : {}),
        },
        { penalty, alpha, l1Ratio, maxIterations: 1000 },
        silent,
      ).arrays;
      const largest = Math.max(...coefficients.map(Math.abs));
      coefficients.forEach((expected, at) => {
        expect(Math.abs((fitted['coefficients']?.[at] ?? Number.NaN) - expected)).toBeLessThan(1e-6 * largest);
      });
      expect(Math.abs((fitted['intercepts']?.[0] ?? Number.NaN) - intercept)).toBeLessThan(1e-6 * Math.abs(intercept));
    });
});
