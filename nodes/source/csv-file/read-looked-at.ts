import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Table } from '../../../contract/values.ts';
import { type BadRows, badRows, badRowText, dropRejects, freshRejects } from './bad-rows.ts';
import { columnOf, questionsOf } from './columns.ts';
import type { Profile } from './decide-type.ts';
import { limited } from './limited.ts';
import { misfits } from './misfits.ts';
import type { CsvParams } from './params.ts';
import type { Prepared } from './prepare.ts';
import { profileColumns } from './profile.ts';
import { mostQuarantined, quarantineTable } from './quarantine.ts';
import { reportProfile } from './report-profile.ts';
import { scanSql } from './scan.ts';
import { valuesQuery } from './values-query.ts';

/** Up to this size distinct texts are counted exactly. */
const exactUpTo = 8_000_000;

export interface CsvTables {
  readonly table: Table;
  readonly quarantine: Table;
}

/** Looks at all rows first, then reads them by the types found. */
export const readLookedAt = async (prepared: Prepared, settings: CsvParams, ctx: NodeContext): Promise<CsvTables> => {
  const rejects = freshRejects();
  try {
    const scan = scanSql(prepared, { rejects });
    const profile = await profileColumns(ctx.tables, limited(`(SELECT * FROM ${scan}`, settings).concat(')'), {
      questions: questionsOf(prepared, settings),
      cells: prepared.cells,
      exact: prepared.bytes <= exactUpTo,
    });
    const bad = await badRows(ctx.tables, prepared, {
      rejects,
      most: settings.badRows === 'quarantine' ? mostQuarantined : 5,
    });
    reportBadRows(bad, prepared, { settings, ctx });
    const table = await createTable(prepared, profile, { settings, ctx });
    reportProfile(profile, await misfits(prepared, profile.columns, ctx), ctx);
    return { table, quarantine: await quarantineTable(settings.badRows === 'quarantine' ? bad.rows : [], ctx) };
  } finally {
    await dropRejects(ctx.tables, rejects);
  }
};

const createTable = async (
  prepared: Prepared,
  profile: Profile,
  { settings, ctx }: { readonly settings: CsvParams; readonly ctx: NodeContext },
): Promise<Table> => {
  const rejects = freshRejects();
  try {
    const sql = valuesQuery(profile.columns, scanSql(prepared, { rejects }), { cells: prepared.cells });
    return await ctx.tables.create(limited(sql, settings), profile.columns.map(columnOf));
  } finally {
    await dropRejects(ctx.tables, rejects);
  }
};

const reportBadRows = (
  bad: BadRows,
  prepared: Prepared,
  { settings, ctx }: { readonly settings: CsvParams; readonly ctx: NodeContext },
): void => {
  // In the words of DuckDB, so that a second attempt is made however it puts it.
  if (bad.encoding && settings.encoding === 'auto') throw new Error('not utf-8');
  if (bad.long && !prepared.longLines) throw new Error('Maximum line size');
  if (bad.count === 0) return;
  const examples = bad.rows.slice(0, 5).map(badRowText);
  const tooMany = settings.badRows === 'quarantine' && bad.count > mostQuarantined;
  if (settings.badRows === 'fail' || tooMany)
    throw fail('data.bad-rows', { values: { count: bad.count, path: settings.path, examples: examples.join('; ') } });
  ctx.finding({
    code: 'data.bad-rows',
    severity: 'warning',
    message: `${bad.count} rows of ${settings.path} do not fit the header and were ${settings.badRows === 'skip' ? 'left out' : 'put into quarantine'}.`,
    rows: bad.count,
    examples,
  });
};
