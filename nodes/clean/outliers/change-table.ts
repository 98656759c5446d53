import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { recounted } from '../recounted.ts';
import { replacedCells } from '../replaced-cells.ts';
import type { Bounded } from './bounds-sql.ts';
import { clippedCells } from './clipped-cells.ts';
import type { OutlierParams } from './params.ts';

export const withFlag = (columns: readonly Column[]): readonly Column[] => {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  let name = 'outlier';
  for (let i = 2; taken.has(name); i++) name = `outlier_${i}`;
  return [...columns, { name, type: 'boolean', role: 'feature' }];
};

/** Drops outlying rows of training; the others must be predicted whatever they hold. */
const remove = async (table: Table, outlying: string, ctx: NodeContext): Promise<Table> => {
  if (!table.split.parts) return table;
  const sql = `SELECT * FROM ${table.relation} WHERE NOT (__part = 'train' AND (${outlying}))`;
  return recounted(await ctx.tables.amend(table, sql, { touch: 'rows' }), ctx);
};

interface Change {
  readonly learned: readonly Bounded[];
  readonly outlying: string;
  readonly action: OutlierParams['action'];
  readonly ctx: NodeContext;
}

/** The table with its outliers clipped, flagged or removed. */
export const changeTable = (table: Table, { learned, outlying, action, ctx }: Change): Table | Promise<Table> => {
  switch (action) {
    case 'remove':
      return remove(table, outlying, ctx);
    case 'flag': {
      const columns = withFlag(table.columns);
      const name = sqlName(columns.at(-1)?.name ?? '');
      return ctx.tables.derive(table, `SELECT *, ${outlying} AS ${name} FROM ${table.relation}`, columns);
    }
    case 'clip': {
      if (learned.length === 0) return table;
      const { cells, from } = clippedCells(table, learned);
      return ctx.tables.derive(table, replacedCells(table, cells, from), table.columns);
    }
  }
};
