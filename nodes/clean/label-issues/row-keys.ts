import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

const telling: readonly Column['role'][] = ['feature', 'target', 'group', 'time', 'id'];

/** A fingerprint of the values in a row. Columns are taken by name, so that another order of them changes nothing. */
const contentSql = (columns: readonly Column[]): string => {
  const cells = columns
    .filter(({ role }) => telling.includes(role))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name }) => `coalesce('=' || CAST(${sqlName(name)} AS VARCHAR), '')`);
  return `substr(md5(concat_ws(chr(31), '', ${cells.join(', ')})), 1, 16)`;
};

const uniqueId = async ({ columns, relation, rows }: Table, ctx: NodeContext): Promise<string | undefined> => {
  const ids = columns.filter(({ role }) => role === 'id');
  const [id, ...others] = ids;
  if (!id || others.length > 0) return undefined;
  const [counted] = await ctx.tables.rows(`SELECT count(DISTINCT ${sqlName(id.name)}) AS n FROM ${relation}`);
  return Number(counted?.['n']) === rows ? id.name : undefined;
};

/** `row` and `row_key` of each row of a table. */
export interface RowKeys {
  readonly table: Table;
  /** The column that names the rows; their content does where there is none. */
  readonly by: string | undefined;
}

/**
 * Names that rows keep when others come or go before them: the id column where it tells them apart, else their content. Rows
 * with equal content, label included, are numbered; any of them may stand for the others.
 */
export const rowKeys = async (table: Table, ctx: NodeContext): Promise<RowKeys> => {
  const by = await uniqueId(table, ctx);
  const name = by === undefined ? contentSql(table.columns) : `CAST(${sqlName(by)} AS VARCHAR)`;
  const named = `SELECT __row AS row, ${name} AS name FROM ${table.relation}`;
  const numbered = `SELECT row, name, row_number() OVER (PARTITION BY name ORDER BY row) AS place FROM (${named})`;
  const keys = await ctx.tables.create(
    `SELECT row, CASE WHEN place = 1 THEN name ELSE name || '-' || place END AS row_key FROM (${numbered}) ORDER BY row`,
    [
      { name: 'row', type: 'integer', role: 'id' },
      { name: 'row_key', type: 'text', role: 'id' },
    ],
  );
  return { table: keys, by };
};
