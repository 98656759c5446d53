import { sqlName } from '../../contract/sql.ts';
import type { Prepared } from './csv-file/prepare.ts';
import { type Rejects, scanSql } from './csv-file/scan.ts';
import type { LakeFile } from './lake.ts';

export interface OpenCsv {
  readonly file: LakeFile;
  readonly prepared: Prepared;
  /** Rows that don't fit are left out by way of these tables; none where all fit. */
  readonly rejects: Rejects | undefined;
}

/** All columns of the file as texts under their names; the columns it lacks are missing. */
export const textsSql = (
  { prepared, rejects }: OpenCsv,
  names: readonly string[],
  { index, limit }: { readonly index: number; readonly limit: number | undefined },
): string => {
  const own = new Set(prepared.names);
  const values = names.map((name) => (own.has(name) ? sqlName(name) : `NULL::VARCHAR AS ${sqlName(name)}`));
  const head = limit === undefined ? '' : ` LIMIT ${limit}`;
  const scan = scanSql(prepared, rejects ? { rejects } : {});
  return `(SELECT ${[...values, `${index} AS __file`].join(', ')} FROM ${scan}${head})`;
};
