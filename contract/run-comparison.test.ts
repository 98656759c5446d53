import { expect, test } from 'vitest';
import type { RunMetric, RunRecord } from './ledger.ts';
import { dataChanges, metricChanges } from './run-comparison.ts';

const run = (metrics: readonly Partial<RunMetric>[], data: RunRecord['data'] = []): RunRecord => ({
  ...{ run: 'r', at: 0, status: 'succeeded', ms: 1, ran: 1, reused: 0, data },
  metrics: metrics.map((metric) => ({ node: 'scores', name: 'accuracy', part: 'test', value: null, ...metric })),
});

test('a metric that rose is better, a loss that rose is not', () => {
  const before = run([{ value: 0.8 }, { name: 'log-loss', value: 0.3 }]);
  const after = run([{ value: 0.9 }, { name: 'log-loss', value: 0.4 }]);
  const [accuracy, loss] = metricChanges(before, after);
  expect(accuracy).toMatchObject({ name: 'accuracy', better: true });
  expect(accuracy?.difference).toBeCloseTo(0.1);
  expect(loss).toMatchObject({ name: 'log-loss', better: false });
});

test('a difference within both intervals may be chance', () => {
  const before = run([{ value: 0.8, low: 0.7, high: 0.9 }]);
  expect(metricChanges(before, run([{ value: 0.85, low: 0.75, high: 0.95 }]))[0]?.mayBeChance).toBe(true);
  expect(metricChanges(before, run([{ value: 0.95, low: 0.91, high: 0.99 }]))[0]?.mayBeChance).toBe(false);
});

test('metrics of one run only, and undefined ones, have no difference', () => {
  const [only, gone] = metricChanges(run([{ node: 'old', value: 1 }]), run([{ value: 0.5 }]));
  expect(only).toMatchObject({ node: 'scores', before: undefined });
  expect(gone).toMatchObject({ node: 'old', after: undefined });
  expect(metricChanges(run([{ value: null }]), run([{ value: 0.5 }]))[0]).not.toHaveProperty('difference');
});

test('sources that read other rows are told with their counts', () => {
  const before = run(
    [],
    [
      { node: 'file', hash: 'a', rows: 10 },
      { node: 'same', hash: 's', rows: 3 },
    ],
  );
  const after = run(
    [],
    [
      { node: 'file', hash: 'b', rows: 12 },
      { node: 'same', hash: 's', rows: 3 },
    ],
  );
  expect(dataChanges(before, after)).toEqual([{ node: 'file', before: 10, after: 12 }]);
});
