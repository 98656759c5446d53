// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { matchesKeys } from './keys.ts';

const event = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
  code = '',
) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('a chord matches its modifiers exactly', () => {
  expect(matchesKeys('Mod+Z', event('z', { ctrlKey: true }))).toBe(true);
  expect(matchesKeys('Mod+Z', event('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(matchesKeys('Mod+Shift+Z', event('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(matchesKeys('N', event('n', { ctrlKey: true }))).toBe(false);
  expect(matchesKeys('Shift+Enter', event('Enter', { shiftKey: true }))).toBe(true);
});

test('signs are matched whatever Shift they need on this keyboard', () => {
  expect(matchesKeys('?', event('?', { shiftKey: true }))).toBe(true);
  expect(matchesKeys('/', event('/', { shiftKey: true }))).toBe(true);
  expect(matchesKeys('Mod+.', event('.', { ctrlKey: true }))).toBe(true);
  expect(matchesKeys('+', event('+', { shiftKey: true }))).toBe(true);
});

test('letters with Alt are matched by their place on the keyboard', () => {
  expect(matchesKeys('Shift+Alt+T', event('†', { altKey: true, shiftKey: true }, 'KeyT'))).toBe(true);
});
