import type { ColumnType } from '../../contract/column.ts';

/** What was measured of a column. Values are texts as DuckDB writes them. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  /** Rows without a value. */
  readonly missing: number;
  /** Different values. */
  readonly distinct: number;
  /** Least and largest value of numbers and dates; absent where there is none, or it is infinite. */
  readonly range?: { readonly low: string; readonly high: string };
  /** All values in order, where they are few. */
  readonly levels?: readonly string[];
}

/** A set of levels is a rule where each level has at least so many rows on average. */
const rowsPerLevel = 5;

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const nameOf = (name: string): string => (plainName.test(name) && name !== 'rows' ? name : quoted(name));

const itemOf = (text: string): string => (/^[^\s",](?:[^",]*[^\s",])?$/.test(text) ? text : quoted(text));

const datable = (text: string): boolean => /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?$/.test(text);

const rangeRule = (name: string, { type, range }: ColumnFacts): readonly string[] => {
  if (!range || (type === 'datetime' && !(datable(range.low) && datable(range.high)))) return [];
  return [`${name} between ${range.low} and ${range.high}`];
};

const setRule = (name: string, { levels, missing }: ColumnFacts, rows: number): readonly string[] => {
  if (!levels || levels.length === 0 || rows - missing < rowsPerLevel * levels.length) return [];
  // A rule is one line.
  if (levels.some((level) => /[\r\n]/.test(level))) return [];
  return [`${name} in ${levels.map(itemOf).join(', ')}`];
};

const rulesOf = (facts: ColumnFacts, rows: number): readonly string[] => {
  const name = nameOf(facts.name);
  if (/[\r\n]/.test(facts.name)) return [];
  const key = facts.type !== 'number' && facts.type !== 'boolean' && facts.type !== 'datetime';
  return [
    `${name} required`,
    `${name} is ${facts.type}`,
    ...(facts.missing === 0 && rows > 0 ? [`${name} not null`] : []),
    ...(key && rows > 1 && facts.missing === 0 && facts.distinct === rows ? [`${name} unique`] : []),
    ...rangeRule(name, facts),
    ...setRule(name, facts, rows),
  ];
};

/**
 * Rules of “Validate” that a table keeps, as lines: its columns and their types, what is never missing and never twice, ranges,
 * sets of levels, and half of its rows at least. They say what was seen, so they are a proposal to be read and trimmed.
 */
export const learnRules = (columns: readonly ColumnFacts[], rows: number): readonly string[] => [
  ...(rows > 0 ? [`rows >= ${Math.max(1, Math.floor(rows / 2))}`] : []),
  ...columns.flatMap((facts) => rulesOf(facts, rows)),
];
