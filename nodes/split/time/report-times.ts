import { type Column, type Part, parts } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { reportShare } from '../report-share.ts';
import type { TimeParams } from './params.ts';

interface Outcome {
  readonly column: Column | undefined;
  readonly settings: TimeParams;
  readonly ctx: NodeContext;
  readonly counts: Readonly<Record<Part, number>>;
  /** Rows that have a time. */
  readonly timed: number;
  readonly rest: Table;
}

/** Says which rows were set aside and why, and where the parts are not what was asked for. */
export const reportTimes = (table: Table, { column, settings, ctx, counts, timed, rest }: Outcome): void => {
  const untimed = table.rows - timed;
  if (untimed > 0)
    ctx.finding({
      code: 'data.missing-time',
      severity: 'warning',
      message: `${untimed} rows have no value in “${column?.name ?? ''}”. They may be later than any other, so they were set aside.`,
      ...(column ? { column: column.name } : {}),
      rows: untimed,
    });
  if (rest.rows > untimed)
    ctx.finding({
      code: 'data.gap-rows',
      severity: 'info',
      message: `${rest.rows - untimed} rows lie in a gap before a part and were set aside.`,
      rows: rest.rows - untimed,
    });
  if (!column)
    ctx.finding({
      code: 'data.no-time',
      severity: 'warning',
      message: 'No time column is chosen and none is found, so the rows count as ordered by time. Choose one.',
      rows: table.rows,
    });
  const why = 'rows of the same time stay together, and gaps take rows away';
  const shares = settings.cutoff === '' ? (['test', 'validation'] as const) : (['validation'] as const);
  for (const part of shares) reportShare(ctx, { part, rows: counts[part], all: timed, wanted: settings[part], why });
  const empty = parts.filter(
    (part) => counts[part] === 0 && (part === 'train' || (part === 'test' && settings.cutoff !== '')),
  );
  if (timed > 0 && empty.length > 0)
    ctx.finding({
      code: 'data.empty-part',
      severity: 'warning',
      message: `No row is left for ${empty.join(' and ')}. Choose a cutoff within the table, or a shorter gap.`,
      rows: 0,
    });
};

/** One line a part: how many rows, from when to when. */
export const logSpans = async (marked: Table, column: Column | undefined, ctx: NodeContext): Promise<void> => {
  const time = column ? sqlName(column.name) : '__row';
  const found = await ctx.tables.rows(
    `SELECT __part AS part, count(*) AS n, CAST(min(${time}) AS VARCHAR) AS first, CAST(max(${time}) AS VARCHAR) AS last
     FROM ${marked.relation} GROUP BY ALL`,
  );
  for (const part of parts) {
    const row = found.find((one) => one['part'] === part);
    if (row) ctx.log('info', `${part}: ${row['n']} rows from ${row['first']} to ${row['last']}`);
  }
};
