import type { Part } from '../../contract/column.ts';
import type { Tables } from '../../contract/context.ts';
import { hiddenColumns, sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import { withShuffleKey } from './shuffle-key.ts';
import type { Strata } from './strata.ts';

/** Rows of each stratum that go to test and to validation, by stratum. */
export interface PartSizes {
  readonly test: readonly number[];
  readonly validation: readonly number[];
}

/** A table's rows with a `__key` by which they are drawn: shuffled by the seed, or the last rows first. */
export const keyedRows = (table: Table, seed: number | undefined): string => {
  const marks = hiddenColumns(table).filter((name) => name !== '__row');
  const exclude = marks.length > 0 ? ` EXCLUDE (${marks.map(sqlName).join(', ')})` : '';
  const rows = `SELECT *${exclude} FROM ${table.relation}`;
  return seed === undefined ? `SELECT *, -__row AS __key FROM (${rows})` : withShuffleKey(rows, seed);
};

/**
 * SQL: the part of a row, by comparing its key with the last key of each part in its stratum. Finding those keys sorts two
 * narrow columns; the wide rows are then marked while they stream by, in their order.
 */
export const partSql = async (
  tables: Tables,
  { keyed, strata, sizes }: { readonly keyed: string; readonly strata: Strata; readonly sizes: PartSizes },
): Promise<string> => {
  const ends = strata.names.map((_, i) => {
    const test = sizes.test[i] ?? 0;
    return { test, validation: test + (sizes.validation[i] ?? 0) };
  });
  const wanted = ends.flatMap(({ test, validation }, i) => [`(stratum = ${i} AND place IN (${test}, ${validation}))`]);
  const found = await tables.rows(
    `SELECT stratum, place, __key AS last FROM (SELECT stratum, __key, row_number() OVER (PARTITION BY stratum ORDER BY __key)
     AS place FROM (SELECT __key, ${strata.sql} AS stratum FROM (${keyed}))) WHERE ${wanted.join(' OR ')}`,
  );
  const last = new Map(found.map((row) => [`${row['stratum']} ${row['place']}`, String(row['last'])]));
  const upTo = (stratum: number, place: number, part: Part): string => {
    const key = last.get(`${stratum} ${place}`);
    return key === undefined ? '' : `WHEN __key <= ${key} THEN '${part}'`;
  };
  const branches = ends.map(({ test, validation }, i) => {
    const whens = [upTo(i, test, 'test'), upTo(i, validation, 'validation')].join(' ').trim();
    return `WHEN ${i} THEN ${whens ? `CASE ${whens} ELSE 'train' END` : "'train'"}`;
  });
  return `CASE ${strata.sql} ${branches.join(' ')} ELSE 'train' END`;
};
