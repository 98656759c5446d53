import type { Column } from '../../../contract/column.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { namedColumn } from '../named-column.ts';

/** What rows are ordered by. */
export interface Timeline {
  /** SQL: when a row is; NULL where that is not known. */
  readonly sql: string;
  readonly physical: 'BIGINT' | 'DOUBLE';
  /** How much one unit of a gap is. */
  readonly unit: number;
}

const day = 86_400_000_000;

/** Columns that can tell a time. */
export const isTimely = ({ type }: Column): boolean => type === 'datetime' || type === 'number' || type === 'integer';

/** The column of the setting, the one with the role time, or the only date there is. */
export const timeColumn = (columns: readonly Column[], name: string): Column | undefined => {
  const named = namedColumn(columns, name, 'time');
  if (named || name !== '') return named;
  const dates = columns.filter(({ type }) => type === 'datetime');
  return dates.length === 1 ? dates[0] : undefined;
};

/** Dates count in microseconds; without a column the rows come in the order of time. */
export const timelineOf = (column: Column | undefined): Timeline => {
  if (!column) return { sql: '__row', physical: 'BIGINT', unit: 1 };
  const name = sqlName(column.name);
  if (column.type === 'integer') return { sql: name, physical: 'BIGINT', unit: 1 };
  const finite = (value: string): string => `CASE WHEN isfinite(${name}) THEN ${value} END`;
  return column.type === 'datetime'
    ? { sql: finite(`epoch_us(${name})`), physical: 'BIGINT', unit: day }
    : { sql: finite(name), physical: 'DOUBLE', unit: 1 };
};

const dateForm = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/;

/** A point on the timeline as SQL; undefined where the text is none. */
export const pointOf = (text: string, column: Column | undefined): string | undefined => {
  const { physical } = timelineOf(column);
  if (column?.type !== 'datetime')
    return Number.isFinite(Number(text)) ? literal(String(Number(text)), 'DOUBLE') : undefined;
  const [, date = '', time = '00:00'] = dateForm.exec(text.trim()) ?? [];
  const at = Date.parse(`${date}T${time}Z`);
  // 30 February is read as 1 March otherwise.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(date)) return undefined;
  return literal(String(at * 1000), physical);
};

export const literal = (value: string, physical: Timeline['physical']): string =>
  `CAST(${sqlText(value)} AS ${physical})`;
