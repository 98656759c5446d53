import type { Tables } from '../../contract/context.ts';
import type { Table } from '../../contract/values.ts';

/** A relation that holds the training rows and no others: whatever is asked of it, test rows are not there. */
export const trainingRows = async (tables: Pick<Tables, 'derive'>, table: Table): Promise<Table> =>
  table.split.parts
    ? tables.derive(table, `SELECT * FROM ${table.relation} WHERE __part = 'train'`, table.columns)
    : table;
