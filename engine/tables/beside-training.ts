import type { Column } from '../../contract/column.ts';
import type { Tables } from '../../contract/context.ts';
import { physicalTypes, sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';

/** What rows that were not touched have in a column that the touched ones got: they count once, and nothing was done to them. */
const untouched = ({ name, type, role }: Column): string => {
  const value = role === 'weight' ? '1' : type === 'boolean' ? 'false' : 'NULL';
  return `CAST(${value} AS ${physicalTypes[type]}) AS ${sqlName(name)}`;
};

/** Changed training rows, and beside them the rows of `table` that are not for training, as they were. */
export const besideTraining = (tables: Tables, changed: Table, { columns, relation }: Table): Promise<Table> => {
  const known = new Set(columns.map(({ name }) => name));
  const added = changed.columns.filter(({ name }) => !known.has(name)).map(untouched);
  const others = `SELECT ${['*', ...added].join(', ')} FROM ${relation} WHERE __part <> 'train'`;
  return tables.derive(changed, `SELECT * FROM ${changed.relation} UNION ALL BY NAME ${others}`, changed.columns);
};
