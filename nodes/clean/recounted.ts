import type { NodeContext } from '../../contract/context.ts';
import type { Table } from '../../contract/values.ts';
import { countParts } from '../split/part-counts.ts';

/** With the rows of each part counted anew, where a table says how many there are. */
export const recounted = async (table: Table, ctx: NodeContext): Promise<Table> =>
  table.split.counts ? { ...table, split: { ...table.split, counts: await countParts(ctx.tables, table) } } : table;
