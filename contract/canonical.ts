import type { Json } from './json.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
};

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Longest list or record that stays on one line. */
const oneLine = 90;

const flat = (value: object): string => {
  if (Array.isArray(value)) return `[${value.map((inner) => JSON.stringify(inner)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${JSON.stringify(inner)}`);
  return `{ ${entries.join(', ')} }`;
};

const render = (value: unknown, indent: string): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  if (indent !== '' && Object.values(value).every(isScalar) && flat(value).length <= oneLine) return flat(value);
  const lines = entries.map(([key, item]) => {
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    return `${inner}${name}${render(item, inner)}`;
  });
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
};

/** JSON for people and for diffs: keys sorted, two spaces, short lists and records of scalars on one line, a newline at the end. */
export const canonicalText = (value: Json): string => `${render(sorted(value), '')}\n`;

/** JSON for hashing: keys sorted, no spaces. Numbers in shortest round-trip form, as JSON.stringify writes them. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
