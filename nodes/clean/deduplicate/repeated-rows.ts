import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { lookAlikes } from './look-alikes.ts';
import type { Grouping } from './similar-rows.ts';

export interface Repeated {
  /** A relation that holds all of them, with all columns, and maybe more rows. */
  readonly within: string;
  /** A relation of one column, `__row`. */
  readonly rows: string;
  readonly count: number;
}

/** The rows that are to be removed: all but the first by `order` of those that agree. */
export const repeatedRows = async (
  table: Table,
  grouping: Grouping,
  { order, ctx }: { readonly order: string; readonly ctx: NodeContext },
): Promise<Repeated> => {
  const alike = await lookAlikes(table, grouping, ctx);
  // Looking at few rows several times is quick where they are set aside.
  const [within, relation] = alike
    ? await ctx.tables.rowSet(alike).then(async (set) => {
        const inSet = `WHERE __row IN (SELECT __row FROM ${set})`;
        const held = await ctx.tables.hold(`SELECT * FROM ${table.relation} ${inSet}`);
        // Where rows are grouped by more than the table's own columns, those are beside them in the grouping only.
        return [
          held,
          grouping.relation === table.relation ? held : `(SELECT * FROM ${grouping.relation} ${inSet})`,
        ] as const;
      })
    : [table.relation, grouping.relation];
  const places = `SELECT __row, row_number() OVER (PARTITION BY ${grouping.by.join(', ')} ORDER BY ${order}) AS place FROM ${relation}`;
  const rows = await ctx.tables.hold(`SELECT __row FROM (${places}) WHERE place > 1`);
  const [counted] = await ctx.tables.rows(`SELECT count(*) AS n FROM ${rows}`);
  return { within, rows, count: Number(counted?.['n'] ?? 0) };
};
