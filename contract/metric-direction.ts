const smaller: ReadonlySet<string> = new Set([
  'log-loss',
  'brier',
  'mae',
  'rmse',
  'mse',
  'median-ae',
  'mape',
  'max-error',
  'loss',
  'ece',
]);

/** Whether a smaller value is the better one; also for the series of a training curve. Of `bias` compare the size. */
export const isLowerBetter = (metric: string): boolean =>
  smaller.has(metric) || /\b(loss|error|rmse|mae|mse)\b/i.test(metric);

/** Whether `after` is better than `before`; undefined where neither is. */
export const isBetter = (metric: string, before: number, after: number): boolean | undefined => {
  if (before === after) return undefined;
  if (metric === 'bias') return Math.abs(before) === Math.abs(after) ? undefined : Math.abs(after) < Math.abs(before);
  return isLowerBetter(metric) ? after < before : after > before;
};
