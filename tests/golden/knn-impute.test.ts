import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { neighbourMean } from '../../algorithms/neighbours/knn-impute.ts';
import { goldenDoubles } from './designs.ts';

interface Case {
  readonly data: string;
  readonly k: number;
  readonly every: number;
  /** Row by row. */
  readonly filled: readonly number[];
}
const { cases } = JSON.parse(readFileSync(new URL('knn-impute.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

test.each(cases)('$data: gaps are filled as by KNNImputer with $k neighbours', ({ data, k, every, filled }) => {
  const columns = goldenDoubles(data);
  const isGap = (row: number, column: number): boolean => (7 * row + 13 * column) % every === 0;
  const gappy = columns.map((values, column) => values.map((value, row) => (isGap(row, column) ? Number.NaN : value)));
  const rows = columns[0]?.length ?? 0;
  const reference = gappy.map((values) => values.slice(0, Math.floor((rows * 2) / 3)));
  const found: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns.length; column++)
      if (isGap(row, column)) found.push(neighbourMean(reference, gappy, { row, column, k }));
  expect(found).toHaveLength(filled.length);
  found.forEach((value, at) => {
    expect(Math.abs(value - (filled[at] ?? Number.NaN))).toBeLessThan(1e-9);
  });
});
