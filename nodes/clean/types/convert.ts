import type { Column, ColumnType } from '../../../contract/column.ts';
import { sqlText } from '../../../contract/sql.ts';

export interface Conversion {
  readonly from: Column;
  readonly to: Column;
  /** SQL of the converted value, of SQL of the value; NULL where it can't be converted. */
  sqlOf(value: string): string;
  /** Columns of one kind are converted in the same way. Undefined where the levels are the column's own. */
  readonly kind: string | undefined;
  /** Whether it is a plain cast to text, so that the values can stay as they were written. */
  readonly isWritten: boolean;
}

interface Wanted {
  readonly type: ColumnType;
  readonly format: string | undefined;
  readonly levels: readonly string[] | undefined;
}

const numeric = (type: ColumnType): boolean => type === 'number' || type === 'integer';
const textual = (type: ColumnType): boolean => type === 'category' || type === 'text';

/** How a column gets another type. Nothing is rounded: 1.5 is no integer, and neither is “yes” a number. */
export const convert = (from: Column, { type, format, levels }: Wanted): Conversion => {
  const { levels: old, ...rest } = from;
  const order = levels ?? (type === 'category' ? old : undefined);
  const to: Column = { ...rest, type, ...(type === 'category' && order ? { levels: order } : {}) };
  const within = type === 'category' && levels && levels.length > 0 ? levels : undefined;
  return {
    from,
    to,
    sqlOf: (value) => {
      const converted = convertedSql(value, from.type, { type, format });
      return within ? onlyLevels(converted, within) : converted;
    },
    kind: within ? undefined : JSON.stringify([from.type, type, format]),
    isWritten: !within && textual(type) && writtenAsText.has(from.type),
  };
};

/** A number is no such type, as 3 is written 3.0, and neither is a date. */
const writtenAsText: ReadonlySet<ColumnType> = new Set(['integer', 'boolean', 'category', 'text']);

const onlyLevels = (value: string, levels: readonly string[]): string =>
  `CASE WHEN ${value} IN (${levels.map(sqlText).join(', ')}) THEN ${value} END`;

const convertedSql = (value: string, from: ColumnType, { type, format }: Pick<Wanted, 'type' | 'format'>): string => {
  if (from === type) return value;
  switch (type) {
    case 'number':
      return numberSql(value, from);
    case 'integer':
      return integerSql(value, from);
    case 'boolean':
      return booleanSql(value, from);
    case 'datetime':
      return dateSql(value, from, format);
    case 'category':
    case 'text':
      return textSql(value, from);
  }
};

const numberSql = (value: string, from: ColumnType): string => {
  if (from === 'datetime') return `CAST(epoch(${value}) AS DOUBLE)`;
  if (!textual(from)) return `CAST(${value} AS DOUBLE)`;
  return `nullif(TRY_CAST(trim(${value}) AS DOUBLE), 'nan'::DOUBLE)`;
};

const integerSql = (value: string, from: ColumnType): string => {
  if (from === 'boolean') return `CAST(${value} AS BIGINT)`;
  if (from === 'datetime') return `CAST(floor(epoch(${value})) AS BIGINT)`;
  // Beyond 2⁵³ a DOUBLE has no single integer to stand for.
  const whole = (number: string): string =>
    `CASE WHEN ${number} = floor(${number}) AND abs(${number}) <= 9007199254740992 THEN CAST(${number} AS BIGINT) END`;
  if (from === 'number') return whole(value);
  const text = `trim(${value})`;
  return `CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]+') THEN TRY_CAST(${text} AS BIGINT) ELSE ${whole(`TRY_CAST(${text} AS DOUBLE)`)} END`;
};

const booleanSql = (value: string, from: ColumnType): string => {
  if (numeric(from)) return `CASE ${value} WHEN 0 THEN false WHEN 1 THEN true END`;
  if (from === 'datetime') return 'CAST(NULL AS BOOLEAN)';
  return `CASE WHEN lower(trim(${value})) IN ('true', 't', 'yes', 'y', '1', 'on') THEN true
    WHEN lower(trim(${value})) IN ('false', 'f', 'no', 'n', '0', 'off') THEN false END`;
};

const dateSql = (value: string, from: ColumnType, format: string | undefined): string => {
  if (from === 'boolean') return 'CAST(NULL AS TIMESTAMP)';
  if (numeric(from) && !format)
    return `CASE WHEN abs(${value}) < 1e11 THEN make_timestamp(CAST(round(${value} * 1000000) AS BIGINT)) END`;
  const text = `trim(CAST(${value} AS VARCHAR))`;
  return format
    ? `CAST(try_strptime(${text}, ${sqlText(format)}) AS TIMESTAMP)`
    : `TRY_CAST(regexp_replace(${text}, '(Z|\\+00:?00)$', '') AS TIMESTAMP)`;
};

/** A whole DOUBLE is written as people write it: 3, not 3.0. */
const textSql = (value: string, from: ColumnType): string => {
  if (textual(from)) return value;
  if (from !== 'number') return `CAST(${value} AS VARCHAR)`;
  return `CASE WHEN ${value} = floor(${value}) AND abs(${value}) < 1e15 THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR)
    ELSE CAST(${value} AS VARCHAR) END`;
};
