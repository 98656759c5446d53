import type { NodeContext, SqlRow } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { askedTogether, cellsBelow } from '../../cells-below.ts';
import { pause } from '../pause.ts';
import type { Action } from './actions.ts';

interface Change {
  readonly column: string;
  readonly count: number;
  readonly example: string;
}

const shown = (text: unknown): string => (text === null || text === undefined ? 'missing' : JSON.stringify(text));

interface Asked {
  readonly actions: readonly Action[];
  readonly ctx: NodeContext;
}

/** One pass over columns, one or many: what each action finds still to do after those before it. */
const countChanges = async (
  table: Table,
  columns: readonly string[],
  { actions, ctx }: Asked,
): Promise<readonly (readonly Change[])[]> => {
  const cells = cellsBelow(table.relation, columns.map(sqlName));
  const stages = actions.map((action, i) => `${action.sql(`s${i}`)} AS s${i + 1}`);
  const found = actions.flatMap((_, i) => {
    const changed = `FILTER (s${i} IS DISTINCT FROM s${i + 1})`;
    return [`count(*) ${changed} AS n${i}`, `min(s${i}) ${changed} AS e${i}`];
  });
  const rows = await ctx.tables.rows(
    `SELECT k, ${found.join(', ')} FROM (SELECT k, s0, ${stages.join(', ')} FROM (SELECT k, v AS s0 FROM ${cells})) GROUP BY k`,
  );
  const byPlace = new Map(rows.map((row) => [Number(row['k']), row]));
  return columns.map((column, place) => {
    const row = byPlace.get(place) ?? {};
    return actions.map((action, i) => ({
      column,
      count: Number(row[`n${i}`] ?? 0),
      example: exampleOf(row, action, i),
    }));
  });
};

const exampleOf = (row: SqlRow, action: Action, stage: number): string => {
  const before = row[`e${stage}`];
  return typeof before === 'string' ? `${shown(before)} → ${shown(action.text(before))}` : '';
};

/** A finding for every action that changed something: how many cells, with an example a column. */
export const reportTidied = async (
  table: Table,
  columns: readonly string[],
  { actions, ctx }: { readonly actions: readonly Action[]; readonly ctx: NodeContext },
): Promise<void> => {
  const byColumn: (readonly Change[])[] = [];
  for (const block of askedTogether(table, columns)) {
    await pause(ctx.signal);
    byColumn.push(...(await countChanges(table, block, { actions, ctx })));
  }
  actions.forEach(({ done }, i) => {
    const changes = byColumn.flatMap((changed) => changed[i] ?? []).filter(({ count }) => count > 0);
    if (changes.length === 0) return;
    const cells = changes.reduce((sum, { count }) => sum + count, 0);
    ctx.finding({
      code: 'data.tidied',
      severity: 'info',
      message: `${cells} ${cells === 1 ? 'value' : 'values'} ${done}.`,
      value: cells,
      examples: changes.slice(0, 5).map(({ column, count, example }) => `${column}: ${count} × like ${example}`),
    });
  });
};
