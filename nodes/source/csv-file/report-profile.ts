import type { Reporting } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { firstFindings } from '../../first-findings.ts';
import { swapped } from './date-formats.ts';
import type { ColumnProfile, Profile } from './decide-type.ts';

/** Says what a reader of the table must know about how its types were decided. */
export const reportProfile = (
  profile: Profile,
  examples: ReadonlyMap<string, readonly string[]>,
  ctx: Pick<Reporting, 'finding'>,
): void => {
  const found: Finding[] = [];
  const finding = (one: Finding): void => void found.push(one);
  for (const column of profile.columns) {
    reportEmpty(column, profile.rows, { finding });
    reportNear(column, examples.get(column.name) ?? [], { finding });
    reportDates(column, { finding });
  }
  for (const one of firstFindings(found)) ctx.finding(one);
};

const reportEmpty = ({ name, present }: ColumnProfile, rows: number, ctx: Pick<Reporting, 'finding'>): void => {
  if (present > 0 || rows === 0) return;
  ctx.finding({
    code: 'data.all-missing',
    severity: 'warning',
    message: `“${name}” has no value in any row.`,
    column: name,
    rows,
  });
};

const reportNear = (
  { name, type, near, present }: ColumnProfile,
  examples: readonly string[],
  ctx: Pick<Reporting, 'finding'>,
): void => {
  if (!near) return;
  ctx.finding({
    code: 'data.mixed-types',
    severity: 'warning',
    message: `${near.failures} of ${present} values of “${name}” are no ${near.reading.type}, so it is read as ${type}. To use it as ${near.reading.type}, convert it with “Types”.`,
    column: name,
    value: near.failures,
    rows: near.failures,
    ...(examples.length > 0 ? { examples } : {}),
  });
};

const reportDates = ({ name, reading, also }: ColumnProfile, ctx: Pick<Reporting, 'finding'>): void => {
  const other = reading && swapped(reading.id);
  if (!other || !also.some(({ id }) => id === other)) return;
  ctx.finding({
    code: 'data.ambiguous-dates',
    severity: 'warning',
    message: `The dates of “${name}” could be ${reading.id} or ${other}; they are read as ${reading.id}.`,
    column: name,
  });
};
