import type { CsvParams } from './params.ts';
import { parseRecords, type Quoting } from './records.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const looked = 200;

/** Delimiter, quote and escape of the text, where the settings leave them open. */
export const detectQuoting = (text: string, settings: CsvParams, complete: boolean): Quoting => {
  const quote = settings.quote === 'none' ? '' : settings.quote === 'auto' ? quoteOf(text) : settings.quote;
  const escaping = quote !== '' && escapesByBackslash(text, quote) ? '\\' : quote;
  const candidates = settings.delimiter === 'auto' ? delimiters : [settings.delimiter];
  const scored = candidates.map((delimiter) => {
    const quoting = { delimiter, quote, escape: escaping };
    return { quoting, score: consistency(parseRecords(text, quoting, { complete, limit: looked })) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.quoting;
};

/** An escaped quote stands before more of its field; `"C:\\"` ends one. */
const escapesByBackslash = (text: string, quote: string): boolean =>
  new RegExp(`\\\\${quote}[^,;\\t|\\r\\n${quote}]`).test(text);

/** Double quotes unless only single ones stand around fields. */
const quoteOf = (text: string): string =>
  !text.includes('"') && /(^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n]|$)/.test(text) ? "'" : '"';

/** Share of records with the commonest number of fields; more fields break ties, one field counts for nothing. */
const consistency = (records: readonly (readonly string[])[]): number => {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  return width === 1 ? 0 : count / records.length + Math.min(width, 1000) / 10_000;
};
