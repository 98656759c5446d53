import { type ColumnType, columnTypes } from '../../../contract/column.ts';
import type { Severity } from '../../../contract/report.ts';
import type { Comparator, Parsed, RowCheck } from './rule.ts';

const severityForm = /^(error|warning|info):\s*/;
const rowsForm = /^rows\s*(>=|<=|==|!=|>|<)\s*(\d+)$/;
const columnForm = /^(?:"((?:[^"]|"")+)"|(\S+))\s*(.+)$/;
const compareForm = /^(>=|<=|==|!=|>|<)\s*(.+)$/;
const betweenForm = /^between\s+(.+?)\s+and\s+(.+)$/;
const matchesForm = /^matches\s+\/(.+)\/$/;
const item = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/y;

const unquoted = (text: string): string => {
  const quoted = /^"((?:[^"]|"")*)"$/.exec(text.trim());
  return quoted ? (quoted[1] ?? '').replaceAll('""', '"') : text.trim();
};

/** `red, "light, blue"` → its values; undefined where quotes do not match. */
const itemsOf = (text: string): readonly string[] | undefined => {
  const values: string[] = [];
  item.lastIndex = 0;
  while (item.lastIndex < text.length) {
    const match = item.exec(text);
    if (!match) return undefined;
    values.push(match[1]?.replaceAll('""', '"') ?? (match[2] ?? '').trim());
  }
  return values;
};

/** RE2, which never hangs on a pattern, has neither look-around nor references back. */
const patternFault = (pattern: string): string | undefined => {
  if (/\(\?<?[=!]/.test(pattern) || /\\[1-9]|\\k</.test(pattern))
    return 'look-around and back-references are not possible';
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch {
    return `/${pattern}/ is not a regular expression`;
  }
};

const checkOf = (text: string): RowCheck | { readonly reason: string } | undefined => {
  if (text === 'not null') return { check: 'not-null' };
  if (text === 'unique') return { check: 'unique' };
  const compare = compareForm.exec(text);
  if (compare) return { check: 'compare', comparator: compare[1] as Comparator, value: unquoted(compare[2] ?? '') };
  const between = betweenForm.exec(text);
  if (between) return { check: 'between', low: unquoted(between[1] ?? ''), high: unquoted(between[2] ?? '') };
  const matches = matchesForm.exec(text);
  if (matches) {
    const pattern = matches[1] ?? '';
    const reason = patternFault(pattern);
    return reason ? { reason } : { check: 'matches', pattern };
  }
  if (!/^in\s/.test(text)) return undefined;
  const values = itemsOf(text.slice(3).trim());
  return values ? { check: 'in', values } : { reason: `the quotes in “${text}” do not match` };
};

const isType = (text: string): text is ColumnType => (columnTypes as readonly string[]).includes(text);

/**
 * A rule from its line, perhaps with `warning:` or `info:` before it: `rows >= 100`, or a column (in double quotes where it
 * has spaces) followed by `required`, `is number`, `not null`, `unique`, `>= 0`, `between 0 and 9`, `in a, b`, `matches /…/`.
 */
export const parseRule = (line: string): Parsed => {
  const text = line.trim();
  const severity = (severityForm.exec(text)?.[1] ?? 'error') as Severity;
  const body = text.replace(severityForm, '').trim();
  const rows = rowsForm.exec(body);
  const about = { text, severity };
  if (rows) return { rule: { ...about, about: 'rows', comparator: rows[1] as Comparator, limit: Number(rows[2]) } };
  const fault = { reason: `“${text}” is not a rule; write for instance price >= 0 or colour in red, blue` };
  const match = columnForm.exec(body);
  if (!match) return fault;
  const column = match[1]?.replaceAll('""', '"') ?? match[2] ?? '';
  const claim = (match[3] ?? '').trim();
  if (claim === 'required') return { rule: { ...about, about: 'column', column } };
  if (claim.startsWith('is ')) {
    const type = claim.slice(3).trim();
    return isType(type)
      ? { rule: { ...about, about: 'column', column, type } }
      : { reason: `“${type}” is not a type; there are ${columnTypes.join(', ')}` };
  }
  const check = checkOf(claim);
  if (!check) return fault;
  return 'reason' in check ? check : { rule: { ...about, about: 'cells', column, check } };
};
