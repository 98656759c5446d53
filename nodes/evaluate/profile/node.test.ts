import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
import type { Report } from '../../../contract/report.ts';
import type { Table } from '../../../contract/values.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { run, tableOf } from '../../../tests/conformance/node-driver.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const close = (value: number) => expect.closeTo(value, 9);
const profileOf = async (table: Table, params = {}): Promise<Report> => {
  const { report } = await run(node, params, { inputs: { table }, ctx });
  return report as Report;
};
const reportOn = async (columns: string, rows: readonly (readonly SqlValue[])[], params = {}): Promise<Report> =>
  profileOf(await tableOf(ctx, columns, rows), params);

/** Rows of a table of the report, as objects. */
const rowsIn = ({ tables }: Report, title: string) => {
  const found = tables.find((table) => table.title === title);
  return (found?.rows ?? []).map((row) =>
    Object.fromEntries((found?.columns ?? []).map((name, at) => [name, row[at]])),
  );
};
const findingsAbout = (code: string) => ctx.findings.filter((finding) => finding.code === code);

test('numbers are described exactly; missing, infinite and not-a-number are told apart', async () => {
  const report = await reportOn(
    'v',
    [1, 2, 3, 4, 5, null, Infinity, -Infinity].map((value) => [value]),
  );
  expect(rowsIn(report, 'Columns')).toEqual([
    expect.objectContaining({ column: 'v', present: 7, 'missing share': 0.125, distinct: 5 }),
  ]);
  expect(rowsIn(report, 'Numbers')).toEqual([
    expect.objectContaining({
      ...{ mean: 3, min: 1, median: 3, '25 %': 2, '99 %': close(4.96), max: 5, skew: close(0), kurtosis: close(-1.3) },
      ...{ deviation: close(Math.sqrt(2.5)), zeros: 0, negative: 0, infinite: 2, NaN: 0 },
    }),
  ]);
  expect(findingsAbout('data.impossible-values')).toMatchObject([{ column: 'v', rows: 2 }]);
});

test('NaN that is no missing value is counted', async () => {
  const plain = await tableOf(ctx, 'v', [[1], [2], [3]]);
  const sql = `SELECT * REPLACE (CASE WHEN v = 2 THEN 'NaN'::DOUBLE ELSE v END AS v) FROM ${plain.relation}`;
  const report = await profileOf(await ctx.tables.derive(plain, sql, plain.columns));
  expect(rowsIn(report, 'Numbers')).toEqual([expect.objectContaining({ NaN: 1, mean: 2 })]);
  expect(rowsIn(report, 'Columns')).toEqual([expect.objectContaining({ present: 3, distinct: 2 })]);
});

test('zeros of both signs are one value; whole numbers beyond doubles are counted apart', async () => {
  const zeros = await reportOn('v', [[0], [-0], [1]]);
  expect(rowsIn(zeros, 'Columns')).toEqual([expect.objectContaining({ distinct: 2, commonest: '0' })]);
  expect(Object.is(rowsIn(zeros, 'Numbers')[0]?.['min'], 0)).toBe(true);
  const whole = await reportOn('v:integer', [[9007199254740992n], [9007199254740993n], [1]]);
  expect(rowsIn(whole, 'Columns')).toEqual([expect.objectContaining({ distinct: 3 })]);
});

test('levels come by how common they are, then by name; lengths are about all rows', async () => {
  const rows = ['b', 'a', 'b', 'a', 'long one', ' ', null].map((text) => [text]);
  const report = await reportOn('c:category', rows);
  expect(rowsIn(report, 'Levels and texts')).toEqual([
    {
      ...{ column: 'c', distinct: 4, shortest: 1, longest: 8, 'mean length': close(13 / 6), blank: 1 },
      commonest: 'a (33.3 %), b (33.3 %),   (16.7 %), long one (16.7 %)',
    },
  ]);
});

