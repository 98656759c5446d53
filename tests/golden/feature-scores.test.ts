import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anovaF, regressionF } from '../../algorithms/feature-scores/anova.ts';
import { chiSquaredScore } from '../../algorithms/feature-scores/chi-squared.ts';
import { binned, levelled, mutualInformation } from '../../algorithms/feature-scores/mutual-information.ts';
import { spearman } from '../../algorithms/statistics/correlation.ts';
import { goldenDesign, goldenDoubles } from './designs.ts';

type Score = 'f_classif' | 'f_regression' | 'chi2' | 'mutual_info_classif' | 'mutual_info_regression';
const { data } = JSON.parse(readFileSync(new URL('feature-scores.json', import.meta.url), 'utf8')) as {
  readonly data: Readonly<Record<string, Readonly<Record<Score, readonly number[]>>>>;
};
const cases = Object.entries(data);

const relative = (found: number | null, expected: number): number =>
  Math.abs((found ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected));

test.each(cases)('%s: F and χ² are those of scikit-learn', (name, golden) => {
  const { codes, classes, first } = goldenDesign(name);
  const columns = goldenDoubles(name);
  columns.forEach((x, at) => {
    expect(relative(anovaF(x, codes, classes.length), golden.f_classif[at] ?? Number.NaN)).toBeLessThan(1e-9);
    const squares = x.map((value) => value ** 2);
    expect(relative(chiSquaredScore(squares, codes, classes.length), golden.chi2[at] ?? Number.NaN)).toBeLessThan(1e-9);
    if (at === 0) return;
    expect(relative(regressionF(x, first), golden.f_regression[at - 1] ?? Number.NaN)).toBeLessThan(1e-9);
  });
});

test('mutual information ranks as scikit-learn does, as far as either is sure', () => {
  const agreements = cases.flatMap(([name, golden]) => {
    const { codes, classes, first } = goldenDesign(name);
    const columns = goldenDoubles(name);
    const [target, number] = [levelled(codes, classes.length), binned(first)];
    const told = Float64Array.from(columns, (x) => mutualInformation(binned(x), target));
    const others = Float64Array.from(columns.slice(1), (x) => mutualInformation(binned(x), number));
    return [
      spearman(told, Float64Array.from(golden.mutual_info_classif)) ?? 0,
      spearman(others, Float64Array.from(golden.mutual_info_regression)) ?? 0,
    ];
  });
  expect(agreements).toHaveLength(8);
  // Iris has four columns, of which the best two are as good as equal; in wine numbers tell little of each other.
  expect(Math.min(...agreements)).toBeGreaterThan(0.79);
  expect(agreements.reduce((sum, one) => sum + one, 0) / agreements.length).toBeGreaterThan(0.94);
});
