import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import { badRows, badRowText, dropRejects, freshRejects } from './bad-rows.ts';
import type { ColumnProfile } from './decide-type.ts';
import type { Prepared } from './prepare.ts';
import { scanSql } from './scan.ts';

/** Each column is another pass over the file. */
const mostExplained = 20;

/** Texts that keep a column from being numbers, with their lines; of the first columns that have any. */
export const misfits = async (
  prepared: Prepared,
  columns: readonly ColumnProfile[],
  ctx: NodeContext,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, readonly string[]>();
  const nearNumbers = columns.filter(({ near }) => near?.reading.type === 'number' || near?.reading.type === 'integer');
  for (const { name } of nearNumbers.slice(0, mostExplained)) {
    const rejects = freshRejects();
    await ctx.tables.rows(`SELECT count(${sqlName(name)}) FROM ${scanSql(prepared, { doubles: [name], rejects })}`);
    const bad = await badRows(ctx.tables, prepared, { rejects, most: 5, types: ['CAST'] });
    found.set(name, bad.rows.map(badRowText));
    await dropRejects(ctx.tables, rejects);
  }
  return found;
};
