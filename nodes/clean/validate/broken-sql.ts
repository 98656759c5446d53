import type { Column, ColumnType } from '../../../contract/column.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { sqlValue } from '../sql-value.ts';
import type { RowCheck } from './rule.ts';

const dateForm = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?$/;

/** Whether a text can be a value of the type. */
export const fits = (text: string, type: ColumnType): boolean => {
  if (type === 'number' || type === 'integer') return text !== '' && Number.isFinite(Number(text));
  if (type === 'boolean') return text === 'true' || text === 'false';
  if (type !== 'datetime') return true;
  const at = Date.parse(`${text.slice(0, 10)}T00:00Z`);
  if (!dateForm.test(text) || Number.isNaN(at) || Number.isNaN(Date.parse(text.replace(' ', 'T')))) return false;
  return new Date(at).toISOString().startsWith(text.slice(0, 10));
};

const valuesOf = (check: RowCheck): readonly string[] => {
  switch (check.check) {
    case 'compare':
      return [check.value];
    case 'between':
      return [check.low, check.high];
    case 'in':
      return check.values;
    case 'within':
      return check.of === 'newest' ? [] : [check.of];
    default:
      return [];
  }
};

/** Why a check cannot be made of a column of this type. */
export const checkFault = (check: RowCheck, { name, type }: Column): string | undefined => {
  if (check.check === 'within' && type !== 'datetime') return `“${name}” is ${type}, not a date`;
  const odd = valuesOf(check).find((value) => !fits(value, type));
  if (odd !== undefined) return `“${odd}” is no value of “${name}”, which is ${type}`;
  if (check.check === 'matches' && type !== 'text' && type !== 'category') return `“${name}” is ${type}, not text`;
  return undefined;
};

/** SQL: whether a row breaks a rule. A missing value breaks `not null` only. */
export const brokenSql = (check: RowCheck, { name, type }: Column, table: Table): string => {
  const cell = sqlName(name);
  // 1.5 is no BIGINT, but a fair limit for one.
  const value = (text: string): string => sqlValue(text, type === 'integer' ? 'number' : type);
  const fails = (holds: string): string => `(${cell} IS NOT NULL AND NOT (${holds}))`;
  switch (check.check) {
    case 'not-null':
      return `(${cell} IS NULL)`;
    case 'unique': {
      // Rows that are held out must not decide which rows are learned from.
      const by = [...(table.split.parts ? ['__part'] : []), cell].join(', ');
      return `(${cell} IS NOT NULL AND __row IN (SELECT __row FROM (SELECT __row, row_number() OVER (PARTITION BY ${by} ORDER BY __row) AS place
        FROM ${table.relation}) WHERE place > 1))`;
    }
    case 'compare':
      return fails(`${cell} ${check.comparator} ${value(check.value)}`);
    case 'between':
      return fails(`${cell} BETWEEN ${value(check.low)} AND ${value(check.high)}`);
    case 'in':
      return fails(`${cell} IN (${check.values.map(value).join(', ')})`);
    case 'within': {
      const newest = `(SELECT max(${cell}) FROM ${table.relation} WHERE isfinite(${cell}))`;
      const reference = check.of === 'newest' ? newest : value(check.of);
      // An endless date has no distance.
      return fails(
        `CASE WHEN isfinite(${cell}) THEN abs(epoch(${cell}) - epoch(${reference})) <= ${check.seconds} ELSE false END`,
      );
    }
    case 'matches':
      return fails(`regexp_matches(${cell}, ${sqlText(check.pattern)})`);
  }
};
