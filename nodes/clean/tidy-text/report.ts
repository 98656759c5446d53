import type { NodeContext, SqlRow } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { Action } from './actions.ts';

interface Change {
  readonly column: string;
  readonly count: number;
  readonly example: string;
}

const shown = (text: unknown): string => (text === null || text === undefined ? 'missing' : JSON.stringify(text));

/** One pass over a column: what each action finds still to do after those before it. */
const countChanges = async (
  table: Table,
  column: string,
  { actions, ctx }: { readonly actions: readonly Action[]; readonly ctx: NodeContext },
): Promise<readonly Change[]> => {
  const stages = actions.map((action, i) => `${action.sql(`s${i}`)} AS s${i + 1}`);
  const found = actions.flatMap((_, i) => {
    const changed = `FILTER (s${i} IS DISTINCT FROM s${i + 1})`;
    return [`count(*) ${changed} AS n${i}`, `min(s${i}) ${changed} AS e${i}`];
  });
  const [row = {}] = await ctx.tables.rows(
    `SELECT ${found.join(', ')} FROM (SELECT s0, ${stages.join(', ')} FROM
     (SELECT ${sqlName(column)} AS s0 FROM ${table.relation}))`,
  );
  return actions.map((action, i) => ({ column, count: Number(row[`n${i}`] ?? 0), example: exampleOf(row, action, i) }));
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
  for (const column of columns) {
    ctx.signal.throwIfAborted();
    byColumn.push(await countChanges(table, column, { actions, ctx }));
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
