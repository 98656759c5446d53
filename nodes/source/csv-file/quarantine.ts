import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import type { BadRow } from './bad-rows.ts';

/** More bad rows than this are too many to be set aside one by one. */
export const mostQuarantined = 100_000;

export const quarantineColumns: readonly Column[] = [
  { name: 'line', type: 'integer', role: 'ignored' },
  { name: 'reason', type: 'text', role: 'ignored' },
  { name: 'text', type: 'text', role: 'ignored' },
];

/** Rows that don't fit the header, with their lines. */
export const quarantineTable = (rows: readonly BadRow[], ctx: NodeContext): Promise<Table> =>
  ctx.tables.fromRows(
    quarantineColumns,
    rows.map(({ line, reason, text }) => [line, reason, text]),
  );
