import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
import { predictionColumns } from '../../../contract/prediction-columns.ts';
import type { Report } from '../../../contract/report.ts';
import type { Predictions } from '../../../contract/values.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { run } from '../../../tests/conformance/node-driver.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

type Row = readonly [part: string, actual: number | null, predicted: number | null];

const predictionsOf = async (rows: readonly Row[]): Promise<Predictions> => {
  const cells = rows.map((row, at): SqlValue[] => [at, ...row]);
  const table = await ctx.tables.fromRows(predictionColumns('regression', []), cells);
  return { kind: 'predictions', name: 'Model', task: 'regression', target: 'rent', classes: [], threshold: 0.5, table };
};

const reportOf = async (...predictions: Predictions[]): Promise<Report> =>
  (await run(node, {}, { inputs: { predictions }, ctx }))['report'] as Report;

const metricOf = ({ metrics }: Report, name: string, part = 'test') =>
  metrics.find((metric) => metric.name === name && metric.part === part);

const rows: readonly Row[] = [
  ['validation', 5, 5],
  ['test', 1, 2],
  ['test', 2, 2],
  ['test', 4, 1],
  ['test', 0, 0.5],
];

test('measures each part, the test part first, with interval and baseline', async () => {
  const report = await reportOf(await predictionsOf(rows));
  expect(report.headline).toBe('rmse');
  expect(report.metrics[0]?.part).toBe('test');
  expect(metricOf(report, 'mae')).toMatchObject({ value: 1.125, n: 4, baseline: 1.25 });
  expect(metricOf(report, 'bias')?.value).toBeCloseTo(-0.375, 12);
  expect(metricOf(report, 'max-error')?.value).toBe(3);
  expect(metricOf(report, 'r2')?.baseline).toBe(0);
  expect(metricOf(report, 'mae')?.low).toBeGreaterThanOrEqual(0);
  expect(metricOf(report, 'r2', 'validation')?.value).toBeNull();
});

test('lists the worst rows and draws three figures, each with a sentence', async () => {
  const { figures, tables } = await reportOf(await predictionsOf(rows));
  expect(tables[0]?.rows[0]).toEqual([3, 4, 1, -3]);
  expect(figures.map(({ name }) => name)).toEqual(['predicted-actual', 'residuals', 'residual-histogram']);
  for (const figure of figures) {
    expect(figure.summary).toMatch(/^[A-Z].+\.$/);
    expect(drawable(figure)).toEqual([]);
  }
});

test('counts rows that can not be judged, and zeros that mape leaves out', async () => {
  const report = await reportOf(
    await predictionsOf([...rows, ['test', null, 3], ['test', 3, null], ['test', Number.POSITIVE_INFINITY, 3]]),
  );
  expect(ctx.findings.map(({ code, rows: count }) => [code, count])).toEqual([
    ['data.unknown-actual', 1],
    ['data.not-predicted', 2],
    ['metric.zero-actual', 1],
  ]);
  expect(metricOf(report, 'mape')?.value).toBeCloseTo((1 + 0 + 0.75) / 3, 12);
  expect(metricOf(report, 'mae')?.n).toBe(4);
});

test('draws a part of the rows where they are many, and constant predictions too', async () => {
  const many = Array.from({ length: 3000 }, (_, at): Row => ['all', at % 100, 50]);
  const { figures } = await reportOf(await predictionsOf(many));
  expect(figures[0]?.summary).toMatch(/\(4[78]\d of 3000 rows drawn\)/);
  for (const figure of figures) {
    expect(drawable(figure)).toEqual([]);
    expect(JSON.stringify(figure.spec).length).toBeLessThan(60_000);
  }
});

test('refuses predictions of classes and rows without a value', async () => {
  const wrong = { ...(await predictionsOf(rows)), task: 'classification' } as const;
  await expect(reportOf(wrong)).rejects.toMatchObject({ code: 'flow.wrong-kind' });
  await expect(reportOf(await predictionsOf([['test', null, 1]]))).rejects.toMatchObject({ code: 'data.no-rows' });
});
