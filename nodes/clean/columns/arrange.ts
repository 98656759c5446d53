import type { Column, ColumnRole } from '../../../contract/column.ts';
import { chooseColumns } from '../chosen-columns.ts';

export interface Arrangement {
  readonly keep: readonly string[];
  readonly rename: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, ColumnRole>>;
  readonly order: readonly string[];
}

export interface Arranged {
  /** Columns that leave, each with the name it came with. */
  readonly columns: readonly (Column & { readonly from: string })[];
  readonly gone: { readonly [K in keyof Arrangement]: readonly string[] };
  /** New names that could not be given because another column has them. */
  readonly taken: readonly { readonly from: string; readonly to: string }[];
}

/** What becomes of the columns. Settings name columns as they come in; roles and order may use the new names too. */
export const arrangeColumns = (input: readonly Column[], wanted: Arrangement): Arranged => {
  const kept = wanted.keep.length > 0 ? chooseColumns(input, wanted.keep) : { chosen: input, gone: [] };
  const { named, taken } = renameColumns(kept.chosen, wanted.rename);
  const roleOf = new Map(Object.entries(wanted.roles));
  const columns = named.map((column) => ({
    ...column,
    role: roleOf.get(column.from) ?? roleOf.get(column.name) ?? column.role,
  }));
  const known = new Set([...input.map(({ name }) => name), ...columns.map(({ name }) => name)]);
  const missing = (names: readonly string[]): readonly string[] => names.filter((name) => !known.has(name));
  return {
    columns: ordered(columns, wanted.order),
    gone: {
      keep: kept.gone,
      rename: missing(Object.keys(wanted.rename)),
      roles: missing(Object.keys(wanted.roles)),
      order: missing(wanted.order),
    },
    taken,
  };
};

const renameColumns = (columns: readonly Column[], rename: Readonly<Record<string, string>>) => {
  const newName = (name: string): string => (Object.hasOwn(rename, name) ? (rename[name] ?? '').trim() : '') || name;
  const taken: { from: string; to: string }[] = [];
  const used = new Set(
    columns
      .map(({ name }) => newName(name))
      .filter((to, i) => to === columns[i]?.name)
      .map(lower),
  );
  const named = columns.map((column) => {
    const to = newName(column.name);
    if (to === column.name) return { ...column, from: column.name };
    const free = !used.has(lower(to)) || lower(to) === lower(column.name);
    if (!free || to.startsWith('__')) {
      taken.push({ from: column.name, to });
      used.add(lower(column.name));
      return { ...column, from: column.name };
    }
    used.add(lower(to));
    return { ...column, name: to, from: column.name };
  });
  return { named, taken };
};

/** DuckDB does not tell upper from lower case. */
const lower = (name: string): string => name.toLowerCase();

const ordered = <C extends { readonly name: string; readonly from: string }>(
  columns: readonly C[],
  order: readonly string[],
): readonly C[] => {
  const place = (column: C): number => {
    const index = order.findIndex((name) => name === column.from || name === column.name);
    return index < 0 ? order.length : index;
  };
  return columns.toSorted((a, b) => place(a) - place(b));
};
