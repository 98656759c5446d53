import { refusal } from './refusal.ts';

const spaces = '\\t\\n\\f\\r ';

/** Code points of a Unicode category, as ranges of characters for a class. */
const rangesOf = (category: string): string => {
  const has = new RegExp(`\\p{${category}}`, 'u');
  const ranges: string[] = [];
  let from: number | undefined;
  for (let code = 0; code <= 0x10000; code++) {
    const isIn = code < 0x10000 && (code < 0xd800 || code > 0xdfff) && has.test(String.fromCodePoint(code));
    if (isIn) from ??= code;
    else if (from !== undefined) {
      ranges.push(`${escaped(from)}-${escaped(code - 1)}`);
      from = undefined;
    }
  }
  return ranges.join('');
};

const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** Categories without a character beyond the first 65 536. */
const categories: ReadonlySet<string> = new Set(['Z', 'Zs', 'Zl', 'Zp', 'Cc']);

const token = /\\x\{([0-9A-Fa-f]{1,4})\}|\\x([0-9A-Fa-f]{2})|\\p\{(\w+)\}|\\(.)|[\s\S]/gu;

/**
 * A pattern for RE2, which DuckDB has, so that JavaScript and Python take it for the same: categories and codes written out.
 * @throws file.not-exportable where it can't be
 */
export const portablePattern = (pattern: string, by: string): string => {
  let inClass = false;
  return pattern.replace(token, (part, wide, narrow, category, letter) => {
    if (wide ?? narrow) return escaped(Number.parseInt(wide ?? narrow, 16));
    const within = (ranges: string): string => (inClass ? ranges : `[${ranges}]`);
    if (category !== undefined) {
      if (!categories.has(category)) throw refusal(by, `the letters of category ${category} can't be listed`);
      return within(rangesOf(category));
    }
    if (letter === 's') return within(spaces);
    if (letter === 'd') return within('0-9');
    if (letter === 'w') return within('0-9A-Za-z_');
    if (letter !== undefined && /[a-zA-Z]/.test(letter) && !/[tnfrv]/.test(letter))
      throw refusal(by, `\\${letter} in its regular expression has no counterpart outside the database`);
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    return part;
  });
};
