import type { ReportTable } from '../../../contract/report.ts';
import { byKind, type ColumnProfile, dayText, type LevelsProfile, type MeasuredProfile } from './column-profile.ts';
import type { Correlations } from './correlations.ts';
import type { MissingPatterns } from './missing-together.ts';
import type { TableProfile } from './profile-table.ts';

type Cells = ReportTable['rows'][number];

const listed = (title: string, columns: readonly string[], rows: readonly Cells[]): readonly ReportTable[] =>
  rows.length === 0 ? [] : [{ title, columns, rows }];

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const commonest = (profile: ColumnProfile): readonly [string | null, number | null] => {
  const [level] = profile.kind === 'levels' ? profile.commonest : [];
  if (level) return [level.level, share(level.count, profile.present)];
  const found = profile.kind === 'levels' ? undefined : profile.described?.commonest;
  if (!found) return [null, null];
  return [profile.kind === 'dates' ? dayText(found.value) : `${found.value}`, share(found.count, profile.present)];
};

const overview = (profile: ColumnProfile): Cells => {
  const { column, rows, present, distinct } = profile;
  return [column.name, column.type, column.role, present, share(rows - present, rows), distinct, ...commonest(profile)];
};

const numbers = ({ column, described, quantiles, zeros, negative, infinite, notNumbers }: MeasuredProfile): Cells => {
  const [low, lower, first, middle, third, upper, high] = [0, 1, 2, 3, 4, 5, 6].map((at) => quantiles[at] ?? null);
  return [
    column.name,
    ...[described?.mean, described?.deviation, described?.min, low, lower, first, middle, third, upper, high].map(
      orNull,
    ),
    ...[described?.max, described?.skew, described?.kurtosis, zeros, negative, infinite, notNumbers].map(orNull),
  ];
};
const orNull = (value: number | null | undefined): number | null =>
  value === undefined || value === null || !Number.isFinite(value) ? null : value;

const dates = ({ column, described, quantiles, gaps, infinite }: MeasuredProfile): Cells => [
  column.name,
  described ? dayText(described.min) : null,
  described ? dayText(quantiles[3] as number) : null,
  described ? dayText(described.max) : null,
  gaps?.usual ?? null,
  gaps?.longest ?? null,
  gaps ? dayText(gaps.after) : null,
  infinite,
];

const levels = (profile: LevelsProfile): Cells => {
  const { column, distinct, shortest, meanLength, longest, blank, present } = profile;
  const shown = profile.commonest.slice(0, 5).map(({ level, count }) => `${level} (${percent(count, present)})`);
  return [column.name, distinct, shortest, meanLength, longest, blank, shown.join(', ')];
};
const percent = (part: number, whole: number): string => `${Number(((100 * part) / whole).toPrecision(3))} %`;

const byPart = ({ column, parts }: ColumnProfile): readonly Cells[] =>
  parts.map((part) => [
    column.name,
    part.part,
    part.rows,
    share(part.rows - part.present, part.rows),
    ...[part.distinct, part.mean, part.deviation, part.min, part.max],
  ]);

const together = ({ columns, patterns, otherRows }: MissingPatterns, rows: number): readonly Cells[] => [
  ...patterns.map((pattern): Cells => {
    const missing = columns.filter((_, index) => pattern.missing[index]);
    return [missing.join(', ') || 'nothing', missing.length, pattern.rows, share(pattern.rows, rows)];
  }),
  ...(otherRows > 0 ? [['other combinations', null, otherRows, share(otherRows, rows)] as const] : []),
];

const strongest = ({ strongest: pairs }: Correlations): readonly Cells[] =>
  pairs.map(({ first, second, measure, value, also }) => [first, second, measure, value, also]);

/** All figures of the profile as tables. */
export const profileTables = ({ table, columns, missing, correlations }: TableProfile): readonly ReportTable[] => {
  const kinds = byKind(columns);
  const of = ['column'];
  return [
    ...listed(
      'Columns',
      [...of, 'type', 'role', 'present', 'missing share', 'distinct', 'commonest', 'its share'],
      columns.map(overview),
    ),
    ...listed(
      'Numbers',
      [
        ...of,
        'mean',
        'deviation',
        'min',
        '1 %',
        '5 %',
        '25 %',
        'median',
        '75 %',
        '95 %',
        '99 %',
        'max',
        'skew',
        'kurtosis',
        'zeros',
        'negative',
        'infinite',
        'NaN',
      ],
      kinds.numbers.map(numbers),
    ),
    ...listed(
      'Dates',
      [...of, 'first', 'median', 'last', 'usual step (days)', 'longest gap (days)', 'gap after', 'infinite'],
      kinds.dates.map(dates),
    ),
    ...listed(
      'Levels and texts',
      [...of, 'distinct', 'shortest', 'mean length', 'longest', 'blank', 'commonest'],
      kinds.levels.map(levels),
    ),
    ...listed(
      'By part',
      [...of, 'part', 'rows', 'missing share', 'distinct', 'mean', 'deviation', 'min', 'max'],
      columns.flatMap(byPart),
    ),
    ...listed(
      'Missing together',
      ['missing', 'columns', 'rows', 'share'],
      missing ? together(missing, table.rows) : [],
    ),
    ...listed(
      'Columns that go together most',
      ['first', 'second', 'measure', 'value', 'Spearman or Theil’s U'],
      correlations ? strongest(correlations) : [],
    ),
  ];
};
