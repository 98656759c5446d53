import { type Compiled, compileExpression, faultText } from '../../../algorithms/expressions/compile.ts';
import type { Column } from '../../../contract/column.ts';
import type { ProblemDetails } from '../../../contract/problem.ts';
import type { FormulaParams } from './params.ts';

export interface Formula {
  readonly compiled: Compiled;
  readonly column: Column;
  /** The column that it takes the place of. */
  readonly replaced: Column | undefined;
  /** The target, where the new column would be made of it without taking its place. */
  readonly leaking: Column | undefined;
}

interface Invalid extends ProblemDetails {
  readonly param: string;
}

type ReadFormula = { readonly formula: Formula } | { readonly invalid: Invalid } | { readonly empty: true };

const invalid = (param: 'name' | 'expression', reason: string): ReadFormula => ({
  invalid: { param, values: { param: param === 'name' ? 'Name' : 'Formula', reason } },
});

/** What a formula makes of a table with these columns, or what is wrong with it. */
export const readFormula = ({ name, expression }: FormulaParams, columns: readonly Column[]): ReadFormula => {
  if (expression.trim() === '') return { empty: true };
  if (name.trim() === '') return invalid('name', 'the new column needs one');
  const found = columns.find((column) => column.name === name);
  const alike = columns.find((column) => column.name !== name && column.name.toLowerCase() === name.toLowerCase());
  if (alike) return invalid('name', `there is “${alike.name}” already, which is told apart by capital letters only`);
  if (/^__/.test(name)) return invalid('name', 'names that begin with two underscores are kept for Millrace');
  const compiled = compileExpression(expression, columns);
  if ('fault' in compiled) return invalid('expression', faultText(compiled.fault));
  const target = columns.find(({ role, name: used }) => role === 'target' && compiled.columns.includes(used));
  return {
    formula: {
      compiled,
      column: { name, type: compiled.type, role: found?.role ?? 'feature' },
      replaced: found,
      leaking: target && target.name !== name ? target : undefined,
    },
  };
};

/** The columns with the new one last, or in the place of the one it replaces. */
export const withFormula = (columns: readonly Column[], { column, replaced }: Formula): readonly Column[] =>
  replaced ? columns.map((old) => (old === replaced ? column : old)) : [...columns, column];
