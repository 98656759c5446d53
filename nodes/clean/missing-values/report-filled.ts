import type { Reporting } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import type { Table } from '../../../contract/values.ts';
import { firstFindings } from '../../first-findings.ts';
import { type Choice, isByRow } from './choices.ts';
import type { Learned } from './learned.ts';
import { rowMethods } from './params.ts';

interface Filled {
  readonly table: Table;
  readonly choices: readonly Choice[];
  /** Missing values by column, before. */
  readonly counts: ReadonlyMap<string, number>;
  readonly state: Learned;
}

/** Says what was filled, or left as it was. */
export const reportFilled = (filled: Filled, ctx: Pick<Reporting, 'finding'>): void => {
  const { choices, counts, state } = filled;
  const missing = (name: string): number => counts.get(name) ?? 0;
  const done = choices.filter(({ column: { name } }) => missing(name) > 0 && (state.fills[name] ?? null) !== null);
  if (done.length > 0)
    ctx.finding({
      code: 'data.filled',
      severity: 'info',
      message: `Missing values of ${done.length} ${done.length === 1 ? 'column' : 'columns'} were filled.`,
      value: done.reduce((sum, { column }) => sum + missing(column.name), 0),
      examples: done
        .slice(0, 5)
        .map(({ column: { name }, method }) =>
          isByRow(method)
            ? `${name}: ${missing(name)} × ${method}`
            : `${name}: ${missing(name)} × ${state.fills[name]} (${method})`,
        ),
    });
  reportUnlearned(filled, ctx);
  reportTarget(filled, ctx);
};

const fillers = new Set<string>(['mean', 'median', 'mode', 'min', 'max', ...rowMethods]);

const reportUnlearned = ({ choices, counts, state }: Filled, ctx: Pick<Reporting, 'finding'>): void => {
  const findings = choices.flatMap(({ column, method }): readonly Finding[] => {
    const rows = counts.get(column.name) ?? 0;
    if (rows === 0 || !fillers.has(method) || (state.fills[column.name] ?? null) !== null) return [];
    const finding: Finding = {
      code: 'data.all-missing',
      severity: 'warning',
      message: `“${column.name}” has no value in the training rows, so there is no ${method} to fill in. Drop the column or give a constant.`,
      column: column.name,
      rows,
    };
    return [finding];
  });
  for (const finding of firstFindings(findings)) ctx.finding(finding);
};

/** Rows without a target stay: learners and scores set them aside, and they can still be predicted. */
const reportTarget = ({ table, counts }: Filled, ctx: Pick<Reporting, 'finding'>): void => {
  const target = table.columns.find(({ role }) => role === 'target');
  const rows = target ? (counts.get(target.name) ?? 0) : 0;
  if (!target || rows === 0) return;
  ctx.finding({
    code: 'data.target-not-filled',
    severity: 'info',
    message: `${rows} rows have no “${target.name}”. A target is never filled in; training and scores leave these rows out.`,
    column: target.name,
    rows,
  });
};
