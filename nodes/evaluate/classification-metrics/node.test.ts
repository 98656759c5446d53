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

type Row = readonly [part: string, actual: string | null, predicted: string | null, ...probabilities: number[]];

const predictionsOf = async (
  rows: readonly Row[],
  classes: readonly string[] = ['no', 'yes'],
  name = 'Model',
): Promise<Predictions> => {
  const columns = predictionColumns('classification', classes);
  const cells = rows.map((row, at): SqlValue[] => [at, ...row]);
  const table = await ctx.tables.fromRows(columns, cells);
  return { kind: 'predictions', name, task: 'classification', target: 'bought', classes, threshold: 0.5, table };
};

const reportOf = async (...predictions: Predictions[]): Promise<Report> =>
  (await run(node, {}, { inputs: { predictions }, ctx }))['report'] as Report;

const scoreOf = ({ metrics }: Report, name: string, part = 'test', ofClass?: string): number | null | undefined =>
  metrics.find((metric) => metric.name === name && metric.part === part && metric.class === ofClass)?.value;

const rows: readonly Row[] = [
  ['test', 'yes', 'yes', 0.2, 0.8],
  ['test', 'no', 'no', 0.9, 0.1],
  ['test', 'no', 'yes', 0.4, 0.6],
  ['test', 'yes', 'yes', 0.3, 0.7],
  ['validation', 'yes', 'no', 0.6, 0.4],
  ['validation', 'no', 'no', 0.7, 0.3],
];

test('measures each part, the test part first, with interval and baseline', async () => {
  const report = await reportOf(await predictionsOf(rows));
  expect(report.headline).toBe('accuracy');
  expect(report.metrics[0]).toMatchObject({ name: 'accuracy', part: 'test', value: 0.75, n: 4, baseline: 0.5 });
  expect(report.metrics[0]?.low).toBeCloseTo(0.3006, 3);
  expect(scoreOf(report, 'accuracy', 'validation')).toBe(0.5);
  expect(scoreOf(report, 'precision', 'test', 'yes')).toBeCloseTo(2 / 3, 12);
  expect(scoreOf(report, 'recall', 'test', 'no')).toBe(0.5);
  expect(report.metrics.filter(({ part, name }) => part === 'test' && name === 'recall').map(({ n }) => n)).toEqual([
    4, 2, 2,
  ]);
  expect(scoreOf(report, 'roc-auc')).toBe(1);
  expect(report.metrics.filter(({ name }) => name === 'f1').map((metric) => metric.class ?? metric.average)).toEqual([
    'macro',
    'no',
    'yes',
    'macro',
    'no',
    'yes',
  ]);
});

test('draws confusion, curves and calibration, each with a sentence', async () => {
  const { figures, tables } = await reportOf(await predictionsOf(rows));
  expect(figures.map(({ name }) => name)).toEqual([
    'confusion',
    'roc',
    'precision-recall',
    'gain',
    'lift',
    'calibration',
  ]);
  for (const figure of figures) {
    expect(figure.summary).toMatch(/^[A-Z].+\.$/);
    expect(drawable(figure)).toEqual([]);
  }
  expect(tables[1]?.rows).toEqual([[2, 'no', 'yes', 0.6]]);
});

test('keeps figures small however many rows there are', async () => {
  const many = Array.from({ length: 6000 }, (_, at): Row => {
    const probability = ((at * 48271) % 6007) / 6007;
    return [
      'test',
      (at * 7919) % 6007 < 6007 * probability ? 'yes' : 'no',
      probability >= 0.5 ? 'yes' : 'no',
      1 - probability,
      probability,
    ];
  });
  const { figures } = await reportOf(await predictionsOf(many));
  for (const figure of figures) expect(JSON.stringify(figure.spec).length).toBeLessThan(60_000);
  const roc = JSON.stringify(figures.find(({ name }) => name === 'roc')?.spec);
  expect(roc.match(/"true positive rate":/g)?.length).toBeGreaterThan(300);
});

test('counts rows that can not be judged, and holds classes never seen in training to be wrong', async () => {
  const report = await reportOf(
    await predictionsOf([
      ...rows,
      ['test', null, 'no', 0.9, 0.1],
      ['test', 'maybe', 'no', 0.9, 0.1],
      ['test', 'no', null, 0, 0],
    ]),
  );
  expect(ctx.findings.map(({ code, rows: count }) => [code, count])).toEqual([
    ['data.unknown-actual', 1],
    ['data.not-predicted', 1],
    ['data.unseen-class', 1],
  ]);
  expect(report.findings).toEqual(ctx.findings);
  expect(scoreOf(report, 'accuracy')).toBe(0.6);
});

test('leaves undefined what is undefined', async () => {
  const report = await reportOf(await predictionsOf([['all', 'yes', 'yes', 0.1, 0.9]]));
  expect(scoreOf(report, 'accuracy', 'all')).toBe(1);
  expect(scoreOf(report, 'roc-auc', 'all')).toBeNull();
  expect(scoreOf(report, 'mcc', 'all')).toBeNull();
  expect(report.figures.map(({ name }) => name)).toEqual(['confusion', 'calibration']);
});

test('tells several models apart, also those of one name', async () => {
  const report = await reportOf(await predictionsOf(rows), await predictionsOf(rows.slice(0, 4)));
  expect(new Set(report.metrics.map(({ model }) => model))).toEqual(new Set(['Model', 'Model 2']));
  for (const figure of report.figures) expect(drawable(figure)).toEqual([]);
});

test('takes any text as the name of a class', async () => {
  const classes = [`it's`, '"quoted"', 'ä.[0]', "a'; DROP TABLE x; --"];
  const named = classes.map(
    (name, code): Row => ['test', name, name, ...classes.map((_, at) => (at === code ? 1 : 0))],
  );
  const report = await reportOf(await predictionsOf([...named, ...named], classes));
  expect(scoreOf(report, 'accuracy')).toBe(1);
  expect(scoreOf(report, 'recall', 'test', `it's`)).toBe(1);
  for (const figure of report.figures) expect(drawable(figure)).toEqual([]);
});

test('refuses predictions of numbers, none at all, and none with a known class', async () => {
  const wrong = { ...(await predictionsOf(rows)), task: 'regression' } as const;
  await expect(reportOf(wrong)).rejects.toMatchObject({ code: 'flow.wrong-kind' });
  await expect(reportOf()).rejects.toMatchObject({ code: 'flow.missing-input' });
  await expect(reportOf(await predictionsOf([['test', null, 'no', 1, 0]]))).rejects.toMatchObject({
    code: 'data.no-rows',
  });
});
