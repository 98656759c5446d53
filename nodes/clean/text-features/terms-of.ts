/** Words of two characters or more: letters, digits and marks of any script, as scikit-learn's vectorizers take them. */
const word = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]+/gu;

export const wordsOf = (text: string): readonly string[] => text.normalize('NFC').toLowerCase().match(word) ?? [];

/** Words, and up to `grams` of them that follow each other, joined by a space. */
export const termsOf = (words: readonly string[], grams: number): readonly string[] => {
  const terms = [...words];
  for (let size = 2; size <= grams; size++)
    for (let from = 0; from + size <= words.length; from++) terms.push(words.slice(from, from + size).join(' '));
  return terms;
};

/** How often each term stands in a text. */
export const countsOf = (terms: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};
