import { compileExpression, faultText } from '../../../algorithms/expressions/compile.ts';
import type { Column } from '../../../contract/column.ts';
import type { ReadCondition, Refused } from './read-conditions.ts';

const refused = (reason: string): Refused => ({
  code: 'param.invalid',
  details: { param: 'expression', values: { param: 'Expression', reason } },
});

/** An expression as one more condition; undefined where there is none, or nobody knows the columns yet. */
export const readExpression = (
  expression: string,
  columns: readonly Column[] | undefined,
): ReadCondition | Refused | undefined => {
  if (expression.trim() === '' || !columns) return undefined;
  const compiled = compileExpression(expression, columns);
  if ('fault' in compiled) return refused(faultText(compiled.fault));
  if (compiled.type !== 'boolean')
    return refused(`it gives a ${compiled.type} for each row, not true or false; compare it with something`);
  return { line: expression.trim(), column: undefined, sql: `(${compiled.sql})` };
};
