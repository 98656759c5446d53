import { expect, test } from 'vitest';
import { learnRules } from './learn-rules.ts';

test('rules say what was seen, and names and levels that need quotes have them', () => {
  const rules = learnRules(
    [
      { name: 'id', type: 'integer', missing: 0, distinct: 30, range: { low: '1', high: '30' } },
      { name: 'unit "price"', type: 'number', missing: 2, distinct: 28, range: { low: '-1.5', high: '9.0' } },
      { name: 'rows', type: 'category', missing: 0, distinct: 3, levels: ['', 'light, blue', 'red'] },
      { name: 'day', type: 'datetime', missing: 0, distinct: 30, range: { low: '2024-01-01 00:00:00.5', high: 'x' } },
    ],
    30,
  );
  expect(rules).toEqual([
    'rows >= 15',
    'id required',
    'id is integer',
    'id not null',
    'id unique',
    'id between 1 and 30',
    '"unit ""price""" required',
    '"unit ""price""" is number',
    '"unit ""price""" between -1.5 and 9.0',
    '"rows" required',
    '"rows" is category',
    '"rows" not null',
    '"rows" in "", "light, blue", red',
    'day required',
    'day is datetime',
    'day not null',
  ]);
});

test('levels with few rows each, or more lines than one, are no set', () => {
  const level = { type: 'category', missing: 0, distinct: 3 } as const;
  expect(learnRules([{ ...level, name: 'a', levels: ['x', 'y', 'z'] }], 12)).not.toContain('a in x, y, z');
  expect(learnRules([{ ...level, name: 'a', levels: ['x\ny', 'y', 'z'] }], 100).join()).not.toContain(' in ');
  expect(learnRules([], 0)).toEqual([]);
});
