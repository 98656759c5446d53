import { type ColumnType, columnTypes } from '../../../contract/column.ts';
import type { Severity } from '../../../contract/report.ts';
import type { Comparator, Parsed, RowCheck } from './rule.ts';

const severityForm = /^(error|warning|info):\s*/;
const rowsForm = /^rows\s*(>=|<=|==|!=|>|<)\s*(\d+)$/;
const columnForm = /^(?:"((?:[^"]|"")+)"|(\S+))\s*(.+)$/;
const compareForm = /^(>=|<=|==|!=|>|<)\s*(.+)$/;
const betweenForm = /^between\s+(.+?)\s+and\s+(.+)$/;
const matchesForm = /^matches\s+\/(.+)\/$/;
const spanForm = '(\\d{1,6})\\s+(minute|hour|day|week)s?';
const withinForm = new RegExp(`^within\\s+${spanForm}\\s+of\\s+(.+)$`);
const freshForm = new RegExp(`^fresh\\s+${spanForm}$`);
const expressionForm = /^check:\s*(.+)$/s;
const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400, week: 604_800 };
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

const secondsOf = (count: string | undefined, unit: string | undefined): number =>
  Number(count) * (unitSeconds[unit ?? ''] ?? 0);

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
  const within = withinForm.exec(text);
  if (within) return { check: 'within', seconds: secondsOf(within[1], within[2]), of: unquoted(within[3] ?? '') };
  if (!/^in\s/.test(text)) return undefined;
  const values = itemsOf(text.slice(3).trim());
  return values ? { check: 'in', values } : { reason: `the quotes in “${text}” do not match` };
};

const isType = (text: string): text is ColumnType => (columnTypes as readonly string[]).includes(text);

/**
 * A rule from its line, perhaps with `warning:` or `info:` before it: `rows >= 100`, or a column (in double quotes where it
 * has spaces) followed by `required`, `is number`, `not null`, `unique`, `>= 0`, `between 0 and 9`, `in a, b`, `matches /…/`,
 * `within 2 days of 2026-01-31` (or `of newest`), `fresh 2 days`; or `check:` with an expression over several columns.
 */
export const parseRule = (line: string): Parsed => {
  const text = line.trim();
  const severity = (severityForm.exec(text)?.[1] ?? 'error') as Severity;
  const body = text.replace(severityForm, '').trim();
  const rows = rowsForm.exec(body);
  const about = { text, severity };
  if (rows) return { rule: { ...about, about: 'rows', comparator: rows[1] as Comparator, limit: Number(rows[2]) } };
  const expression = expressionForm.exec(body)?.[1];
  if (expression !== undefined) return { rule: { ...about, about: 'expression', expression } };
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
  const fresh = freshForm.exec(claim);
  if (fresh) return { rule: { ...about, about: 'fresh', column, seconds: secondsOf(fresh[1], fresh[2]) } };
  const check = checkOf(claim);
  if (!check) return fault;
  return 'reason' in check ? check : { rule: { ...about, about: 'cells', column, check } };
};
