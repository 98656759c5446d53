import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Lake } from '../lake.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { FolderParams } from './params.ts';

export interface FolderTable {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** The files as one table, after their columns were compared. Says what it finds to `ctx`. */
export const tableOfLake = async (
  lake: Lake,
  settings: FolderParams,
  ctx: Pick<NodeContext, 'finding'>,
): Promise<FolderTable> => {
  const names = chosenNames(lake, settings, ctx);
  const { sql, columns, findings } = await lake.table(names);
  for (const finding of findings) ctx.finding(finding);
  if (!settings.fileColumn) return { sql: `SELECT * EXCLUDE (__file) FROM (${sql})`, columns };
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  const name = ['file', 'file_name', 'source_file'].find((one) => !taken.has(one)) ?? `file_${columns.length}`;
  const list = `[${lake.schemas.map((schema) => sqlText(schema.name)).join(', ')}]`;
  return {
    sql: `SELECT * EXCLUDE (__file), ${list}[__file + 1] AS ${sqlName(name)} FROM (${sql})`,
    columns: [...columns, { name, type: 'category', role: 'ignored' }],
  };
};

const chosenNames = (
  { schemas }: Lake,
  { mismatch, glob }: FolderParams,
  ctx: Pick<NodeContext, 'finding'>,
): readonly string[] => {
  const { all, shared, differences } = compareSchemas(schemas);
  if (differences.length === 0) return all;
  const values = {
    count: differences.length,
    first: schemas[0]?.name ?? glob,
    examples: differences.slice(0, 5).join('; '),
  };
  const names = mismatch === 'intersect' ? shared : all;
  if (mismatch === 'fail' || names.length === 0) throw fail('data.files-differ', { values });
  const kept =
    mismatch === 'union'
      ? 'all columns are kept, missing where a file lacks them'
      : 'only columns of all files are kept';
  ctx.finding({
    code: 'data.files-differ',
    severity: 'warning',
    message: `${values.count} of ${schemas.length} files do not have the columns of ${values.first}; ${kept}.`,
    value: values.count,
    examples: differences.slice(0, 10),
  });
  return names;
};
