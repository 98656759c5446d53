type Key = string | number | null | undefined;

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

const compare = (a: Key, b: Key): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
};

/** Rows by one of their values; rows without one stand last, whichever way it goes. */
export const sortedRows = <T>(
  rows: readonly T[],
  keyOf: (row: T, column: string) => Key,
  { column, descending }: Sorting,
): readonly T[] => {
  const has = (row: T): boolean => (keyOf(row, column) ?? null) !== null;
  const sign = descending ? -1 : 1;
  const present = rows.filter(has).sort((a, b) => sign * compare(keyOf(a, column), keyOf(b, column)));
  return [...present, ...rows.filter((row) => !has(row))];
};

/** Rows whose text has every word. */
export const matchingRows = <T>(rows: readonly T[], textOf: (row: T) => string, words: string): readonly T[] => {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row).toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
};
