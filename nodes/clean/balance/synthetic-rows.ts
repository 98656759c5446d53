import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { freeNames } from '../free-names.ts';

/** Rows of a real table are numbered below; behind it a made-up row never meets one of another part, which can't be seen here. */
const firstId = 2 ** 31;

/** With a column that says which rows were added. */
export const flaggedColumns = (columns: readonly Column[]): readonly Column[] => [
  ...columns,
  { name: freeNames(columns)('synthetic'), type: 'boolean', role: 'ignored' },
];

export interface Added {
  /**
   * A relation with `id` (0, 1, …) and `base`, the id of the row that a new one is made from, and the table behind FROM with
   * `b` as the base row; both as SQL.
   */
  readonly from: string;
  /** SQL of a cell, by column; what the base row has where absent. */
  readonly cells?: ReadonlyMap<string, string>;
}

/**
 * The table with rows added behind its own. They belong to no fold, so they are never held out, and they have no id of their own:
 * whatever is counted by ids counts the rows that somebody measured.
 */
export const withAdded = async (table: Table, { from, cells }: Added, ctx: NodeContext): Promise<Table> => {
  const columns = flaggedColumns(table.columns);
  const flag = sqlName(columns.at(-1)?.name ?? '');
  const [row] = await ctx.tables.rows(`SELECT max(__row) AS last FROM ${table.relation}`);
  const first = Math.max(firstId, Number(row?.['last'] ?? 0) + 1);
  const made = table.columns.map(({ name, role }) => {
    const cell = role === 'id' ? 'NULL' : (cells?.get(name) ?? `b.${sqlName(name)}`);
    return `${cell} AS ${sqlName(name)}`;
  });
  const hidden = hiddenColumns(table).map((name) => {
    if (name === '__row') return `CAST(${first} + s.id AS BIGINT) AS __row`;
    return name === '__part' ? 'b.__part' : `CAST(NULL AS INTEGER) AS ${name}`;
  });
  const sql = `SELECT * FROM (SELECT *, false AS ${flag} FROM ${table.relation} UNION ALL BY NAME
    SELECT ${[...made, `true AS ${flag}`, ...hidden].join(', ')} FROM ${from}) ORDER BY __row`;
  return ctx.tables.derive(table, sql, columns);
};
