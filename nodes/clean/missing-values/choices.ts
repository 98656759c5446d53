import type { Column, ColumnType } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';
import { type Method, type MissingValuesParams, rowMethods } from './params.ts';

/** What is done about the missing values of one column. */
export interface Choice {
  readonly column: Column;
  readonly method: Method;
  /** For `constant`. */
  readonly value?: SqlValue;
  /** Why the choice can't be followed. */
  readonly misfit?: string;
}

const numeric: readonly Method[] = ['mean', 'median', 'mode', 'min', 'max', 'constant', ...rowMethods];
const levelled: readonly Method[] = ['mode', 'constant', 'previous', 'next'];
const allowed: Readonly<Record<ColumnType, readonly Method[]>> = {
  number: numeric,
  integer: numeric,
  datetime: ['median', 'mode', 'min', 'max', 'constant', 'previous', 'next', 'interpolate'],
  boolean: levelled,
  category: levelled,
  text: levelled,
};

export const isNumeric = ({ type }: Column): boolean => type === 'number' || type === 'integer';

/** Whether a method makes numbers that are not whole of whole ones. */
const breaksWhole = (method: Method): boolean => ['mean', 'interpolate', 'knn', 'model'].includes(method);

/** Whether each missing value becomes something else, so that no single one is learned but for want of better. */
export const isByRow = (method: Method): boolean => (rowMethods as readonly Method[]).includes(method);

/** A choice for each column that is to be treated: the features by their type, and whatever is named. Never the target. */
export const chooseMethods = (columns: readonly Column[], settings: MissingValuesParams): readonly Choice[] =>
  columns.flatMap((column): readonly Choice[] => {
    if (column.role === 'target') return [];
    const own = Object.hasOwn(settings.byColumn, column.name) ? settings.byColumn[column.name] : undefined;
    if (own) return [checked(column, own.method, own.value)];
    return column.role === 'feature' ? [byType(column, settings)] : [];
  });

const byType = (column: Column, settings: MissingValuesParams): Choice => {
  switch (column.type) {
    case 'number':
    case 'integer':
      return { column, method: settings.number };
    case 'category':
      return settings.category === 'constant'
        ? { column, method: 'constant', value: 'missing' }
        : { column, method: settings.category };
    case 'boolean':
      // A truth value has no third level to stand for missing.
      return { column, method: settings.category === 'constant' ? 'mode' : settings.category };
    case 'text':
      return settings.text === 'constant'
        ? { column, method: 'constant', value: '' }
        : { column, method: settings.text };
    case 'datetime':
      return { column, method: settings.datetime };
  }
};

const checked = (column: Column, method: Method, value: string | number | boolean | undefined): Choice => {
  if (method === 'none' || method === 'drop-row' || method === 'drop-column') return { column, method };
  if (!allowed[column.type].includes(method))
    return { column, method: 'none', misfit: `${method} does not suit “${column.name}”, which is ${column.type}` };
  if (method !== 'constant') return { column, method };
  const constant = value === undefined ? undefined : constantOf(column.type, value);
  return constant === undefined
    ? { column, method: 'none', misfit: `the constant of “${column.name}” is no ${column.type}` }
    : { column, method, value: constant };
};

const constantOf = (type: ColumnType, value: string | number | boolean): SqlValue | undefined => {
  switch (type) {
    case 'number':
      return value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'integer':
      return value !== '' && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
    case 'boolean':
      return /^(true|false)$/.test(String(value)) ? String(value) === 'true' : undefined;
    case 'datetime':
      return Number.isNaN(Date.parse(String(value))) ? undefined : String(value);
    case 'category':
    case 'text':
      return String(value);
  }
};

/** The column as it leaves: a mean of integers, or what lies between them, is a number; a new level joins ordered ones at their end. */
export const filledColumn = ({ column, method, value }: Choice): Column => {
  if (column.type === 'integer' && breaksWhole(method)) return { ...column, type: 'number' };
  if (column.levels && method === 'constant' && !column.levels.includes(String(value)))
    return { ...column, levels: [...column.levels, String(value)] };
  return column;
};
