import type { Column } from '../../../contract/column.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { DeduplicateParams } from './params.ts';

const folded = (name: string): string =>
  String.raw`lower(strip_accents(regexp_replace(trim(${name}), '\s+', ' ', 'g')))`;

/** Three significant digits. Zero has no sign here, and what is not finite has no digits. */
const rounded = (name: string): string => {
  const value = `CAST(${name} AS DOUBLE)`;
  return `CASE WHEN ${value} = 0 THEN '0' WHEN isfinite(${value}) THEN format('{:.2e}', ${value}) ELSE CAST(${value} AS VARCHAR) END`;
};

/** SQL: what rows have to agree in. */
export const keySql = ({ name: column, type }: Column, settings: DeduplicateParams): string => {
  const name = sqlName(column);
  const isText = type === 'text' || type === 'category';
  if (settings.nearDuplicates && isText) return folded(name);
  if (settings.nearDuplicates && (type === 'number' || type === 'integer')) return rounded(name);
  return settings.ignoreCase && isText ? `lower(trim(${name}))` : name;
};
