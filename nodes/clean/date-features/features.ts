import type { Column, ColumnType } from '../../../contract/column.ts';
import { sqlName } from '../../../contract/sql.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { sqlValue } from '../sql-value.ts';
import type { DateParams, DatePart } from './params.ts';

export interface Feature {
  readonly column: Column;
  readonly sql: string;
}

/** Dates have no zone, so an hour is what the clock showed: no summer time moves it. */
const partSql: Readonly<Record<DatePart, (date: string) => string>> = {
  year: (date) => `year(${date})`,
  quarter: (date) => `quarter(${date})`,
  month: (date) => `month(${date})`,
  week: (date) => `week(${date})`,
  day: (date) => `day(${date})`,
  weekday: (date) => `isodow(${date})`,
  hour: (date) => `hour(${date})`,
  weekend: (date) => `isodow(${date}) >= 6`,
};

/** How far round the circle a date is, 0 to 1. A month is as long as it is that year. */
const turnSql: Readonly<Partial<Record<DatePart, (date: string) => string>>> = {
  month: (date) => `(month(${date}) - 1) / 12.0::DOUBLE`,
  day: (date) => `(day(${date}) - 1) / CAST(day(last_day(${date})) AS DOUBLE)`,
  weekday: (date) => `(isodow(${date}) - 1) / 7.0::DOUBLE`,
  hour: (date) => `hour(${date}) / 24.0::DOUBLE`,
};

export const choose = (columns: readonly Column[], settings: DateParams) => {
  const { chosen, gone } = chooseColumns(columns, settings.columns);
  const dates = chosen.filter(
    ({ name, type, role }) =>
      type === 'datetime' && (role === 'feature' || role === 'time' || settings.columns.includes(name)),
  );
  return { gone, chosen: dates };
};

/** The reference date in full; undefined where it is none. */
export const referenceOf = ({ since }: DateParams): string | undefined => {
  const day = since.trim();
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00Z`) : undefined;
  // JavaScript takes 31 February for a day of March.
  return at && Number.isFinite(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
};

/** The columns that dates are taken apart into; a date that is missing or infinite has none of the parts. */
export const featuresOf = (columns: readonly Column[], settings: DateParams): readonly Feature[] => {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  const named = (wanted: string, type: ColumnType): Column => {
    let name = wanted;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted}_${i}`;
    taken.add(name.toLowerCase());
    return { name, type, role: 'feature' };
  };
  const reference = referenceOf(settings);
  return choose(columns, settings).chosen.flatMap(({ name }) => {
    const date = `CASE WHEN isfinite(${sqlName(name)}) THEN ${sqlName(name)} END`;
    const parts = [...new Set(settings.parts)].map((part): Feature => {
      const type = part === 'weekend' ? 'boolean' : 'integer';
      const sql = partSql[part](date);
      return { column: named(`${name}_${part}`, type), sql: type === 'integer' ? `CAST(${sql} AS BIGINT)` : sql };
    });
    const circles = settings.cyclic ? [...new Set(settings.parts)].flatMap((part) => circleOf(name, part, date)) : [];
    const days = reference === undefined ? [] : [sinceFeature(name, date, reference)];
    return [...parts, ...[...circles, ...days].map(({ wanted, sql }) => ({ column: named(wanted, 'number'), sql }))];
  });
};

interface Wanted {
  readonly wanted: string;
  readonly sql: string;
}

const circleOf = (name: string, part: DatePart, date: string): readonly Wanted[] => {
  const turn = turnSql[part]?.(date);
  if (turn === undefined) return [];
  return (['sin', 'cos'] as const).map((of) => ({
    wanted: `${name}_${part}_${of}`,
    sql: `${of}(2 * pi() * ${turn})`,
  }));
};

const sinceFeature = (name: string, date: string, reference: string): Wanted => ({
  wanted: `${name}_days_since`,
  sql: `(epoch(${date}) - epoch(${sqlValue(reference, 'datetime')})) / 86400.0::DOUBLE`,
});
