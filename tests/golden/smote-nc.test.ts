import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { smoteNeighbours } from '../../algorithms/neighbours/smote-nc.ts';
import type { SqlRow } from '../../contract/context.ts';
import balance from '../../nodes/clean/balance/node.ts';
import { openContext } from '../conformance/node-context.ts';
import { only, tableOf, transform } from '../conformance/node-driver.ts';
import { goldenDesign, goldenDoubles } from './designs.ts';

interface Case {
  readonly data: string;
  readonly label: string;
  readonly k: number;
  /** Of each row of the class, among its rows, the nearest first. */
  readonly neighbours: readonly (readonly number[])[];
  /** Of the made-up rows, a value a column: four numbers and two categories as 0 and 1. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly correlation: readonly (readonly number[])[];
}
const { cases, made } = JSON.parse(readFileSync(new URL('smote-nc.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
  /** Made-up rows of the reference. */
  readonly made: number;
};

const ctx = await openContext();
afterAll(() => ctx.close());

const medianOf = (values: Float64Array): number => {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** The rows of one class: four numbers, and whether two others lie above their median in all the data. */
const classOf = ({ data, label }: Case): readonly Float64Array[] => {
  const columns = goldenDoubles(data);
  const { classes, codes } = goldenDesign(data);
  const flags = columns.slice(4, 6).map((values) => {
    const median = medianOf(values);
    return values.map((value) => (value > median ? 1 : 0));
  });
  return [...columns.slice(0, 4), ...flags].map((values) =>
    values.filter((_, row) => classes[codes[row] ?? 0] === label),
  );
};

test.each(cases)('$data: the neighbours of each row are those of SMOTENC', (one) => {
  const columns = classOf(one);
  const rows = columns[0]?.length ?? 0;
  const codes = columns.slice(4).map((values) => Int32Array.from(values));
  const neighboursOf = smoteNeighbours({ rows, numbers: columns.slice(0, 4), codes }, one.k);
  const found = Array.from({ length: rows }, (_, row) => neighboursOf(row));
  expect(found).toEqual(one.neighbours);
});

const count = 10_000;
const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const momentsOf = (rows: readonly SqlRow[]) => {
  const columns = names.map((name) =>
    rows.map((row) => (name > 'd' ? Number(row[name] === 'high') : Number(row[name]))),
  );
  const mean = columns.map((values) => values.reduce((sum, value) => sum + value / rows.length, 0));
  const product = (i: number, j: number): number =>
    rows.reduce(
      (sum, _, row) =>
        sum + (((columns[i]?.[row] ?? 0) - (mean[i] ?? 0)) * ((columns[j]?.[row] ?? 0) - (mean[j] ?? 0))) / rows.length,
      0,
    );
  const deviation = names.map((_, i) => Math.sqrt(product(i, i)));
  const correlation = names.map((_, i) =>
    names.map((__, j) => product(i, j) / ((deviation[i] ?? 0) * (deviation[j] ?? 0))),
  );
  return { mean, deviation, correlation };
};

test.each(cases)('$data: made-up rows are spread as those of SMOTENC', { timeout: 60_000 }, async (one) => {
  const columns = classOf(one);
  const rare = Array.from(columns[0] ?? [], (_, row) => [
    ...columns.slice(0, 4).map((values) => values[row] ?? 0),
    ...columns.slice(4).map((values) => (values[row] === 1 ? 'high' : 'low')),
    'rare',
  ]);
  const common = Array.from({ length: rare.length + count }, () => [0, 0, 0, 0, 'low', 'low', 'common']);
  const table = await tableOf(ctx, 'a b c d e:category f:category y:category:target', [...rare, ...common]);
  const params = { method: 'smote-nc', neighbours: one.k };
  const rows = await ctx.rowsOf(only(await transform(balance, params, { table, ctx })));
  const synthetic = rows.filter((row) => row['synthetic'] === true);
  expect(synthetic).toHaveLength(count);
  const found = momentsOf(synthetic);
  // Five standard errors of the difference of two samples.
  const error = 5 * Math.sqrt(1 / count + 1 / made);
  names.forEach((_, i) => {
    const deviation = one.deviation[i] ?? 0;
    expect(Math.abs((found.mean[i] ?? 0) - (one.mean[i] ?? 0))).toBeLessThan(error * deviation);
    expect(Math.abs((found.deviation[i] ?? 0) / deviation - 1)).toBeLessThan(error * 1.5);
    names.forEach((__, j) => {
      expect(Math.abs((found.correlation[i]?.[j] ?? 0) - (one.correlation[i]?.[j] ?? 0))).toBeLessThan(error);
    });
  });
});
