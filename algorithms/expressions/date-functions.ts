import type { FunctionSpec, Functions } from './function-spec.ts';
import { castTo, type Typed } from './typed.ts';

/** Dates that never end have no parts. */
const date = (part: Typed | undefined): string => (part ? castTo(part, 'datetime') : 'NULL');
const finite = (part: Typed | undefined): string => `CASE WHEN isfinite(${date(part)}) THEN ${date(part)} END`;

const part = (name: string, sql = name): FunctionSpec => ({
  usage: `${name}(date)`,
  takes: ['datetime'],
  repeats: 2,
  gives: ([of]) => ({ type: 'integer', sql: `CAST(${sql}(${finite(of)}) AS BIGINT)` }),
});

/** Functions of dates. Dates have no zone; weekdays go from 1, Monday, to 7. */
export const dateFunctions: Functions = {
  year: part('year'),
  quarter: part('quarter'),
  month: part('month'),
  week: part('week'),
  day: part('day'),
  weekday: part('weekday', 'isodow'),
  hour: part('hour'),
  minute: part('minute'),
  days_between: {
    usage: 'days_between(from, to)',
    takes: ['datetime', 'datetime'],
    repeats: 2,
    gives: ([from, to]) => ({
      type: 'number',
      sql: `((epoch(${finite(to)}) - epoch(${finite(from)})) / CAST(86400 AS DOUBLE))`,
    }),
  },
};
