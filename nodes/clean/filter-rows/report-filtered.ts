import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { ReadCondition } from './read-conditions.ts';

/** A finding for each condition: how many rows do not meet it, how many cannot be judged, and which values those are. */
export const reportFiltered = async (
  table: Table,
  conditions: readonly ReadCondition[],
  ctx: NodeContext,
): Promise<void> => {
  const counts = conditions.flatMap(({ sql }, i) => [
    `count(*) FILTER (NOT ${sql}) AS f${i}`,
    `count(*) FILTER (${sql} IS NULL) AS u${i}`,
  ]);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
  for (const [i, condition] of conditions.entries()) {
    ctx.signal.throwIfAborted();
    const [failed, unknown] = [Number(row[`f${i}`] ?? 0), Number(row[`u${i}`] ?? 0)];
    if (failed > 0)
      ctx.finding({
        code: 'data.condition-not-met',
        severity: 'info',
        message: `${failed} of ${table.rows} rows do not meet “${condition.line}”.`,
        rows: failed,
        examples: await examplesOf(table, condition, ctx),
        ...(condition.column === undefined ? {} : { column: condition.column }),
      });
    if (unknown > 0)
      ctx.finding({
        code: 'data.condition-unknown',
        severity: 'warning',
        message: `${unknown} rows have no value for “${condition.line}”, so they do not meet it. Say what shall be with them: is missing.`,
        rows: unknown,
        ...(condition.column === undefined ? {} : { column: condition.column }),
      });
  }
};

const examplesOf = async (table: Table, { column, sql }: ReadCondition, ctx: NodeContext): Promise<string[]> => {
  if (column === undefined) return [];
  const found = await ctx.tables.rows(
    `SELECT CAST(${sqlName(column)} AS VARCHAR) AS value, count(*) AS n FROM ${table.relation} WHERE NOT ${sql}
     GROUP BY ALL ORDER BY n DESC, value LIMIT 5`,
  );
  return found.map(({ value }) => (value === null ? '(missing)' : String(value)));
};
