import { selectRank } from '../../algorithms/sort/select-rank.ts';
import type { Column, Part } from '../../contract/column.ts';
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

/** The `__key` by which rows are drawn, beside whatever tells their stratum. DuckDB goes through each column at each of the rounds. */
export const rowKeys = (table: Table, by: Column | undefined, seed: number | undefined): string => {
  const rows = `SELECT ${['__row', ...(by ? [sqlName(by.name)] : [])].join(', ')} FROM ${table.relation}`;
  return seed === undefined ? `SELECT *, -__row AS __key FROM (${rows})` : withShuffleKey(rows, seed);
};

/** A table's rows with a `__key` by which they are drawn: shuffled by the seed, or the last rows first. */
export const keyedRows = (table: Table, seed: number | undefined): string => {
  const marks = hiddenColumns(table).filter((name) => name !== '__row');
  const exclude = marks.length > 0 ? ` EXCLUDE (${marks.map(sqlName).join(', ')})` : '';
  const rows = `SELECT *${exclude} FROM ${table.relation}`;
  return seed === undefined ? `SELECT *, -__row AS __key FROM (${rows})` : withShuffleKey(rows, seed);
};

export interface Marking {
  /** The part of a row that has its `__key` beside its columns. */
  readonly sql: string;
  readonly counts: Readonly<Record<Part, number>>;
}

/** The last key of test and of validation in a stratum; undefined for a part without rows. */
interface Lasts {
  readonly test: number | undefined;
  readonly validation: number | undefined;
}

/** The keys of each stratum. */
const divided = (keys: Float64Array, strata: Float64Array, count: number): readonly Float64Array[] => {
  const sizes = new Uint32Array(count);
  for (const stratum of strata) sizes[stratum] = (sizes[stratum] as number) + 1;
  const own = Array.from(sizes, (size) => new Float64Array(size));
  sizes.fill(0);
  for (let row = 0; row < keys.length; row++) {
    const stratum = strata[row] as number;
    const at = sizes[stratum] as number;
    (own[stratum] as Float64Array)[at] = keys[row] as number;
    sizes[stratum] = at + 1;
  }
  return own;
};

/** Found by selection: sorting the keys would take several times as long. */
const lastsOf = (keys: Float64Array, test: number, validation: number): Lasts => {
  const both = test + validation;
  return {
    test: test > 0 && test <= keys.length ? selectRank(keys, test - 1) : undefined,
    validation: both > 0 && both <= keys.length ? selectRank(keys, both - 1) : undefined,
  };
};

const upTo = (keys: Float64Array, last: number | undefined): number => {
  if (last === undefined) return 0;
  let count = 0;
  for (const key of keys) if (key <= last) count++;
  return count;
};

const countsOf = (keys: readonly Float64Array[], lasts: readonly Lasts[]): Marking['counts'] => {
  let [all, test, either] = [0, 0, 0];
  for (const [i, own] of keys.entries()) {
    const { test: first, validation: second } = lasts[i] as Lasts;
    all += own.length;
    test += upTo(own, first);
    either += Math.max(upTo(own, first), upTo(own, second));
  }
  return { train: all - either, validation: either - test, test };
};

/**
 * Marks rows by comparing their key with the last key of each part in their stratum. Only keys leave DuckDB for it; the wide
 * rows are marked while they stream by, in their order.
 */
export const partSql = async (
  tables: Pick<Tables, 'numberColumns'>,
  {
    table,
    keys: keyed,
    strata,
    sizes,
  }: { readonly table: Table; readonly keys: string; readonly strata: Strata; readonly sizes: PartSizes },
): Promise<Marking> => {
  const relation = `(SELECT __key, ${strata.sql} AS stratum FROM (${keyed}))`;
  const [keys = new Float64Array(), of = new Float64Array()] = await tables.numberColumns(
    { ...table, columns: [], relation },
    ['__key', 'stratum'],
  );
  const own = divided(keys, of, strata.names.length);
  const lasts = own.map((some, i) => lastsOf(some, sizes.test[i] ?? 0, sizes.validation[i] ?? 0));
  const branches = lasts.map(({ test, validation }, i) => {
    const whens = [
      ...(test === undefined ? [] : [`WHEN __key <= ${test} THEN 'test'`]),
      ...(validation === undefined ? [] : [`WHEN __key <= ${validation} THEN 'validation'`]),
    ].join(' ');
    return `WHEN ${i} THEN ${whens ? `CASE ${whens} ELSE 'train' END` : "'train'"}`;
  });
  return { sql: `CASE ${strata.sql} ${branches.join(' ')} ELSE 'train' END`, counts: countsOf(own, lasts) };
};
