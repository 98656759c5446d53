import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import { badRows, badRowText, dropRejects, freshRejects } from './bad-rows.ts';
import type { Prepared } from './prepare.ts';
import type { ColumnProfile } from './profile.ts';
import { scanSql } from './scan.ts';

/** Texts that keep a column from being numbers, with their lines. */
export const misfits = async (
  prepared: Prepared,
  columns: readonly ColumnProfile[],
  ctx: NodeContext,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, readonly string[]>();
  for (const { name, near } of columns) {
    if (near?.reading.type !== 'number' && near?.reading.type !== 'integer') continue;
    const rejects = freshRejects();
    await ctx.tables.rows(`SELECT count(${sqlName(name)}) FROM ${scanSql(prepared, { doubles: [name], rejects })}`);
    const bad = await badRows(ctx.tables, prepared, { rejects, most: 5, types: ['CAST'] });
    found.set(name, bad.rows.map(badRowText));
    await dropRejects(ctx.tables, rejects);
  }
  return found;
};
