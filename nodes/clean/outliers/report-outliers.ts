import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { outsideSql } from './bounds-sql.ts';
import type { Bounds } from './learn-bounds.ts';

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

/** A finding for each column with outliers: how many, between which bounds, and the farthest of them. */
export const reportOutliers = async (
  table: Table,
  columns: readonly (readonly [string, Bounds])[],
  ctx: NodeContext,
): Promise<void> => {
  for (const [column, bounds] of columns) {
    ctx.signal.throwIfAborted();
    const found = await ctx.tables.rows(
      `SELECT CAST(v AS VARCHAR) AS value, sum(count(*)) OVER () AS total,
       max(abs(CAST(v AS DOUBLE) - (${Number((bounds.low + bounds.high) / 2)})::DOUBLE)) AS distance
       FROM (SELECT ${sqlName(column)} AS v FROM ${table.relation} WHERE ${outsideSql(column, bounds)})
       GROUP BY v ORDER BY distance DESC, value LIMIT 5`,
    );
    const rows = Number(found[0]?.['total'] ?? 0);
    if (rows === 0) continue;
    ctx.finding({
      code: 'data.outliers',
      severity: 'info',
      message: `${rows} of ${table.rows} values of “${column}” are outside ${rounded(bounds.low)} to ${rounded(bounds.high)}.`,
      column,
      rows,
      examples: found.map(({ value }) => String(value)),
    });
  }
};

/** Rows that an isolation forest found. */
export const reportIsolated = (isolated: number, rows: number, ctx: Pick<NodeContext, 'finding'>): void => {
  if (isolated === 0) return;
  ctx.finding({
    code: 'data.outliers',
    severity: 'info',
    message: `${isolated} of ${rows} rows are unlike the others.`,
    rows: isolated,
  });
};

/** Says how many rows left, or that none did because nobody knows which rows are for training. */
export const reportRemoved = (
  outlying: number,
  removed: number,
  { table, ctx }: { table: Table; ctx: NodeContext },
) => {
  if (outlying === 0) return;
  const kept = table.split.parts
    ? 'Rows that are held out stay as they are.'
    : 'Rows are removed in training only: put a split before it.';
  ctx.finding({
    code: 'data.dropped-rows',
    severity: removed > 0 ? 'info' : 'warning',
    message: `${removed} of ${outlying} rows with outliers were removed. ${kept}`,
    rows: removed,
    value: outlying,
  });
};
