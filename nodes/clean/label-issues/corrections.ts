import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { physicalTypes, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { RowKeys } from './row-keys.ts';

/** Corrections whose row is there and whose label can be read, as a relation with `row` and `label`. */
export interface Corrections {
  readonly table: Table;
  readonly applied: number;
  /** Of those, how many say what the row already had. */
  readonly confirmed: number;
}

const examples = 3;

/** Finds the rows that people have decided on. What can't be applied is said, and stays in the settings. */
export const findCorrections = async (
  table: Table,
  target: Column,
  {
    keys,
    corrections,
    ctx,
  }: { readonly keys: RowKeys; readonly corrections: Readonly<Record<string, string>>; readonly ctx: NodeContext },
): Promise<Corrections> => {
  const given = await ctx.tables.fromRows(
    [
      { name: 'correction_key', type: 'text', role: 'id' },
      { name: 'label', type: 'text', role: 'ignored' },
    ],
    Object.entries(corrections).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const all = `SELECT c.correction_key, c.label, k.row FROM ${given.relation} c LEFT JOIN ${keys.table.relation} k ON k.row_key = c.correction_key`;
  const readable = `TRY_CAST(label AS ${physicalTypes[target.type]}) IS NOT NULL`;
  await reportGone(`SELECT * FROM (${all}) WHERE row IS NULL`, keys, ctx);
  await reportUnreadable(`SELECT * FROM (${all}) WHERE row IS NOT NULL AND NOT (${readable})`, target, ctx);
  const found = await ctx.tables.create(
    `SELECT row, label FROM (${all}) WHERE row IS NOT NULL AND ${readable} ORDER BY row`,
    [
      { name: 'row', type: 'integer', role: 'id' },
      { name: 'label', type: 'text', role: 'ignored' },
    ],
  );
  const [same] = await ctx.tables.rows(
    `SELECT count(*) AS n FROM ${found.relation} f JOIN ${table.relation} t ON t.__row = f.row WHERE CAST(t.${sqlName(target.name)} AS VARCHAR) = f.label`,
  );
  return { table: found, applied: found.rows, confirmed: Number(same?.['n'] ?? 0) };
};

const firstOf = async (
  sql: string,
  { tables }: NodeContext,
): Promise<{ readonly rows: number; readonly examples: string[] }> => {
  const found = await tables.rows(
    `SELECT correction_key, label, count(*) OVER () AS n FROM (${sql}) ORDER BY correction_key LIMIT ${examples}`,
  );
  return {
    rows: Number(found[0]?.['n'] ?? 0),
    examples: found.map((row) => `${row['correction_key']} → ${row['label']}`),
  };
};

const reportGone = async (sql: string, { by }: RowKeys, ctx: NodeContext): Promise<void> => {
  const gone = await firstOf(sql, ctx);
  if (gone.rows === 0) return;
  const why = by ? `no row has that value of “${by}”` : 'no row has that content any more, label included';
  ctx.finding({
    code: 'data.correction-gone',
    severity: 'warning',
    message: `${gone.rows} ${gone.rows === 1 ? 'correction was' : 'corrections were'} not applied: ${why}. They stay in the settings, in case the rows come back.`,
    ...gone,
  });
};

const reportUnreadable = async (sql: string, target: Column, ctx: NodeContext): Promise<void> => {
  const bad = await firstOf(sql, ctx);
  if (bad.rows === 0) return;
  ctx.finding({
    code: 'data.conversion-failed',
    severity: 'warning',
    message: `${bad.rows} ${bad.rows === 1 ? 'correction is' : 'corrections are'} no ${target.type}, as “${target.name}” is, and ${bad.rows === 1 ? 'was' : 'were'} not applied.`,
    column: target.name,
    ...bad,
  });
};
