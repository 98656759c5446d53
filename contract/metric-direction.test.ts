import { expect, test } from 'vitest';
import { isBetter, isLowerBetter } from './metric-direction.ts';

test('losses and errors are better when smaller, scores when larger', () => {
  expect(['log-loss', 'rmse', 'validation loss'].every(isLowerBetter)).toBe(true);
  expect(['accuracy', 'r2', 'validation accuracy'].some(isLowerBetter)).toBe(false);
});

test('of two values the better one is told, of equal ones none', () => {
  expect(isBetter('roc-auc', 0.8, 0.9)).toBe(true);
  expect(isBetter('rmse', 2, 3)).toBe(false);
  expect(isBetter('accuracy', 0.5, 0.5)).toBeUndefined();
});

test('a bias is better when nearer to zero, on whichever side', () => {
  expect(isBetter('bias', -3, 1)).toBe(true);
  expect(isBetter('bias', 1, -1)).toBeUndefined();
});
