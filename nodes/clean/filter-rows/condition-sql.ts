import type { Column } from '../../../contract/column.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { literalOf } from './literal.ts';
import type { Condition } from './parse-condition.ts';

export type Checked = { readonly sql: string; readonly pattern?: string } | { readonly wrong: string };

export interface Asked {
  readonly condition: Condition;
  readonly column: Column;
  readonly relation: string;
}

const wrong = (text: string): Checked => ({ wrong: text });

/** SQL of a condition on one column: true, false, or NULL where the value is missing. */
export const conditionSql = ({ condition, column, relation }: Asked): Checked => {
  const name = sqlName(column.name);
  const { operator, values } = condition;
  switch (operator) {
    case 'is missing':
      return { sql: `${name} IS NULL` };
    case 'is not missing':
      return { sql: `${name} IS NOT NULL` };
    case 'in':
    case 'not in':
      return compared(column, values, (list) => `${name} ${operator.toUpperCase()} (${list.join(', ')})`);
    case '=':
    case '==':
      return compared(column, values, ([value]) => `${name} = ${value}`);
    case '!=':
      return compared(column, values, ([value]) => `${name} <> ${value}`);
    case '>':
    case '>=':
    case '<':
    case '<=':
      return ordered(column, values, ([value]) => `${name} ${operator} ${value}`);
    case 'between':
      return ordered(column, values, ([low, high]) => `${name} BETWEEN ${low} AND ${high}`);
    case 'within last':
      return withinLast({ condition, column, relation });
    case 'matches':
    case 'contains':
    case 'starts with':
    case 'ends with':
      return textual(column, operator, values[0] ?? '');
    case 'is empty':
      return wrong('only a row can be empty');
  }
};

const compared = (column: Column, values: readonly string[], sql: (literals: readonly string[]) => string): Checked => {
  const literals = values.map((value) => literalOf(value, column.type));
  const bad = literals.indexOf(undefined);
  if (bad >= 0) return wrong(`“${values[bad]}” is no ${column.type}, but “${column.name}” is`);
  return { sql: sql(literals.filter((literal) => literal !== undefined)) };
};

const ordered: typeof compared = (column, values, sql) =>
  column.type === 'number' || column.type === 'integer' || column.type === 'datetime'
    ? compared(column, values, sql)
    : wrong(`“${column.name}” is ${column.type}, which has no larger and smaller`);

/** By the newest date of the column, not by the clock: the same data give the same rows tomorrow. */
const withinLast = ({ condition, column, relation }: Asked): Checked => {
  if (column.type !== 'datetime') return wrong(`“${column.name}” is no datetime`);
  const [, count, unit] = /^(\d{1,6})\s+(minute|hour|day|week|month|year)s?$/i.exec(condition.values[0] ?? '') ?? [];
  if (count === undefined || unit === undefined)
    return wrong('a number of minutes, hours, days, weeks, months or years is expected');
  const name = sqlName(column.name);
  return {
    sql: `${name} > (SELECT max(${name}) FROM ${relation} WHERE isfinite(${name})) - INTERVAL '${Number(count)} ${unit.toLowerCase()}'`,
  };
};

const textual = (column: Column, operator: 'matches' | 'contains' | 'starts with' | 'ends with', value: string) => {
  if (column.type !== 'text' && column.type !== 'category')
    return wrong(`“${column.name}” is ${column.type}, but “${operator}” needs a text`);
  const name = sqlName(column.name);
  switch (operator) {
    case 'matches':
      return wrongPattern(value) ?? { sql: `regexp_matches(${name}, ${sqlText(value)})`, pattern: value };
    case 'contains':
      return { sql: `contains(${name}, ${sqlText(value)})` };
    case 'starts with':
      return { sql: `starts_with(${name}, ${sqlText(value)})` };
    case 'ends with':
      return { sql: `ends_with(${name}, ${sqlText(value)})` };
  }
};

/** What is no expression anywhere, or looks around or back, which those of DuckDB (RE2) never do: no text makes them slow. */
const wrongPattern = (pattern: string): Checked | undefined => {
  if (/\(\?(?:[=!]|<[=!])|\\[1-9]|\\k</.test(pattern)) return wrong('the expression may not look around or back');
  try {
    new RegExp(pattern.replace(/^\(\?[ims]+\)/, ''));
    return undefined;
  } catch (thrown) {
    return wrong(thrown instanceof Error ? thrown.message.replace(/\.$/, '') : 'it is no regular expression');
  }
};
