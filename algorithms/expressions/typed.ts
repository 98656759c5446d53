import type { ColumnType } from '../../contract/column.ts';
import { physicalTypes, sqlText } from '../../contract/sql.ts';
import { ExpressionFault } from './fault.ts';

/** A value's type; `missing` is that of the word alone, which goes with any other. */
export type ValueType = ColumnType | 'missing';

/** A part of an expression with its SQL, which has the physical type of `type`. */
export interface Typed {
  readonly type: ValueType;
  readonly sql: string;
  /** Nodes that the SQL has when everything that it repeats is written out. */
  readonly size: number;
  readonly at: number;
  /** The text itself, where it is written in the expression. */
  readonly text?: string;
}

export type Kind = 'number' | 'text' | 'boolean' | 'datetime';

export const kindOf = (type: ValueType): Kind | 'missing' => {
  if (type === 'integer') return 'number';
  return type === 'category' ? 'text' : type;
};

const isKind = ({ type }: Typed, kind: Kind): boolean => type === 'missing' || kindOf(type) === kind;

const spoken: Readonly<Record<Kind | 'missing', string>> = {
  number: 'a number',
  text: 'a text',
  boolean: 'true or false',
  datetime: 'a date',
  missing: 'missing',
};

export const spokenType = (type: ValueType): string => spoken[kindOf(type)];
export const spokenKind = (kind: Kind): string => spoken[kind];

/** @throws ExpressionFault where the part is something else */
export const expectKind = (part: Typed, kind: Kind, whose: string): void => {
  if (!isKind(part, kind))
    throw new ExpressionFault(`${whose} needs ${spoken[kind]}, but this is ${spokenType(part.type)}`, part.at);
};

/** The SQL as a value of a type that it can have. */
export const castTo = ({ sql, type }: Typed, wanted: ColumnType): string =>
  type !== 'missing' && physicalTypes[type] === physicalTypes[wanted]
    ? sql
    : `CAST(${sql} AS ${physicalTypes[wanted]})`;

/** The type that holds values of all the parts. @throws ExpressionFault where there is none */
export const commonType = (parts: readonly Typed[]): ValueType => {
  let common: ValueType = 'missing';
  for (const part of parts) {
    if (common === 'missing' || part.type === common) common = part.type;
    else if (part.type === 'missing') continue;
    else if (kindOf(part.type) !== kindOf(common))
      throw new ExpressionFault(
        `${spokenType(part.type)} cannot stand beside ${spokenType(common)}; the values must be of one type`,
        part.at,
      );
    else common = kindOf(common) === 'text' ? 'text' : 'number';
  }
  return common;
};

const dateForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?)?$/;

/** A written date as SQL. @throws ExpressionFault where the calendar has no such day */
export const dateSql = (text: string, at: number): string => {
  const [, day = '', minutes = '00:00', seconds = ':00'] = dateForm.exec(text.trim()) ?? [];
  const instant = new Date(`${day}T${minutes}${seconds}Z`);
  // JavaScript takes 31 February for a day of March.
  if (!Number.isFinite(instant.getTime()) || !instant.toISOString().startsWith(`${day}T${minutes}`))
    throw new ExpressionFault(`“${text}” is no date; write for instance 2026-01-31 or 2026-01-31 08:30`, at);
  return `CAST(${sqlText(`${day} ${minutes}${seconds}`)} AS TIMESTAMP)`;
};

/** Texts that are written beside dates are dates themselves: `day >= "2026-01-31"`. */
export const withDates = (parts: readonly Typed[]): readonly Typed[] =>
  parts.some(({ type }) => type === 'datetime')
    ? parts.map((part) => {
        if (part.text === undefined) return part;
        const { text, ...rest } = part;
        return { ...rest, type: 'datetime', sql: dateSql(text, part.at) };
      })
    : parts;

export const totalSize = (parts: readonly Typed[]): number => parts.reduce((sum, { size }) => sum + size, 1);
