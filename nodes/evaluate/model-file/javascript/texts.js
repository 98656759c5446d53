const word = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]+/gu;

const wordsOf = (text) => text.normalize('NFC').toLowerCase().match(word) ?? [];

const termsOf = (words, grams) => {
  const terms = [...words];
  for (let size = 2; size <= grams; size++)
    for (let from = 0; from + size <= words.length; from++) terms.push(words.slice(from, from + size).join(' '));
  return terms;
};

// FNV-1a (Fowler, Noll, Vo) over UTF-16 code units.
const hashOf = (term) => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

const countPlaces = (words, { grams }, placeOf) => {
  const counts = new Map();
  for (const term of termsOf(words, grams)) {
    const place = placeOf(term);
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
};

const weighed = (text, table, placeOf) => {
  const words = wordsOf(text);
  const counts = countPlaces(words, table, placeOf);
  const places = [...counts.keys()].sort((a, b) => a - b);
  const values = places.map((place) => {
    const times = counts.get(place);
    return (table.sublinear ? 1 + Math.log(times) : times) * (table.weights ? table.weights[place] : 1);
  });
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return {
    terms: new Map(places.map((place, at) => [place, values[at] / norm])),
    characters: [...text].length,
    words: words.length,
  };
};

/** Every column of a text asks about the same one in turn, so the last answer is kept. */
const readers = new WeakMap();

const readerOf = (table) => {
  const known = readers.get(table);
  if (known) return known;
  const places = table.terms ? new Map(table.terms.map((term, place) => [term, place])) : undefined;
  const placeOf = places ? (term) => places.get(term) : (term) => hashOf(term) % table.buckets;
  let last;
  const read = (text) => {
    if (last?.text !== text) last = { text, read: weighed(text, table, placeOf) };
    return last.read;
  };
  readers.set(table, read);
  return read;
};

/** `of` is the place of a term, or “characters” or “words”. */
export const termsFeature = (table, of, key) => {
  const read = readerOf(table);
  return (row) => {
    const text = key(row);
    if (typeof of !== 'number') return text === null ? null : read(text)[of];
    return text === null ? 0 : (read(text).terms.get(of) ?? 0);
  };
};
