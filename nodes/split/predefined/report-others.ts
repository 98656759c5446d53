import type { Column, Part } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { type PredefinedParams, partsWith } from './params.ts';
import { wordSql } from './part-of.ts';

interface Outcome {
  readonly column: Column;
  readonly settings: PredefinedParams;
  readonly counts: Readonly<Record<Part, number>>;
  readonly ctx: NodeContext;
}

/** Counts the rows whose value names no part, by value, and says what became of them. */
export const reportOthers = async (table: Table, { column, settings, counts, ctx }: Outcome): Promise<void> => {
  const words = partsWith(settings).flatMap((part) => part.words);
  const value = sqlName(column.name);
  const listed = words.length > 0 ? `${wordSql(column)} IN (${words.map(sqlText).join(', ')})` : 'false';
  const [empty] = await ctx.tables.rows(`SELECT count(*) AS n FROM ${table.relation} WHERE ${value} IS NULL`);
  const missing = Number(empty?.['n'] ?? 0);
  const unknown = await ctx.tables.rows(
    `SELECT CAST(${value} AS VARCHAR) AS value, count(*) AS n, sum(count(*)) OVER () AS total
     FROM ${table.relation} WHERE ${value} IS NOT NULL AND NOT (${listed}) GROUP BY ALL ORDER BY n DESC, value LIMIT 5`,
  );
  const rows = Number(unknown[0]?.['total'] ?? 0);
  const fate = settings.others === 'set-aside' ? 'were set aside' : `went to ${settings.others}`;
  if (missing > 0)
    ctx.finding({
      code: 'data.missing-part',
      severity: 'warning',
      message: `${missing} rows have no value in “${column.name}” and ${fate}.`,
      column: column.name,
      rows: missing,
    });
  if (rows > 0)
    ctx.finding({
      code: 'data.unknown-part',
      severity: 'warning',
      message: `${rows} rows have a value in “${column.name}” that is not listed for any part and ${fate}. Add it to a list.`,
      column: column.name,
      rows,
      examples: unknown.map((row) => String(row['value'])),
    });
  if (table.rows > 0 && counts.train === 0)
    ctx.finding({
      code: 'data.empty-part',
      severity: 'warning',
      message: `No row of “${column.name}” is for training. Check the listed values.`,
      column: column.name,
      rows: 0,
    });
  ctx.log('info', `${counts.train} train, ${counts.validation} validation, ${counts.test} test`);
};
