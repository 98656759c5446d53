import { sqlText } from '../../contract/sql.ts';
import { ExpressionFault } from './fault.ts';
import type { FunctionSpec, Functions } from './function-spec.ts';
import type { Typed, ValueType } from './typed.ts';

const sqlOf = (part: Typed | undefined): string => (part ? `CAST(${part.sql} AS VARCHAR)` : 'NULL');
/** What is made of the levels of a category is a category again. */
const sameType = (part: Typed | undefined): ValueType => (part?.type === 'category' ? 'category' : 'text');

const shaped = (name: string, sql: (text: string) => string): FunctionSpec => ({
  usage: `${name}(text)`,
  takes: ['text'],
  gives: ([text]) => ({ type: sameType(text), sql: sql(sqlOf(text)) }),
});

const test = (name: string): FunctionSpec => ({
  usage: `${name}(text, part)`,
  takes: ['text', 'text'],
  gives: ([text, part]) => ({ type: 'boolean', sql: `${name}(${sqlOf(text)}, ${sqlOf(part)})` }),
});

/** Places beyond a text's end are empty, so any number in reach of INTEGER does. */
const place = (part: Typed | undefined): string =>
  part ? `CAST(greatest(least(round(CAST(${part.sql} AS DOUBLE)), 1000000000), 0) AS BIGINT)` : '';

/** Functions of texts: characters are counted, not bytes; the first has place 1. */
export const textFunctions: Functions = {
  length: {
    usage: 'length(text)',
    takes: ['text'],
    gives: ([text]) => ({ type: 'integer', sql: `CAST(length(${sqlOf(text)}) AS BIGINT)` }),
  },
  lower: shaped('lower', (text) => `lower(${text})`),
  upper: shaped('upper', (text) => `upper(${text})`),
  trim: shaped('trim', (text) => `trim(${text})`),
  contains: test('contains'),
  starts_with: test('starts_with'),
  ends_with: test('ends_with'),
  replace: {
    usage: 'replace(text, from, to)',
    takes: ['text', 'text', 'text'],
    gives: ([text, from, to]) => ({
      type: sameType(text),
      sql: `replace(${sqlOf(text)}, ${sqlOf(from)}, ${sqlOf(to)})`,
    }),
  },
  substring: {
    usage: 'substring(text, from) or substring(text, from, count)',
    takes: ['text', 'number', 'number'],
    needed: 2,
    gives: ([text, from, count]) => ({
      type: sameType(text),
      sql: `substring(${[sqlOf(text), missingOr(from), ...(count ? [missingOr(count)] : [])].join(', ')})`,
    }),
  },
  concat: {
    usage: 'concat(a, b, …)',
    takes: ['any'],
    more: true,
    gives: (args) => ({ type: 'text', sql: `(${args.map(sqlOf).join(' || ')})` }),
  },
  text: { usage: 'text(x)', takes: ['any'], gives: ([x]) => ({ type: 'text', sql: sqlOf(x) }) },
  date: {
    usage: "date(text) or date(text, '%d.%m.%Y')",
    takes: ['text', 'text'],
    needed: 1,
    gives: ([text, form]) => ({
      type: 'datetime',
      sql: form
        ? `CAST(try_strptime(${sqlOf(text)}, ${sqlText(formOf(form))}) AS TIMESTAMP)`
        : `TRY_CAST(${sqlOf(text)} AS TIMESTAMP)`,
    }),
  },
};

/** `greatest` leaves out what is missing, so it is asked for beforehand. */
const missingOr = (part: Typed | undefined): string =>
  part ? `CASE WHEN ${part.sql} IS NOT NULL THEN ${place(part)} END` : '';

const formOf = (part: Typed): string => {
  if (part.text === undefined || !/^(?:%[YymdeHIMSpbBjf]|[ \-/.:,T])+$/.test(part.text))
    throw new ExpressionFault(
      "the form of a date is written out, for instance '%d.%m.%Y' or '%Y-%m-%d %H:%M'",
      part.at,
    );
  return part.text;
};
