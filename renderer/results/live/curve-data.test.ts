import { expect, test } from 'vitest';
import { bestPoint, curveCharts, isHeldOut, measureOf } from './curve-data.ts';

const line = (...values: readonly number[]) => values.map((value, step) => ({ step, value }));

test('training and validation of one measure share a chart, training first', () => {
  const charts = curveCharts({
    'validation loss': line(0.9, 0.5),
    'training loss': line(0.8, 0.4),
    'training accuracy': line(0.5, 0.9),
  });
  expect(charts.map(({ title, series }) => [title, series.map(({ name }) => name)])).toEqual([
    ['loss', ['training loss', 'validation loss']],
    ['accuracy', ['training accuracy']],
  ]);
});

test('series with other steps are laid side by side, with gaps', () => {
  const [chart] = curveCharts({
    'training loss': [
      { step: 1, value: 3 },
      { step: 2, value: 2 },
      { step: 3, value: 1 },
    ],
    'validation loss': [{ step: 2, value: 4 }],
  });
  expect(chart?.columns).toEqual([
    [1, 2, 3],
    [3, 2, 1],
    [null, 4, null],
  ]);
});

test('a value that is not finite is a gap, and never the best', () => {
  const [chart] = curveCharts({
    loss: [
      { step: 0, value: Number.NaN },
      { step: 1, value: 0.2 },
    ],
  });
  expect(chart?.columns[1]).toEqual([null, 0.2]);
  expect(chart?.series[0]?.best).toEqual({ step: 1, value: 0.2 });
});

test('the best of a loss is its lowest point, of a score its highest, the earliest on a tie', () => {
  expect(bestPoint('validation loss', line(3, 1, 2, 1))?.step).toBe(1);
  expect(bestPoint('validation accuracy', line(0.3, 0.9, 0.9))?.step).toBe(1);
  expect(bestPoint('loss', [])).toBeUndefined();
});

test('a series is known by its words', () => {
  expect(['validation loss', 'val accuracy', 'oob error'].every(isHeldOut)).toBe(true);
  expect(['training loss', 'score', 'valley'].some(isHeldOut)).toBe(false);
  expect(measureOf('validation loss')).toBe('loss');
  expect(measureOf('validation')).toBe('validation');
});
