import { type Finding, type Report, report } from '../../../contract/report.ts';
import { physicalTypes } from '../../../contract/sql.ts';
import { isNumeric } from '../widen-type.ts';
import type { Measured, Side } from './measure-join.ts';
import type { JoinKind, JoinParams } from './params.ts';
import type { JoinPlan } from './plan-join.ts';

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;
const shareOf = (some: number, all: number): number => (all === 0 ? 0 : some / all);

const consequences: Readonly<Record<JoinKind, string>> = {
  left: 'They stay, with missing values in the joined columns.',
  inner: 'They are dropped.',
  right: 'They are dropped.',
  full: 'They stay, with missing values in the joined columns.',
  anti: 'They are what is kept.',
};

const examplesOf = ({ first }: Side): readonly string[] => first.slice(0, 5).map(({ key }) => key);

const unmatchedFindings = ({ left, right }: Measured, { how, unmatchedLimit }: JoinParams): readonly Finding[] => {
  if (how === 'anti') {
    if (left.matched === 0) return [];
    const message = `${left.matched} of ${left.rows} rows are in the right table, too. They are dropped.`;
    return [{ code: 'data.join-dropped', severity: 'info', message, rows: left.matched }];
  }
  const findings: Finding[] = [];
  const lost = left.rows - left.matched;
  const severe = (side: Side): boolean => 100 * shareOf(side.rows - side.matched, side.rows) > unmatchedLimit;
  const about = (side: Side) => ({
    value: shareOf(side.rows - side.matched, side.rows),
    limit: unmatchedLimit / 100,
    rows: side.rows - side.matched,
    examples: examplesOf(side),
  });
  if (lost > 0)
    findings.push({
      code: 'data.join-unmatched',
      severity: severe(left) ? 'warning' : 'info',
      message: `${lost} of ${left.rows} rows have no match in the right table${left.keyless > 0 ? `, ${left.keyless} of them no key at all` : ''}. ${consequences[how]}`,
      ...about(left),
    });
  const unused = right.rows - right.matched;
  const addsRight = how === 'right' || how === 'full';
  if (unused > 0)
    findings.push({
      code: 'data.join-unused',
      // A table to look things up in may well know more than is asked for.
      severity: severe(right) && how !== 'left' ? 'warning' : 'info',
      message: `${unused} of ${right.rows} rows of the right table match no row. They are ${addsRight ? 'added, with missing values in the other columns' : 'not used'}.`,
      ...about(right),
    });
  return findings;
};

const keyFindings = ({ near }: Measured, plan: JoinPlan): readonly Finding[] => {
  const findings: Finding[] = plan.keys.flatMap(({ left, right }): readonly Finding[] =>
    physicalTypes[left.type] === physicalTypes[right.type] || (isNumeric(left.type) && isNumeric(right.type))
      ? []
      : [
          {
            code: 'data.join-key-types',
            severity: 'warning',
            message: `“${left.name}” is ${left.type} and “${right.name}” of the right table is ${right.type}, so they were compared as text. Give both the same type with “Types”.`,
            column: left.name,
          },
        ],
  );
  if (near.rows > 0)
    findings.push({
      code: 'data.join-near-keys',
      severity: 'warning',
      message: `${near.rows} rows without a match would have one but for upper case, spaces or leading zeros in the keys. Put “Tidy text” before the join, on both sides.`,
      rows: near.rows,
      examples: near.examples,
    });
  return findings;
};

const growthFindings = ({ growth, left }: Measured, { how, duplicateKeys }: JoinParams): readonly Finding[] =>
  growth === 0 || how === 'anti' || duplicateKeys !== 'expand'
    ? []
    : [
        {
          code: 'data.join-growth',
          severity: 'warning',
          message: `Rows that match several times give ${growth} rows more than the ${left.rows} that came in. Sums and means over them count some facts more than once.`,
          value: shareOf(growth, left.rows),
          limit: 0,
          rows: growth,
        },
      ];

const conflictFindings = ({ conflicts }: Measured): readonly Finding[] =>
  conflicts.flatMap(({ column, compared, differing, examples }) =>
    differing === 0
      ? []
      : [
          {
            code: 'data.join-conflict',
            severity: 'warning',
            message: `The two tables disagree about “${column}” in ${differing} of ${compared} matches. Both columns are kept; choose the one you trust with “Columns”.`,
            column,
            value: shareOf(differing, compared),
            limit: 0,
            rows: differing,
            examples,
          } satisfies Finding,
        ],
  );

export const joinFindings = (measured: Measured, plan: JoinPlan, settings: JoinParams): readonly Finding[] => [
  ...unmatchedFindings(measured, settings),
  ...growthFindings(measured, settings),
  ...keyFindings(measured, plan),
  ...(settings.how === 'anti' ? [] : conflictFindings(measured)),
];

const unmatchedTable = (title: string, { first }: Side) => ({
  title,
  columns: ['key', 'rows'],
  rows: first.map(({ key, rows }) => [key, rows]),
});

/** Match rates each way, growth, first keys without a match, and what the two tables disagree about. */
export const joinReport = (
  measured: Measured,
  { plan, rows, findings }: { readonly plan: JoinPlan; readonly rows: number; readonly findings: readonly Finding[] },
): Report => {
  const { left, right, growth, conflicts } = measured;
  const rate = ({ matched, rows: all }: Side): string => `${matched} of ${all} (${percent(shareOf(matched, all))})`;
  return report('Join', {
    findings,
    facts: [
      { label: 'Rows with a match', value: rate(left) },
      { label: 'Rows of the right table with a match', value: rate(right) },
      { label: 'Further matches', value: String(growth) },
      { label: 'Rows', value: `${left.rows} → ${rows}` },
    ],
    tables: [
      {
        title: 'Match rates',
        columns: ['table', 'rows', 'matched', 'unmatched', 'without key'],
        rows: [
          ['left', left.rows, left.matched, left.rows - left.matched, left.keyless],
          ['right', right.rows, right.matched, right.rows - right.matched, right.keyless],
        ],
      },
      unmatchedTable('First rows without a match', left),
      unmatchedTable('First rows of the right table without a match', right),
      {
        title: 'Columns that both tables have',
        columns: ['column', 'compared', 'differing', 'examples'],
        rows: conflicts.map((one) => [one.column, one.compared, one.differing, one.examples.join('; ')]),
      },
      {
        title: 'Columns from the right table',
        columns: ['column', 'name here', 'role here'],
        rows: plan.taken.map(({ from, as }) => [from.name, as.name, as.role]),
      },
    ],
  });
};
