import type { Column, Split } from '../../../contract/column.ts';
import { unsplit } from '../../../contract/column.ts';
import { freeNames } from '../free-names.ts';
import { widenType } from '../widen-type.ts';
import type { UnionParams } from './params.ts';

/** A column that comes out, and what each table gives for it. */
export interface United {
  readonly column: Column;
  readonly from: readonly (Column | undefined)[];
}

export interface UnionPlan {
  readonly united: readonly United[];
  /** Columns that not all tables have, where only common ones are kept. */
  readonly left: readonly United[];
  /** Name of the column that tells the table. */
  readonly source: string | undefined;
  readonly columns: readonly Column[];
}

/** DuckDB does not tell upper from lower case in names, so “Temp” and “temp” are the same column. */
const alike = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const unite = (from: readonly (Column | undefined)[]): United => {
  const given = from.filter((column) => column !== undefined);
  const [first] = given;
  if (!first) throw new Error('a column that no table has');
  const type = given.map((column) => column.type).reduce(widenType);
  const levels = first.levels?.join('\n');
  const sameLevels = given.every((column) => column.levels?.join('\n') === levels);
  const kept = sameLevels && first.levels ? { levels: first.levels } : {};
  return { from, column: { name: first.name, type, role: first.role, ...kept } };
};

/** Which columns come out of a union, in the order in which the tables bring them. */
export const planUnion = (tables: readonly (readonly Column[])[], settings: UnionParams): UnionPlan => {
  const names: string[] = [];
  for (const columns of tables)
    for (const { name } of columns) if (!names.some((known) => alike(known, name))) names.push(name);
  const all = names.map((name) => unite(tables.map((columns) => columns.find((column) => alike(column.name, name)))));
  const common = (one: United): boolean => one.from.every((column) => column !== undefined);
  const united = settings.columns === 'union' ? all : all.filter(common);
  const columns = united.map(({ column }) => column);
  const source = settings.sourceColumn ? freeNames(columns)(settings.sourceName) : undefined;
  return {
    united,
    left: all.filter((one) => !united.includes(one)),
    source,
    columns: source === undefined ? columns : [...columns, { name: source, type: 'category', role: 'ignored' }],
  };
};

/** The split of all tables, if it is the same; rows of tables that are divided differently can't stand in one. */
export const commonSplit = (splits: readonly Split[]): Split | undefined => {
  const [first = unsplit] = splits;
  const same = splits.every(
    ({ parts, folds, repeats }) => parts === first.parts && folds === first.folds && repeats === first.repeats,
  );
  const { parts, folds, repeats } = first;
  return same ? { parts, folds, repeats } : undefined;
};

type Titles = readonly (string | undefined)[];

/** What a table is called: as the settings have it, else by the title of the node that it comes from, else by its place. */
const ownName = ({ names }: UnionParams, titles: Titles, index: number): string =>
  names[index] || titles[index] || String(index + 1);

/** What the tables are called in the source column. Equal titles are told apart by their place. */
export const sourceNames = (settings: UnionParams, titles: Titles, tables: number): readonly string[] => {
  const names = Array.from({ length: tables }, (_, index) => ownName(settings, titles, index));
  const isTitle = (index: number): boolean => !settings.names[index];
  return names.map((name, index) =>
    isTitle(index) && names.filter((other) => other === name).length > 1 ? `${name} (${index + 1})` : name,
  );
};
