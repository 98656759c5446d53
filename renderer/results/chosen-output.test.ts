import { expect, test } from 'vitest';
import { unsplit } from '../../contract/column.ts';
import { report } from '../../contract/report.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import { dataOutput, metricsOutput, sizeText } from './chosen-output.ts';

const table: ValueSummary = {
  kind: 'table',
  handle: 't',
  hash: 't',
  rows: 7529,
  split: unsplit,
  columns: [{ name: 'a', type: 'number', role: 'feature' }],
};
const scores: ValueSummary = { kind: 'report', handle: 'r', hash: 'r', report: report('Scores') };
const learner: ValueSummary = { kind: 'learner', handle: 'l', hash: 'l', type: 'train.baseline', params: {} };

test('the data shown are the first output with rows, unless another is asked for', () => {
  expect(dataOutput({ scores, table })?.port).toBe('table');
  expect(dataOutput({ scores, table }, 'scores')?.port).toBe('scores');
  expect(dataOutput({ scores }, 'gone')?.port).toBe('scores');
  expect(dataOutput({})).toBeUndefined();
});

test('the metrics shown are those of a report before anything else without rows', () => {
  expect(metricsOutput({ table, learner, scores })?.port).toBe('scores');
  expect(metricsOutput({ table, learner })?.port).toBe('learner');
  expect(metricsOutput({ table }, 'table')).toBeUndefined();
});

test('a size is told in words', () => {
  expect(sizeText(table)).toBe('7,529 rows × 1 column');
  expect(sizeText(scores)).toBe('Scores');
});
