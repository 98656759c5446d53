import type { AnswerColumn } from './row-file.ts';

/** A column of an answer, as the server's catalogue knows its type. */
export interface ServerColumn {
  readonly name: string;
  readonly type: string;
  /** `pg_type.typcategory`: A for lists, C for rows, E for enumerations. */
  readonly category: string;
  /** Levels of an enumeration, in their order. */
  readonly levels: readonly string[];
}

const kinds: Readonly<Record<string, AnswerColumn['kind']>> = {
  bool: 'boolean',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  oid: 'integer',
  float4: 'number',
  float8: 'number',
  numeric: 'exact',
  money: 'exact',
  date: 'datetime',
  timestamp: 'datetime',
  timestamptz: 'datetime',
};

export const answerColumn = ({ name, type, category, levels }: ServerColumn): AnswerColumn =>
  category === 'E' ? { name, kind: 'level', levels: [...levels] } : { name, kind: kinds[type] ?? 'text' };

/** A column as text: lists and rows as JSON, the rest as the server writes it. */
export const asText = ({ type, category }: ServerColumn, place: number): string => {
  const column = `q.c${place}`;
  if (category === 'A' || category === 'C' || type === 'record') return `to_json(${column})::text`;
  return type === 'money' ? `${column}::numeric::text` : `${column}::text`;
};
