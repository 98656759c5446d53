import { expect, test } from 'vitest';
import { shortened } from './card-text.ts';

test('a message on a card names files without their folders, as far as the settings name them', () => {
  const locked = '/home/me/My data/locked.xlsx is locked with a password.';
  expect(shortened(locked, { path: '/home/me/My data/locked.xlsx', sheet: '' })).toBe(
    'locked.xlsx is locked with a password.',
  );
  expect(shortened('C:\\data\\a.csv is empty.', { path: 'C:\\data\\a.csv' })).toBe('a.csv is empty.');
  expect(shortened(locked, { path: 'other.xlsx', rows: 3 })).toBe(locked);
  expect(shortened(locked, undefined)).toBe(locked);
});
