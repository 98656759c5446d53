import type { ColumnType } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';

const mostDecimals = 4;

export const isNumeric = (type: ColumnType): boolean => type === 'number' || type === 'integer';

const decimalsIn = (value: number): number => {
  const [, decimals = ''] = String(value).split('.');
  return decimals.includes('e') ? mostDecimals : Math.min(mostDecimals, decimals.length);
};

/** How many decimals a column of numbers is shown with, so that its points stand below one another. */
export const decimalsOf = (values: readonly SqlValue[]): number =>
  values.reduce<number>((most, value) => (typeof value === 'number' ? Math.max(most, decimalsIn(value)) : most), 0);

/** A number with more decimals than its column has is not cut to them: 0.25 is never shown as 0. */
const numberText = (value: number, decimals: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.5 * 10 ** -mostDecimals || size >= 1e12)) return value.toExponential(3);
  return value.toFixed(Math.max(decimals, decimalsIn(value)));
};

/** A datetime without the time where it is midnight. */
const dateText = (text: string): string =>
  text
    .replace('T', ' ')
    .replace(/(:\d\d)(\.0+)?Z?$/, '$1')
    .replace(/ 00:00(:00)?$/, '');

/** A cell as it is shown. Missing is null: the grid draws it as a mark of its own, never as empty text. */
export const cellText = (value: SqlValue, type: ColumnType, decimals: number): string | null => {
  if (value === null) return null;
  if (typeof value === 'number') return type === 'number' ? numberText(value, decimals) : String(value);
  if (typeof value === 'string') return type === 'datetime' ? dateText(value) : value;
  return String(value);
};

/** A cell as another program should read it: whole, and missing is nothing at all. */
export const plainText = (value: SqlValue): string => (value === null ? '' : String(value));
