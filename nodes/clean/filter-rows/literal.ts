import type { ColumnType } from '../../../contract/column.ts';
import { sqlText } from '../../../contract/sql.ts';
import { sqlValue } from '../sql-value.ts';

/** A value as it was written, as an SQL literal that can be compared with a column of the type; undefined where it is none. */
export const literalOf = (value: string, type: ColumnType): string | undefined => {
  switch (type) {
    case 'number':
      return numberLiteral(value);
    case 'integer':
      return isLong(value) ? sqlValue(value, 'integer') : numberLiteral(value);
    case 'boolean': {
      const truth = booleans.get(value.toLowerCase());
      return truth === undefined ? undefined : String(truth);
    }
    case 'datetime':
      return dateLiteral(value);
    case 'category':
    case 'text':
      return sqlText(value);
  }
};

const booleans = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

const numberLiteral = (value: string): string | undefined =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) && Number.isFinite(Number(value))
    ? sqlValue(Number(value), 'number')
    : undefined;

/** A whole number that a BIGINT holds to its last digit, which a DOUBLE may not. */
const isLong = (value: string): boolean => /^[+-]?\d{1,18}$/.test(value);

const dateLiteral = (value: string): string | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?)?$/.exec(value);
  if (!found) return undefined;
  const [, day = '', minutes = '00:00', seconds = ':00'] = found;
  const at = new Date(`${day}T${minutes}${seconds}Z`);
  // JavaScript takes 31 February for a day of March.
  const exists = Number.isFinite(at.getTime()) && at.toISOString().startsWith(`${day}T${minutes}`);
  return exists ? sqlValue(`${day} ${minutes}${seconds}`, 'datetime') : undefined;
};
