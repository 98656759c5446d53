import { expect, test } from 'vitest';
import { withSuggestions } from './take-suggestions.ts';

const suggestion = (value: string | Readonly<Record<string, string>>) => ({ group: 'g', text: 't', value });

test('a list gets what it has not yet, behind what it has', () => {
  expect(withSuggestions(['b'], [suggestion('a'), suggestion('b')])).toEqual(['b', 'a']);
  expect(withSuggestions(undefined, [suggestion('a')])).toEqual(['a']);
});

test('entries are put into an object, and the others stay', () => {
  const taken = [suggestion({ rome: 'Rome' }), suggestion({ OSLO: 'Oslo' })];
  expect(withSuggestions({ rom: 'Rome' }, taken)).toEqual({ rom: 'Rome', rome: 'Rome', OSLO: 'Oslo' });
});
