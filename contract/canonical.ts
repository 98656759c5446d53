import type { Json } from './json.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
};

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

const render = (value: unknown, indent: string): string => {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every(isScalar) && JSON.stringify(value).length <= 80)
      return `[${value.map((inner) => JSON.stringify(inner)).join(', ')}]`;
    return `[\n${value.map((inner) => `${indent}  ${render(inner, `${indent}  `)}`).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    return `{\n${entries.map(([key, inner]) => `${indent}  ${JSON.stringify(key)}: ${render(inner, `${indent}  `)}`).join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
};

/** JSON for people and for diffs: keys sorted, two spaces, short lists of scalars on one line, a newline at the end. */
export const canonicalText = (value: Json): string => `${render(sorted(value), '')}\n`;

/** JSON for hashing: keys sorted, no spaces. Numbers in shortest round-trip form, as JSON.stringify writes them. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
