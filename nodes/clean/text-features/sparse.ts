import type { NodeContext } from '../../../contract/context.ts';
import { atLeisure } from './at-leisure.ts';
import type { Learned } from './learned.ts';
import type { TextParams } from './params.ts';
import { countsOf, termsOf, wordsOf } from './terms-of.ts';

/** What texts come to: per output the rows in which it is not 0, and its values there. */
export interface Sparse {
  readonly rows: readonly number[][];
  readonly values: readonly number[][];
  readonly characters: Float64Array;
  readonly words: Float64Array;
  /** Rows that have words, but none that is known. */
  readonly unknown: readonly number[];
}

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 code units. */
const hashOf = (term: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

const placing = (learned: Learned): ((term: string) => number | undefined) => {
  if (learned.method === 'hash') return (term) => hashOf(term) % learned.outputs.length;
  const places = new Map(learned.terms.map((term, place) => [term, place]));
  return (term) => places.get(term);
};

/** Counts times weights, each text scaled to length 1 (l2). */
const weighed = (counts: ReadonlyMap<number, number>, learned: Learned, sublinear: boolean) => {
  const places = [...counts.keys()].sort((a, b) => a - b);
  const values = places.map((place) => {
    const times = counts.get(place) ?? 0;
    const weight = learned.method === 'hash' ? 1 : (learned.weights[place] ?? 0);
    return (sublinear ? 1 + Math.log(times) : times) * weight;
  });
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return places.map((place, i) => ({ place, value: (values[i] ?? 0) / norm }));
};

/** The texts by what was learned. Only what is not 0 is kept, so the memory goes by the words, not by rows × terms. */
export const sparseOf = async (
  texts: readonly (string | null)[],
  learned: Learned,
  { settings, ctx }: { readonly settings: TextParams; readonly ctx: NodeContext },
): Promise<Sparse> => {
  const placeOf = placing(learned);
  const rows = learned.outputs.map((): number[] => []);
  const values = learned.outputs.map((): number[] => []);
  const characters = new Float64Array(texts.length);
  const words = new Float64Array(texts.length);
  const unknown: number[] = [];
  await atLeisure(texts, ctx, (text, row) => {
    const found = wordsOf(text ?? '');
    characters[row] = text === null ? Number.NaN : [...text].length;
    words[row] = text === null ? Number.NaN : found.length;
    const counts = new Map<number, number>();
    for (const [term, times] of countsOf(termsOf(found, settings.grams))) {
      const place = placeOf(term);
      if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + times);
    }
    if (found.length > 0 && counts.size === 0) unknown.push(row);
    for (const { place, value } of weighed(counts, learned, settings.sublinear)) {
      rows[place]?.push(row);
      values[place]?.push(value);
    }
  });
  return { rows, values, characters, words, unknown };
};
