import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { GroupParams } from './params.ts';

interface Grouping {
  readonly column: Column | undefined;
  readonly missing: GroupParams['missing'];
  readonly ctx: NodeContext;
}

/** Says which rows have no group, and what was made of them. */
export const reportMissing = async (table: Table, { column, missing, ctx }: Grouping): Promise<void> => {
  if (!column) {
    ctx.finding({
      code: 'data.no-groups',
      severity: 'warning',
      message: 'No group column is chosen and none has the role group, so each row stands alone. Choose one.',
      rows: table.rows,
    });
    return;
  }
  const where = `${sqlName(column.name)} IS NULL`;
  const [row] = await ctx.tables.rows(`SELECT count(*) AS n FROM ${table.relation} WHERE ${where}`);
  const rows = Number(row?.['n'] ?? 0);
  if (rows === 0) return;
  const how = missing === 'alone' ? 'Each is a group of its own' : 'All of them are one group';
  ctx.finding({
    code: 'data.missing-group',
    severity: 'warning',
    message: `${rows} rows have no value in “${column.name}”. ${how}.`,
    column: column.name,
    rows,
  });
};
