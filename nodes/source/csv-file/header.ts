import { plainType } from './plain-type.ts';

/**
 * Whether the first record names the columns: it does where its cells have other types than those below, or where all
 * cells are text and none comes again in its column.
 */
export const hasHeader = (records: readonly (readonly string[])[], isMissing: (text: string) => boolean): boolean => {
  const [first = [], ...rest] = records;
  if (rest.length === 0) return first.every((cell) => plainType(cell) === 'text' || isMissing(cell));
  const votes = first.map((cell, index) => {
    const below = rest.map((record) => record[index] ?? '').filter((text) => !isMissing(text));
    const type = plainType(below[0] ?? '');
    if (type === 'text' || !below.every((text) => plainType(text) === type)) return 0;
    if (isMissing(cell)) return 0;
    return plainType(cell) === type ? -1 : 1;
  });
  const sum = votes.reduce<number>((total, vote) => total + vote, 0);
  if (sum !== 0) return sum > 0;
  const named = first.every((cell, index) => cell.trim() !== '' && rest.every((record) => record[index] !== cell));
  return named && first.every((cell) => plainType(cell) === 'text');
};
