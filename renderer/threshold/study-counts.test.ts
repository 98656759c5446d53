import { expect, test } from 'vitest';
import type { ThresholdStudy } from '../../contract/report.ts';
import { cheapest, costOf, countsAt, histogramOf, scoresOf } from './study-counts.ts';

const study: ThresholdStudy = {
  classes: ['stays', 'leaves'],
  rows: 'validation rows',
  thresholds: [0.9, 0.6, 0.4, 0.1],
  truePositives: [2, 3, 3, 4],
  falsePositives: [0, 1, 3, 6],
  positives: 4,
  negatives: 6,
  chosen: 0.5,
  costs: { truePositives: 0, falsePositives: 1, falseNegatives: 5, trueNegatives: 0 },
  settings: {
    threshold: { param: 'threshold', with: {} },
    costs: {
      params: { truePositives: 'a', falsePositives: 'b', falseNegatives: 'c', trueNegatives: 'd' },
      with: {},
    },
  },
};

test('a threshold counts rows that score so high or higher', () => {
  expect(countsAt(study, 0.95).truePositives).toBe(0);
  expect(countsAt(study, 0.6)).toEqual({ truePositives: 3, falsePositives: 1, falseNegatives: 1, trueNegatives: 5 });
  expect(countsAt(study, 0.61)).toMatchObject({ truePositives: 2, falsePositives: 0 });
  expect(countsAt(study, 0)).toMatchObject({ truePositives: 4, falsePositives: 6 });
});

test('the cheapest threshold follows the costs', () => {
  expect(cheapest(study, study.costs)).toBe(0.5);
  expect(cheapest(study, { ...study.costs, falsePositives: 20 })).toBe(0.75);
  expect(costOf(countsAt(study, 0.5), study.costs)).toBeCloseTo(0.6);
});

test('a score that is undefined is not zero', () => {
  const [precision] = scoresOf(countsAt(study, 1));
  expect(precision?.value).toBeUndefined();
});

test('the bars add up to all rows', () => {
  const { positive, negative } = histogramOf(study, 10);
  expect(positive.reduce((sum, count) => sum + count)).toBe(4);
  expect(negative.reduce((sum, count) => sum + count)).toBe(6);
});
