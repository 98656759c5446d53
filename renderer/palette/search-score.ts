import type { CatalogueEntry } from '../../contract/catalogue.ts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

const initials = (text: string): string =>
  text
    .split(/[\s\-/]+/)
    .map((word) => word.charAt(0))
    .join('');

const isSubsequence = (query: string, text: string): boolean => {
  let at = 0;
  for (const letter of text) if (letter === query[at]) at++;
  return at === query.length;
};

/** Whether two words differ by one letter more, less, other, or swapped with its neighbour. */
export const isTypo = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
};

const hasTypo = (query: string, text: string): boolean =>
  query.length >= 5 &&
  [text, ...text.split(/[\s\-/]+/)].some((word) => isTypo(query, word.slice(0, query.length)) || isTypo(query, word));

const titleScore = (query: string, title: string): number => {
  if (title === query) return 100;
  if (title.startsWith(query)) return 90;
  if (initials(title).startsWith(query)) return 80;
  if (title.split(/[\s\-/]+/).some((word) => word.startsWith(query))) return 75;
  if (title.includes(query)) return 70;
  if (hasTypo(query, title)) return 65;
  return query.length >= 2 && isSubsequence(query, title) ? 45 : 0;
};

const keywordScore = (query: string, keyword: string): number => {
  if (keyword === query) return 62;
  if (keyword.startsWith(query)) return 60;
  if (keyword.includes(query)) return 52;
  return hasTypo(query, keyword) ? 50 : 0;
};

/** How well text answers a query: title, then its other words, then its description. 0 is not at all. */
export const scoreText = (
  query: string,
  {
    title,
    keywords,
    description,
  }: { readonly title: string; readonly keywords: readonly string[]; readonly description: string },
): number => {
  const wanted = plain(query);
  if (wanted === '') return 1;
  const best = Math.max(
    titleScore(wanted, plain(title)),
    ...keywords.map((keyword) => keywordScore(wanted, plain(keyword))),
  );
  if (best > 0) return best;
  return wanted.length >= 3 && plain(description).includes(wanted) ? 30 : 0;
};

/** What most people mean where several titles answer equally well: “split”, “sample”. */
const usual = ['source.csv-file', 'source.sample', 'split.train-test', 'evaluate.classification-metrics'];

const rank = ({ type }: CatalogueEntry): number => {
  const place = usual.indexOf(type);
  return place === -1 ? usual.length : place;
};

/** Entries that answer the query, best first; as the catalogue has them where the query is empty. */
export const searchEntries = <T extends CatalogueEntry>(query: string, entries: readonly T[]): readonly T[] => {
  if (query.trim() === '') return entries;
  return entries
    .map((entry) => ({ entry, score: scoreText(query, entry) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || rank(a.entry) - rank(b.entry) || a.entry.title.length - b.entry.title.length)
    .map(({ entry }) => entry);
};
