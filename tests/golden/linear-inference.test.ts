import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Inference, inferCoefficients } from '../../algorithms/linear/inference.ts';
import { fitLinearRegression } from '../../algorithms/linear/linear-regression.ts';
import { fitLogisticRegression } from '../../algorithms/linear/logistic-regression.ts';
import { twoSided, twoSidedQuantile } from '../../algorithms/statistics/two-sided.ts';
import type { Estimator, Matrix } from '../../contract/matrix.ts';
import { goldenDesign, withoutFirst } from './designs.ts';
import { silent } from './silent.ts';

const told = ['value', 'error', 'statistic', 'p', 'low', 'high'] as const;
type Row = Readonly<Record<(typeof told)[number], number>>;

const reference = JSON.parse(readFileSync(new URL('linear-inference.json', import.meta.url), 'utf8')) as {
  readonly linear: readonly {
    readonly data: string;
    readonly weighted: boolean;
    readonly degrees: number;
    readonly rows: readonly Row[];
  }[];
  readonly logistic: readonly { readonly data: string; readonly rows: readonly Row[] }[];
  readonly tails: readonly { readonly statistic: number; readonly degrees: number | null; readonly p: number }[];
  readonly quantiles: readonly { readonly outside: number; readonly degrees: number | null; readonly value: number }[];
};

const inferenceOf = ({ json }: Estimator): Inference => json['inference'] as unknown as Inference;

const expectRows = (estimator: Estimator, x: Matrix, rows: readonly Row[]): void => {
  const scaling = x.columns.map(() => null);
  const found = inferCoefficients(estimator, inferenceOf(estimator), scaling);
  expect(found).toHaveLength(rows.length);
  for (const [at, row] of rows.entries())
    for (const name of told) {
      const unit =
        name === 'p'
          ? 1
          : name === 'statistic'
            ? Math.max(1, Math.abs(row[name]))
            : Math.max(row.error, Math.abs(row.value));
      expect(Math.abs((found[at]?.[name] ?? Number.NaN) - row[name]) / unit, `${name} of ${at}`).toBeLessThan(1e-6);
    }
};

describe('standard errors of linear regression are those of statsmodels to 1e-6', () => {
  test.each(reference.linear)('$data, weighted $weighted', ({ data, weighted, degrees, rows }) => {
    const { x, first } = goldenDesign(data);
    const features = withoutFirst(x);
    const weights = weighted ? { weights: Float64Array.from(first, (_, row) => 0.5 + (row % 3)) } : {};
    const estimator = fitLinearRegression(
      { x: features, y: first, ...weights },
      { penalty: 'none', alpha: 0, l1Ratio: 0, maxIterations: 100 },
      silent,
    );
    expect(inferenceOf(estimator)).toEqual({ known: true, degrees });
    expectRows(estimator, features, rows);
  });
});

const firstTwo = ({ rows, columns, data }: Matrix): Matrix => ({
  rows,
  columns: columns.slice(0, 2),
  data: data.slice(0, 2 * rows),
});

describe('standard errors of logistic regression are those of statsmodels to 1e-6', () => {
  test.each(reference.logistic)('$data', ({ data, rows }) => {
    const design = goldenDesign(data);
    const x = firstTwo(design.x);
    const y = design.codes.map((code, row) => (row % 4 === 0 ? (code + 1) % design.classes.length : code));
    const estimator = fitLogisticRegression(
      { task: 'classification', classes: design.classes, x, y },
      { penalty: 'none', C: 1, maxIterations: 1000, tolerance: 1e-9 },
      silent,
    );
    expect(inferenceOf(estimator)).toEqual({ known: true });
    expectRows(estimator, x, rows);
  });
});

test('tails are those of scipy', () => {
  for (const { statistic, degrees, p } of reference.tails)
    expect(Math.abs(twoSided(statistic, degrees ?? undefined) - p), `${statistic} ${degrees}`).toBeLessThan(1e-10);
});

test('quantiles are those of scipy', () => {
  for (const { outside, degrees, value } of reference.quantiles)
    expect(twoSidedQuantile(outside, degrees ?? undefined) / value, `${outside} ${degrees}`).toBeCloseTo(1, 8);
});