test('dates have a range, a usual step and a longest gap', async () => {
  const days = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-02-04', '2024-02-05 12:00:00'];
  const report = await reportOn(
    'd:datetime',
    days.map((day) => [day]),
  );
  expect(rowsIn(report, 'Dates')).toEqual([
    expect.objectContaining({
      ...{ first: '2024-01-01', last: '2024-02-05 12:00:00', 'usual step (days)': 1 },
      ...{ 'longest gap (days)': 31, 'gap after': '2024-01-04' },
    }),
  ]);
  await reportOn('d:datetime', [['1066-10-14'], ['2024-01-01']]);
  expect(findingsAbout('data.impossible-values')).toMatchObject([{ column: 'd', examples: ['1066-10-14'] }]);
});

test('columns that are missing together are found', async () => {
  const rows = Array.from({ length: 10 }, (_, i) => [i < 3 ? null : i, i < 3 ? null : 'x', i === 9 ? null : i, i]);
  const report = await reportOn('a b:text c d', rows);
  expect(rowsIn(report, 'Missing together')).toEqual([
    { missing: 'nothing', columns: 0, rows: 6, share: 0.6 },
    { missing: 'a, b', columns: 2, rows: 3, share: 0.3 },
    { missing: 'c', columns: 1, rows: 1, share: 0.1 },
  ]);
  expect(findingsAbout('data.missing').map(({ column, severity }) => `${column} ${severity}`)).toEqual([
    'a warning',
    'b warning',
    'c warning',
  ]);
});

test('each part of a split has its own figures', async () => {
  const plain = await tableOf(ctx, 'v c:category', [
    [1, 'a'],
    [3, 'a'],
    [10, 'b'],
    [null, 'c'],
  ]);
  const sql = `SELECT *, CASE WHEN __row < 2 THEN 'train' ELSE 'test' END AS __part FROM ${plain.relation}`;
  const split = await ctx.tables.derive(plain, sql, plain.columns, { parts: true, folds: 0, repeats: 0 });
  const report = await profileOf(split);
  const part = { rows: 2, 'missing share': 0, distinct: null };
  expect(rowsIn(report, 'By part')).toEqual([
    { ...part, column: 'v', part: 'train', mean: 2, deviation: close(Math.SQRT2), min: 1, max: 3 },
    { ...part, column: 'v', part: 'test', 'missing share': 0.5, mean: 10, deviation: null, min: 10, max: 10 },
    { ...part, column: 'c', part: 'train', distinct: 1, mean: null, deviation: null, min: null, max: null },
    { ...part, column: 'c', part: 'test', distinct: 2, mean: null, deviation: null, min: null, max: null },
  ]);
  expect(report.facts).toContainEqual({ label: 'Rows (test)', value: '2' });
});

test('each pair of columns is measured as its types ask for', async () => {
  const letters = ['a', 'a', 'b', 'b', 'c', 'c'];
  const rows = [1, 2, 4, 5, 9, 10].map((x, i) => [x, x * x, letters[i] ?? null, i < 3 ? 'u' : 'v']);
  const report = await reportOn('x square c:category d:category', rows);
  const pairs = rowsIn(report, 'Columns that go together most');
  const pair = (first: string, second: string) =>
    pairs.find((row) => row['first'] === first && row['second'] === second);
  expect(pair('x', 'square')).toMatchObject({ measure: 'Pearson’s r', 'Spearman or Theil’s U': close(1) });
  expect(pair('x', 'c')).toMatchObject({ measure: 'correlation ratio η', value: close(0.988714372165) });
  expect(pair('c', 'd')).toMatchObject({ measure: 'Cramér’s V', 'Spearman or Theil’s U': close(0.515803742979) });
  expect((await reportOn('x y', [[1, 2]], { correlation: false })).figures.map(({ name }) => name)).toEqual([
    'histograms',
  ]);
});

