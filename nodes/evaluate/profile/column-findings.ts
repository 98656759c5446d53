import type { Finding } from '../../../contract/report.ts';
import { type ColumnProfile, dayText, type LevelsProfile, type MeasuredProfile } from './column-profile.ts';

const muchMissing = 0.05;
const mostMissing = 0.5;
const almostConstant = 0.995;
/** Fewer values may all differ by chance. */
const enoughForIds = 20;
const idCharacters = 40;
const manyLevels = 50;
const muchSkew = 2;
const firstDay = Date.UTC(1900, 0, 1) / 86_400_000;
const lastDay = Date.UTC(2101, 0, 1) / 86_400_000;
/** Words in a column's name that say its values can't be below zero. */
const neverNegative =
  /^(age|ages|price|prices|count|counts|quantity|qty|height|weight|distance|duration|area|population)$/;

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

const missingFinding = ({ column, rows, present }: ColumnProfile): readonly Finding[] => {
  const missing = rows - present;
  if (rows === 0 || missing === 0) return [];
  const { name } = column;
  const facts = { column: name, value: missing / rows, rows: missing };
  if (present === 0)
    return [
      {
        code: 'data.all-missing',
        severity: 'error',
        message: `“${name}” has no value in any row. Leave it out with “Columns”.`,
        ...facts,
        limit: 0,
      },
    ];
  if (column.role === 'target')
    return [
      {
        code: 'data.missing',
        severity: 'error',
        message: `The target “${name}” is missing in ${missing} rows. Nothing can be learned from them: leave them out with “Filter rows”.`,
        ...facts,
        limit: 0,
      },
    ];
  const share = missing / rows;
  if (share <= muchMissing) return [];
  const limit = share > mostMissing ? mostMissing : muchMissing;
  return [
    {
      code: 'data.missing',
      severity: share > mostMissing ? 'error' : 'warning',
      message: `“${name}” is missing in ${percent(share)} of the rows. Fill it with “Missing values” or leave it out.`,
      ...facts,
      limit,
    },
  ];
};

const commonestOf = (profile: ColumnProfile): { readonly text: string; readonly count: number } | undefined => {
  if (profile.kind === 'levels') {
    const [first] = profile.commonest;
    return first && { text: first.level, count: first.count };
  }
  const found = profile.described?.commonest;
  return found && { text: profile.kind === 'dates' ? dayText(found.value) : `${found.value}`, count: found.count };
};

const constantFinding = (profile: ColumnProfile): readonly Finding[] => {
  const { column, present } = profile;
  const commonest = commonestOf(profile);
  if (!commonest || present < 2) return [];
  const share = commonest.count / present;
  const facts = {
    column: column.name,
    value: share,
    limit: almostConstant,
    rows: commonest.count,
    examples: [commonest.text],
  };
  if (share === 1)
    return [
      {
        code: 'data.constant-column',
        severity: 'error',
        message: `“${column.name}” has the same value in all rows that have one. It tells nothing: leave it out with “Columns”.`,
        ...facts,
      },
    ];
  if (share < almostConstant) return [];
  return [
    {
      code: 'data.almost-constant',
      severity: 'warning',
      message: `${percent(share)} of the values of “${column.name}” are the same. It can hardly tell rows apart.`,
      ...facts,
    },
  ];
};

const isGapFree = (profile: MeasuredProfile): boolean => {
  const { described, present, distinct, column } = profile;
  return (
    column.type === 'integer' &&
    described !== undefined &&
    distinct === present &&
    described.max - described.min + 1 === present
  );
};

const isId = (profile: ColumnProfile): boolean => {
  const { column, present, distinct } = profile;
  if (column.role !== 'feature' || present < enoughForIds || distinct < present) return false;
  if (profile.kind === 'levels') return column.type !== 'boolean' && (profile.longest ?? 0) <= idCharacters;
  return column.type === 'integer';
};

const idFinding = (profile: ColumnProfile): readonly Finding[] => {
  if (!isId(profile)) return [];
  const { name } = profile.column;
  const why =
    profile.kind !== 'levels' && isGapFree(profile)
      ? 'numbers its rows without a gap'
      : 'has a different value in each row';
  return [
    {
      code: 'data.identifier',
      severity: 'warning',
      message: `“${name}” ${why}, as an identifier does. Give it the role id with “Columns”, so that no model learns rows by heart.`,
      column: name,
      value: profile.distinct,
      rows: profile.present,
    },
  ];
};

const levelFindings = (profile: LevelsProfile): readonly Finding[] => {
  const { column, distinct } = profile;
  if (column.type !== 'category' || column.role !== 'feature' || distinct <= manyLevels || isId(profile)) return [];
  return [
    {
      code: 'data.many-levels',
      severity: 'info',
      message: `“${column.name}” has ${distinct} levels. Put rare ones together with “Rare levels”, or encode it by its target.`,
      column: column.name,
      value: distinct,
      limit: manyLevels,
    },
  ];
};

const odd = (
  column: string,
  { rows, what, examples }: { readonly rows: number; readonly what: string; readonly examples?: readonly string[] },
): readonly Finding[] =>
  rows === 0
    ? []
    : [
        {
          code: 'data.impossible-values',
          severity: 'warning',
          message: `${rows} values of “${column}” ${what}. Look at these rows, and leave them out or correct them.`,
          column,
          value: rows,
          limit: 0,
          rows,
          ...(examples ? { examples } : {}),
        },
      ];

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);

const measuredFindings = (profile: MeasuredProfile): readonly Finding[] => {
  const { column, described, infinite, notNumbers, negative, kind } = profile;
  const { name, role } = column;
  const outside =
    described && kind === 'dates'
      ? [described.min, described.max].filter((day) => day < firstDay || day >= lastDay)
      : [];
  const findings = [
    ...odd(name, { rows: infinite, what: 'are infinite' }),
    ...odd(name, { rows: notNumbers, what: 'are not a number (NaN)' }),
    ...(kind === 'numbers' && wordsOf(name).some((word) => neverNegative.test(word))
      ? odd(name, {
          rows: negative,
          what: 'are below zero, which its name does not allow',
          ...(described ? { examples: [`${described.min}`] } : {}),
        })
      : []),
  ];
  if (outside.length > 0)
    findings.push({
      code: 'data.impossible-values',
      severity: 'warning',
      message: `Some dates of “${name}” lie before 1900 or after 2100. Look at these rows, and leave them out or correct them.`,
      column: name,
      examples: outside.map(dayText),
    });
  const skew = described?.skew ?? 0;
  if (kind === 'numbers' && role === 'feature' && Math.abs(skew) > muchSkew)
    findings.push({
      code: 'data.skewed',
      severity: 'info',
      message: `“${name}” has a long tail to the ${skew > 0 ? 'right' : 'left'}. Linear models and networks do better when “Scale” evens it out.`,
      column: name,
      value: skew,
      limit: muchSkew,
    });
  return findings;
};

/** What is odd about a column, by the limits of the data checks. Columns that nobody uses are not judged. */
export const columnFindings = (profile: ColumnProfile): readonly Finding[] => {
  if (profile.column.role === 'ignored') return [];
  return [
    ...missingFinding(profile),
    ...constantFinding(profile),
    ...idFinding(profile),
    ...(profile.kind === 'levels' ? levelFindings(profile) : measuredFindings(profile)),
  ];
};
