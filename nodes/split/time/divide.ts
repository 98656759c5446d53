import type { Tables } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { findStart } from './find-start.ts';
import type { TimeParams } from './params.ts';
import type { Timeline } from './timeline.ts';

interface Division {
  readonly settings: TimeParams;
  readonly timeline: Timeline;
  /** SQL of the time from which rows are for testing, if it was set. */
  readonly cutoff: string | undefined;
}

/** SQL: the part of a row, NULL where it lies in a gap or has no time; and how many rows have a time. */
export const divide = async (
  tables: Tables,
  table: Table,
  { settings, timeline, cutoff }: Division,
): Promise<{ readonly part: string; readonly timed: number }> => {
  const { sql, physical, unit } = timeline;
  const times = `SELECT t FROM (SELECT ${sql} AS t FROM ${table.relation}) WHERE t IS NOT NULL`;
  const [counted] = await tables.rows(`SELECT count(*) AS n FROM (${times})`);
  const timed = Number(counted?.['n'] ?? 0);
  const gap = Math.min(settings.gap * unit, Number.MAX_VALUE);
  const before = (start: string): string =>
    gap === 0 ? start : `(CAST(${start} AS DOUBLE) - CAST('${gap}' AS DOUBLE))`;
  const test = cutoff ?? (await findStart(tables, { times, rows: Math.round(timed * settings.test), physical }));
  const seen = test ? `SELECT t FROM (${times}) WHERE t < ${before(test)}` : times;
  const rows = Math.round(timed * settings.validation);
  const validation = await findStart(tables, { times: seen, rows, physical });
  const branches = [`WHEN ${sql} IS NULL THEN NULL`];
  if (test) branches.push(`WHEN ${sql} >= ${test} THEN 'test'`, `WHEN ${sql} >= ${before(test)} THEN NULL`);
  if (validation)
    branches.push(`WHEN ${sql} >= ${validation} THEN 'validation'`, `WHEN ${sql} >= ${before(validation)} THEN NULL`);
  return { part: `CASE ${branches.join(' ')} ELSE 'train' END`, timed };
};
