import { expect, test } from 'vitest';
import { type Metric, report } from '../../../contract/report.ts';
import { compareModels, headlineMetric, metricGroup, modelsOf, partsOf } from './metric-groups.ts';
import { columnNumber, intervalText, metricSentence, metricTitle, metricValue, shownNumber } from './metric-text.ts';
import { whiskerOf } from './whisker.ts';

const metric = (name: string, part: string, more: Partial<Metric> = {}): Metric => ({
  name,
  part,
  value: 0.9,
  n: 67,
  ...more,
});

const scores = report('Scores', {
  headline: 'accuracy',
  metrics: [
    metric('log-loss', 'train'),
    metric('accuracy', 'train', { value: 1 }),
    metric('log-loss', 'test', { value: 0.12 }),
    metric('accuracy', 'test', { value: 0.985, low: 0.95, high: 1, baseline: 0.44 }),
    metric('recall', 'test', { class: 'Adelie', n: 30 }),
    metric('precision', 'test', { class: 'Adelie', n: 30 }),
    metric('recall', 'test', { class: 'Gentoo', n: 25 }),
  ],
});

test('the test part comes first, then validation, folds last in their order', () => {
  const parts = ['fold-10', 'train', 'fold-2', 'validation', 'test'].map((part) => metric('accuracy', part));
  expect(partsOf(parts)).toEqual(['test', 'validation', 'train', 'fold-2', 'fold-10']);
});

test('a part has its headline first, and what is about classes in a table of its own', () => {
  const { tiles, classes } = metricGroup(scores, 'test');
  expect(tiles.map(({ name }) => name)).toEqual(['accuracy', 'log-loss']);
  expect(classes.names).toEqual(['recall', 'precision']);
  expect(classes.rows.map((row) => [row.class, row.n, Object.keys(row.metrics)])).toEqual([
    ['Adelie', 30, ['recall', 'precision']],
    ['Gentoo', 25, ['recall']],
  ]);
});

test('a report over several models can be asked for one', () => {
  const both = report('Both', {
    metrics: [metric('r2', 'test', { model: 'a' }), metric('r2', 'test', { model: 'b', value: 0.1 })],
  });
  expect(modelsOf(both.metrics)).toEqual(['a', 'b']);
  expect(metricGroup(both, 'test', 'b').tiles.map(({ value }) => value)).toEqual([0.1]);
});

test('several models stand side by side, and the best by each metric is known', () => {
  const both = report('Both', {
    metrics: [
      metric('rmse', 'test', { model: 'a', value: 2 }),
      metric('rmse', 'test', { model: 'b', value: 1 }),
      metric('r2', 'test', { model: 'a', value: 0.5 }),
      metric('r2', 'test', { model: 'b', value: 0.5 }),
      metric('r2', 'train', { model: 'a', value: 1 }),
      metric('bias', 'test', { model: 'a', value: 3 }),
      metric('bias', 'test', { model: 'b', value: -1 }),
    ],
  });
  const { names, rows, best } = compareModels(both, 'test');
  expect(names).toEqual(['rmse', 'r2', 'bias']);
  expect(rows.map(({ model, metrics }) => [model, metrics['r2']?.value])).toEqual([
    ['a', 0.5],
    ['b', 0.5],
  ]);
  expect(best).toEqual({ rmse: 'b', bias: 'b' });
});

test('the headline is taken from the test part', () => {
  expect(headlineMetric(scores)?.value).toBe(0.985);
  expect(headlineMetric(report('Empty'))).toBeUndefined();
});

test('names are written as people write them', () => {
  expect(['roc-auc', 'r2', 'balanced-accuracy'].map(metricTitle)).toEqual(['ROC AUC', 'R²', 'Balanced accuracy']);
});

test('numbers have as many digits as help', () => {
  expect([0.98512, 12.345, 123.456, 12_345.6, 67, 0.0000123].map(shownNumber)).toEqual([
    '0.985',
    '12.35',
    '123.5',
    '12,346',
    '67',
    '1.23e-5',
  ]);
});

test('what is nothing to three decimals has no sign', () => {
  expect([-0.0002, 0.4].map(columnNumber([-0.0002, 0.4]))).toEqual(['0.000', '0.400']);
});

test('the numbers of a column have the same decimals', () => {
  const mixed = columnNumber([1, 0.929, null]);
  expect([1, 0.929].map(mixed)).toEqual(['1.000', '0.929']);
  expect([1, 12].map(columnNumber([1, 12]))).toEqual(['1', '12']);
  expect(metricValue(1)).toBe('1.000');
});

test('an interval needs both ends', () => {
  expect(intervalText({ low: 0.95, high: 1 })).toBe('0.950 – 1.000');
  expect(intervalText({ low: 0.95 })).toBeUndefined();
});

test('a metric can be read out', () => {
  const [accuracy] = metricGroup(scores, 'test').tiles;
  expect(accuracy && metricSentence(accuracy)).toBe(
    'Accuracy 0.985 on 67 test rows, 95 % interval 0.950 – 1.000, baseline 0.440',
  );
});

test('a share is drawn between 0 and 1, other metrics on a scale that holds their marks', () => {
  expect(whiskerOf(metric('accuracy', 'test', { low: 0.8, high: 0.95, baseline: 0.4 }))).toEqual({
    value: 90,
    low: 80,
    high: 95,
    baseline: 40,
  });
  const wide = whiskerOf(metric('rmse', 'test', { value: 1200, low: 1000, high: 1400 }));
  expect(wide?.low).toBeGreaterThan(0);
  expect(wide?.high).toBeLessThan(100);
  expect(wide?.value).toBe(50);
});

test('a lone or undefined value is not drawn', () => {
  expect(whiskerOf(metric('accuracy', 'test'))).toBeUndefined();
  expect(whiskerOf(metric('accuracy', 'test', { value: null, baseline: 0.4 }))).toBeUndefined();
});
