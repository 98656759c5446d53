import type { Column } from '../../../contract/column.ts';
import type { ProblemCode, ProblemDetails } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import { conditionSql } from './condition-sql.ts';
import { type Condition, parseCondition } from './parse-condition.ts';

export interface ReadCondition {
  readonly line: string;
  /** Its values are shown as examples. */
  readonly column: string | undefined;
  readonly sql: string;
  /** The regular expression in it. */
  readonly pattern?: string;
}

export interface Refused {
  readonly code: ProblemCode;
  readonly details: Pick<ProblemDetails, 'param' | 'column' | 'values'>;
}

export const invalidLine = (line: string, reason: string): Refused => ({
  code: 'param.invalid',
  details: { param: 'conditions', values: { param: line, reason } },
});

/** The lines as SQL, and what is wrong with the others. `columns` is undefined as long as nobody knows them. */
export const readConditions = (
  lines: readonly string[],
  columns: readonly Column[] | undefined,
  relation: string,
): { readonly conditions: readonly ReadCondition[]; readonly refused: readonly Refused[] } => {
  const read = lines
    .filter((line) => line.trim() !== '')
    .flatMap((line): readonly (ReadCondition | Refused)[] => {
      const parsed = parseCondition(line);
      if (typeof parsed === 'string') return [invalidLine(line, parsed)];
      return columns ? [readOne(parsed, columns, relation)] : [];
    });
  return {
    conditions: read.filter((one) => 'sql' in one),
    refused: read.filter((one) => 'code' in one),
  };
};

const readOne = (condition: Condition, columns: readonly Column[], relation: string): ReadCondition | Refused => {
  const { line, column: name, negated } = condition;
  const turned = (sql: string): string => (negated ? `(NOT (${sql}))` : `(${sql})`);
  if (name === undefined) {
    const blank = columns.map((column) => `${sqlName(column.name)} IS NULL`).join(' AND ');
    return { line, column: undefined, sql: turned(blank || 'true') };
  }
  const column = columns.find((one) => one.name === name);
  // Skipping it would quietly let rows through that somebody wanted kept out.
  if (!column) return { code: 'data.column-missing', details: { param: 'conditions', column: name } };
  const checked = conditionSql({ condition, column, relation });
  if ('wrong' in checked) return invalidLine(line, checked.wrong);
  return { ...checked, line, column: name, sql: turned(checked.sql) };
};
