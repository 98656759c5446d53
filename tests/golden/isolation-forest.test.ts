import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitIsolationForest, isolationScores } from '../../algorithms/isolation/isolation-forest.ts';
import { aucOf, rankingOf } from '../../algorithms/metrics/ranking.ts';
import { pearson } from '../../algorithms/statistics/correlation.ts';
import { goldenDoubles } from './designs.ts';

interface Case {
  readonly data: string;
  readonly rows: readonly number[];
  readonly odd: readonly number[];
  readonly auc: readonly number[];
  readonly score: readonly number[];
}
const { cases } = JSON.parse(readFileSync(new URL('isolation-forest.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test.each(cases)('$data: isolation finds the odd rows as well as scikit-learn does, over five seeds', (golden) => {
  const values = goldenDoubles(golden.data).map((column) => Float64Array.from(golden.rows, (row) => column[row] ?? 0));
  const found = [0, 1, 2, 3, 4].map((seed) =>
    isolationScores(fitIsolationForest(values, { trees: 100, sample: 256, seed }), values),
  );
  const auc = mean(found.map((scores) => aucOf(rankingOf(Float64Array.from(golden.odd), scores, 1)) ?? 0));
  expect(Math.abs(auc - mean(golden.auc))).toBeLessThan(0.02);
  const together = Float64Array.from(golden.rows, (_, row) => mean(found.map((scores) => scores[row] ?? 0)));
  expect(pearson(together, Float64Array.from(golden.score))).toBeGreaterThan(0.97);
  together.forEach((score, row) => {
    expect(Math.abs(score - (golden.score[row] ?? 0))).toBeLessThan(0.05);
  });
});
