import { z } from 'zod';
import { compileExpression, faultText } from '../../../algorithms/expressions/compile.ts';
import type { Column } from '../../../contract/column.ts';
import { param } from '../../../contract/params.ts';
import { checkFault, fits } from './broken-sql.ts';
import { parseRule } from './parse-rule.ts';
import type { Rule } from './rule.ts';

export const validateParams = z.object({
  rules: param(z.array(z.string()).default([]), {
    title: 'Rules',
    description:
      'One a line: rows >= 100, price required, price is number, price not null, id unique, price >= 0, age between 0 and 120, colour in red, blue, code matches /^[A-Z]+$/, day within 2 days of newest, day fresh 2 days, check: start < end. With warning: before it, a rule is only told.',
    widget: 'rules',
  }),
  onError: param(z.enum(['stop', 'quarantine']).default('stop'), {
    title: 'On errors',
    description: 'Stop the run where a rule is broken, or set the rows that break it aside with the name of the rule.',
  }),
  asOf: param(z.string().default(''), {
    title: 'As of',
    description: 'The date that “fresh” counts back from, for instance 2026-01-31; the clock is never asked.',
    advanced: true,
  }),
  learn: param(z.boolean().default(false), {
    title: 'Learn rules',
    description: 'List in the report the rules that this table keeps, as lines to take over.',
    advanced: true,
  }),
});
export type ValidateParams = z.infer<typeof validateParams>;

const expressionFault = (expression: string, columns: readonly Column[]): string | undefined => {
  const compiled = compileExpression(expression, columns);
  if ('fault' in compiled) return `of “${expression}”, ${faultText(compiled.fault)}`;
  return compiled.type === 'boolean' ? undefined : `“${expression}” is ${compiled.type}, not true or false`;
};

const faultOf = (rule: Rule, columns: readonly Column[], asOf: string): string | undefined => {
  if (rule.about === 'expression') return expressionFault(rule.expression, columns);
  if (rule.about !== 'cells' && rule.about !== 'fresh') return undefined;
  const column = columns.find(({ name }) => name === rule.column);
  if (rule.about === 'cells') return column ? checkFault(rule.check, column) : undefined;
  if (column && column.type !== 'datetime') return `“${column.name}” is ${column.type}, not a date`;
  return fits(asOf, 'datetime') ? undefined : `“${rule.text}” needs a date in “As of”, for instance 2026-01-31`;
};

/** What is wrong with each line, and the rules of the others. */
export const readRules = ({ rules, asOf }: ValidateParams, columns: readonly Column[] | undefined) => {
  const parsed = rules.map(parseRule);
  const good = parsed.flatMap((one) => ('rule' in one ? [one.rule] : []));
  const faults = [
    ...parsed.flatMap((one) => ('reason' in one ? [one.reason] : [])),
    ...(columns ? good.flatMap((rule) => faultOf(rule, columns, asOf) ?? []) : []),
  ];
  const gone = good.flatMap((rule) =>
    (rule.about === 'cells' || rule.about === 'fresh') && columns && !columns.some(({ name }) => name === rule.column)
      ? [rule.column]
      : [],
  );
  return { rules: good, faults, gone };
};
