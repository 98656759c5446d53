import { createHash } from 'node:crypto';
import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TouchedColumn } from '../../contract/amendment.ts';
import { canonicalJson } from '../../contract/canonical.ts';
import { type Part, parts } from '../../contract/column.ts';
import { hiddenColumns, physicalTypes, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import type { CodedColumn } from '../parquet/coded-column.ts';
import { graftColumns } from '../parquet/graft.ts';
import type { Amended } from '../tables/step-tables.ts';
import { keptColumn, keptLevels, type StoredView, sayNothing, touchedTwice } from '../tables/stored-view.ts';
import type { StoredTable } from './stored-step.ts';

/** A table that is in the cache. */
export interface CachedTable {
  readonly folder: string;
  readonly hash: string;
  readonly table: StoredTable;
}

export interface AmendedParts {
  readonly connection: Connection;
  readonly table: Table;
  /** What the table was made of; itself where nothing was done to it. */
  readonly base: CachedTable;
  readonly amended: Amended | undefined;
  /** Where to put it. */
  readonly path: string;
}

/** What is to be done to the file of the base, and how to read what comes of it. */
interface Plan {
  readonly grafts: readonly CodedColumn[];
  readonly view: StoredView;
}

export interface SavedAmended {
  readonly view: StoredView;
  readonly hash: string;
}

type Content = Pick<Table, 'columns' | 'split'>;

/** One line a column: what a relation must have to be that of a table. */
const layout = ({ columns, split }: Content): readonly string[] => [
  ...hiddenColumns({ split }),
  ...columns.map(({ name, type }) => `${name} ${physicalTypes[type]}`),
];

const fileRowsOf = ({ table: { view, rows } }: CachedTable): number => view?.fileRows ?? rows;

/** A code for each row of the file; 0 for those that are not in the table. */
const codesOf = async ({ connection, base, amended }: AmendedParts, code: string): Promise<Uint8Array> => {
  const codes = new Uint8Array(fileRowsOf(base));
  const sql = `SELECT __row::UINTEGER, (${code})::UTINYINT FROM (${amended?.sql})`;
  for await (const chunk of connection.stream(sql)) {
    const [rows, found] = [chunk.items(0), chunk.items(1)];
    for (let at = 0; at < chunk.rows; at++) codes[rows[at] as number] = found[at] as number;
  }
  return codes;
};

const planRows = async (parts: AmendedParts): Promise<Plan> => {
  const { base, table } = parts;
  if (table.rows === base.table.rows) return { grafts: [], view: base.table.view ?? {} };
  const codes = await codesOf(parts, '1');
  const view = { ...base.table.view, fileRows: fileRowsOf(base) };
  return { grafts: [{ name: keptColumn, codes, levels: keptLevels }], view };
};

/** Training first: most rows are for training, and rows that were left out count as such. */
const partLevels: readonly Part[] = parts;

const planParts = async (amending: AmendedParts): Promise<Plan | undefined> => {
  const { base, table } = amending;
  if (hiddenColumns(table).join() !== '__row,__part') return undefined;
  const cases = partLevels.map((part, code) => `WHEN ${sqlText(part)} THEN ${code}`).join(' ');
  const codes = await codesOf(amending, `CASE __part ${cases} END`);
  const hasOthers = hiddenColumns(base.table).some((name) => name.startsWith('__fold_'));
  const cells = base.table.view?.cells ?? base.table.columns.map(({ name }) => ({ of: name }));
  return {
    grafts: [{ name: '__part', codes, levels: partLevels }],
    view: hasOthers ? { ...base.table.view, cells } : (base.table.view ?? {}),
  };
};

/** A column that gets another type is cast as it stands in the file, so nothing may have been put in its gaps yet. */
const castsFilled = ({ base, table }: AmendedParts, touched: readonly TouchedColumn[]): boolean =>
  touched.some(({ of }, index) => {
    const at = base.table.columns.findIndex(({ name }) => name === of);
    const [before, after, cell] = [base.table.columns[at], table.columns[index], base.table.view?.cells?.[at]];
    return (
      before !== undefined &&
      after !== undefined &&
      physicalTypes[before.type] !== physicalTypes[after.type] &&
      (cell?.fill !== undefined || cell?.missing === true)
    );
  });

const planCells = (amending: AmendedParts, touched: readonly TouchedColumn[]): Plan | undefined => {
  const { base, table } = amending;
  if (castsFilled(amending, touched)) return undefined;
  const before = { columns: base.table.columns, cells: base.table.view?.cells };
  const cells = touchedTwice(before, touched);
  if (!cells) return undefined;
  const { cells: _, ...view } = base.table.view ?? {};
  const plain = !base.table.view?.cells && sayNothing(cells, base.table.columns, table.columns);
  return { grafts: [], view: plain ? view : { ...view, cells } };
};

const planOf = async (amending: AmendedParts): Promise<Plan | undefined> => {
  const { base, table, amended } = amending;
  if (!amended) return { grafts: [], view: base.table.view ?? {} };
  if (amended.touch === 'rows') return planRows(amending);
  if (amended.touch === 'parts') return planParts(amending);
  return isDeepStrictEqual(hiddenColumns(table), hiddenColumns(base.table))
    ? planCells(amending, amended.touch)
    : undefined;
};

const sha = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/**
 * A table that is another but for a little is not read to tell its content: that of the other and what was done to it tell
 * it, on every machine alike. Where nothing was done it is the same content.
 */
const hashOf = ({ base, table }: AmendedParts, { grafts, view }: Plan): string => {
  const { columns, split, rows } = table;
  const isSame = grafts.length === 0 && isDeepStrictEqual(view, base.table.view ?? {});
  if (
    isSame &&
    canonicalJson([columns, split, rows]) === canonicalJson([base.table.columns, base.table.split, base.table.rows])
  )
    return base.hash;
  const codes = grafts.map(({ name, codes }) => [name, createHash('sha256').update(codes).digest('hex')]);
  return sha([base.hash, columns, split, rows, view.cells ?? null, codes]);
};

const put = async (source: string, path: string, grafts: readonly CodedColumn[]): Promise<void> => {
  if (grafts.length > 0) return graftColumns(source, path, grafts);
  await link(source, path).catch(() => copyFile(source, path));
};

/** Rows of one layout, in the numbered file of another table. */
const fits = ({ base, table, amended }: AmendedParts): boolean => {
  if (!base.table.numbered || base.table.columns.some(({ name }) => name.startsWith('__'))) return false;
  const expected = amended && Array.isArray(amended.touch) ? amended.columns : base.table.columns;
  const split = amended?.touch === 'parts' ? table.split : base.table.split;
  return isDeepStrictEqual(layout(table), layout({ columns: expected, split }));
};

/**
 * Keeps a table by way of the file of the table that it was made of: linked to where it can stay as it is, or copied with a
 * column more. Undefined where that can't be done, and the rows have to be written.
 */
export const saveAmended = async (amending: AmendedParts): Promise<SavedAmended | undefined> => {
  if (!fits(amending)) return undefined;
  const plan = await planOf(amending);
  if (!plan) return undefined;
  await put(join(amending.base.folder, amending.base.table.file), amending.path, plan.grafts);
  return { view: plan.view, hash: hashOf(amending, plan) };
};
