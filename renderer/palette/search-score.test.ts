import { expect, test } from 'vitest';
import { testCatalogue } from '../testing/entries.ts';
import { scoreText, searchEntries } from './search-score.ts';

const boosting = {
  title: 'Gradient boosting',
  keywords: ['xgboost', 'lightgbm', 'trees'],
  description: 'Trees that correct each other',
};

const score = (query: string): number => scoreText(query, boosting);

test('the better the match the higher the score', () => {
  const queries = ['gradient boosting', 'gradient', 'gb', 'boost', 'radient', 'xgboost', 'correct'];
  const scores = queries.map(score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(scores.at(-1)).toBeGreaterThan(0);
});

test('one wrong letter is forgiven in words of five or more', () => {
  expect(score('gradeint')).toBeGreaterThan(0);
  expect(score('bosting')).toBeGreaterThan(0);
  expect(score('xgbost')).toBeGreaterThan(0);
  expect(score('zzzzz')).toBe(0);
  expect(score('qb')).toBe(0);
});

test('an empty query keeps the catalogue as it is', () => {
  expect(searchEntries('  ', testCatalogue)).toBe(testCatalogue);
});

test('the best title comes first', () => {
  expect(searchEntries('forest', testCatalogue)[0]?.type).toBe('train.random-forest');
  expect(searchEntries('cm', testCatalogue)[0]?.type).toBe('evaluate.classification-metrics');
  const [split] = testCatalogue.filter(({ type }) => type === 'split.train-test');
  if (!split) throw new Error('no split');
  const splits = [
    { ...split, type: 'split.time', title: 'Time split' },
    { ...split, title: 'Train/test split' },
  ];
  expect(searchEntries('split', splits)[0]?.title).toBe('Train/test split');
});
