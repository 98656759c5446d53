import type { Column } from '../../../contract/column.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { type PredefinedParams, partsWith } from './params.ts';

/** SQL: a value as people write it; whole numbers without “.0”. */
export const wordSql = ({ name, type }: Column): string => {
  const text = `CAST(${sqlName(name)} AS VARCHAR)`;
  return `lower(trim(${type === 'number' ? `regexp_replace(${text}, '\\.0$', '')` : text}))`;
};

/** SQL: the part of a row by its own word for it; NULL where it has none. */
export const partOf = (column: Column | undefined, settings: PredefinedParams): string => {
  const other = settings.others === 'set-aside' ? 'CAST(NULL AS VARCHAR)' : `'${settings.others}'`;
  if (!column) return other;
  const word = wordSql(column);
  const branches = partsWith(settings).map(
    ({ part, words }) => `WHEN ${word} IN (${words.map(sqlText).join(', ')}) THEN '${part}'`,
  );
  return branches.length === 0 ? other : `CASE ${branches.join(' ')} ELSE ${other} END`;
};