test('a large table is compared on a sample, and says so', async () => {
  const columns = [
    { name: 'x', type: 'number', role: 'feature' },
    { name: 'y', type: 'number', role: 'feature' },
  ] as const;
  const sql = 'SELECT range::DOUBLE AS x, CASE WHEN range % 7 <> 0 THEN range * 2.0 END AS y FROM range(150000)';
  const report = await profileOf(await ctx.tables.create(sql, columns));
  expect(rowsIn(report, 'Columns that go together most')).toEqual([
    { first: 'x', second: 'y', measure: 'Pearson’s r', value: close(1), 'Spearman or Theil’s U': close(1) },
  ]);
  expect(report.facts.at(-1)?.value).toMatch(/^2 columns on a sample of (99|100),\d+ rows$/);
  expect(rowsIn(report, 'Numbers')).toMatchObject([{ mean: 74999.5 }, {}]);
});

test('what is odd about a column is said', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => [
    ...[i, `key ${i}`, 'same', i === 0 ? 'b' : 'a', i % 60 === 0 ? null : `level ${i % 60}`],
    ...[i === 0 ? -5 : 40 + (i % 9), i === 0 ? 1000 : i % 3, i % 2 === 0 ? null : 1.5 + i, i % 50 === 0 ? null : 'yes'],
  ]);
  await reportOn(
    'no:integer key:text same:category almost:category many:category buyerAge:integer tail half y:category:target',
    rows,
  );
  const said = ctx.findings.map(({ code, column, severity }) => `${code} ${column} ${severity}`);
  expect(said).toEqual([
    'data.identifier no warning',
    'data.identifier key warning',
    'data.constant-column same error',
    'data.almost-constant almost warning',
    'data.many-levels many info',
    'data.impossible-values buyerAge warning',
    'data.skewed buyerAge info',
    'data.skewed tail info',
    'data.missing half warning',
    'data.missing y error',
    'data.constant-column y error',
  ]);
  expect(ctx.findings[0]?.message).toContain('without a gap');
  expect(findingsAbout('data.impossible-values')).toMatchObject([{ rows: 1, examples: ['-5'] }]);
});

test('a column without values, no rows and one row have a profile', async () => {
  const columns = 'v i:integer d:datetime t:text b:boolean';
  for (const rows of [[], [[null, null, null, null, null]], [[1, 2, '2024-01-01', 'x', true]]] as const) {
    const report = await reportOn(columns, rows);
    expect(rowsIn(report, 'Columns')).toHaveLength(5);
    for (const figure of report.figures) expect(drawable(figure)).toEqual([]);
  }
  expect(findingsAbout('data.all-missing')).toHaveLength(5);
  expect(findingsAbout('data.constant-column')).toEqual([]);
});

test('figures can be drawn, and tell what they show', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [
    i % 4 === 0 ? null : i,
    i % 3,
    ['a', 'b'][i % 2] ?? null,
    `2024-01-${10 + (i % 15)}`,
  ]);
  const report = await reportOn('x n:integer c:category d:datetime', rows);
  expect(report.figures.map(({ name }) => name)).toEqual([
    'histograms',
    'date-histograms',
    'levels',
    'missing-pattern',
    'correlation',
  ]);
  for (const figure of report.figures) {
    expect(drawable(figure)).toEqual([]);
    expect(figure.summary).toMatch(/\.$/);
  }
});

test('wide tables are drawn and compared as far as said', async () => {
  const names = Array.from({ length: 70 }, (_, i) => `c${i}`);
  const report = await reportOn(
    names.join(' '),
    Array.from({ length: 5 }, (_, row) => names.map((_, i) => (row * (i + 3)) % 101)),
  );
  expect(report.facts.at(-1)?.value).toBe('60 columns on 5 rows; 10 further columns were left out');
  expect(report.figures[0]?.summary).toContain('the first 24 of 70 columns are drawn');
  expect(rowsIn(report, 'Columns')).toHaveLength(70);
});
