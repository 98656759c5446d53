import type { Column, ColumnRole } from '../../contract/column.ts';
import { type Problem, problem } from '../../contract/problem.ts';

/** The column that a setting names; where it names none, the first one with the role that fits. */
export const namedColumn = (columns: readonly Column[], name: string, role?: ColumnRole): Column | undefined =>
  columns.find((column) => (name === '' ? column.role === role : column.name === name));

interface Asked {
  readonly name: string;
  readonly role?: ColumnRole;
  readonly param: string;
  readonly title: string;
}

/** A column that is gone keeps the node from running; one that was never chosen is warned about. */
export const columnProblems = (
  columns: readonly Column[] | undefined,
  { name, role, param, title }: Asked,
): readonly Problem[] => {
  if (!columns || namedColumn(columns, name, role)) return [];
  return name === ''
    ? [problem('param.required', { param, values: { param: title }, severity: 'warning' })]
    : [problem('data.column-missing', { param, column: name })];
};
