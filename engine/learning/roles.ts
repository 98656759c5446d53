import type { Column } from '../../contract/column.ts';
import type { Reporting } from '../../contract/context.ts';
import type { Task } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import { taskOf } from '../../contract/task.ts';
import { findings } from './findings.ts';

export interface Target {
  readonly column: Column;
  readonly task: Task;
}

/** The one target of a table and what it makes of the learning. */
export const targetOf = (columns: readonly Column[]): Target => {
  const targets = columns.filter(({ role }) => role === 'target');
  const [column, ...others] = targets;
  if (!column) throw fail('data.no-target');
  if (others.length > 0)
    throw fail('data.many-targets', {
      values: { count: targets.length, columns: targets.map(({ name }) => name).join(', ') },
    });
  const task = taskOf(column);
  if (!task)
    throw fail('data.wrong-type', {
      column: column.name,
      values: { actual: column.type, expected: 'a category or a number' },
    });
  return { column, task };
};

/**
 * The columns to learn from: all features, or those of `wanted`, whatever their role, but never the target.
 * Text can't be used as it is; that, and a wanted column that is gone, is reported.
 */
export const featuresOf = (
  columns: readonly Column[],
  wanted: readonly string[],
  reporting: Reporting,
): readonly Column[] => {
  for (const name of wanted)
    if (!columns.some((column) => column.name === name)) reporting.finding(findings.vanishedFeature(name));
  const candidates = columns.filter(
    ({ name, role }) => role !== 'target' && (wanted.length > 0 ? wanted.includes(name) : role === 'feature'),
  );
  for (const column of candidates) if (column.type === 'text') reporting.finding(findings.unusedText(column));
  const used = candidates.filter(({ type }) => type !== 'text');
  if (used.length === 0) throw fail('data.no-features');
  return used;
};
