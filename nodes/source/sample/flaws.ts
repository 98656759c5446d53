import type { NodeContext } from '../../../contract/context.ts';
import { hiddenColumns, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

export interface Flawed {
  readonly seed: number;
  readonly ctx: NodeContext;
}

/** Which cells go missing depends on seed, column and row only. */
export const withHoles = (table: Table, share: number, { seed, ctx }: Flawed): Promise<Table> => {
  const limit = Math.round(share * 1_000_000);
  const holed = table.columns
    .filter(({ role }) => role === 'feature')
    .map(({ name }) => {
      const drawn = `md5_number_lower(concat(${sqlText(`${seed} ${name} `)}, __row)) % 1000000`;
      return `CASE WHEN ${drawn} >= ${limit} THEN ${sqlName(name)} END AS ${sqlName(name)}`;
    });
  return ctx.tables.derive(table, `SELECT * REPLACE (${holed.join(', ')}) FROM ${table.relation}`, table.columns);
};

/** Some rows become copies of an earlier one, which depends on seed and row only. */
export const withDuplicates = (table: Table, share: number, { seed, ctx }: Flawed): Promise<Table> => {
  const limit = Math.round(share * 1_000_000);
  const drawn = (what: string): string => `md5_number_lower(concat(${sqlText(`${seed} ${what} `)}, __row))`;
  const source = `CASE WHEN __row > 0 AND ${drawn('copy')} % 1000000 < ${limit}
    THEN CAST(${drawn('of')} % CAST(__row AS UBIGINT) AS BIGINT) ELSE __row END`;
  const hidden = hiddenColumns(table).map((name) => `t.${sqlName(name)}`);
  const copied = table.columns.map(({ name }) => `s.${sqlName(name)}`);
  const sql = `SELECT ${[...hidden, ...copied].join(', ')}
    FROM (SELECT *, ${source} AS "copied row" FROM ${table.relation}) AS t
    JOIN ${table.relation} AS s ON s.__row = t."copied row" ORDER BY t.__row`;
  return ctx.tables.derive(table, sql, table.columns);
};
