import type { FileSchema } from '../lake.ts';

export interface Comparison {
  /** Every column, in the order in which the files bring them. */
  readonly all: readonly string[];
  /** Columns that each file has. */
  readonly shared: readonly string[];
  /** One line a file that differs: `b.csv: lacks “x”`. */
  readonly differences: readonly string[];
}

/** Holds the columns of every file against those of the first. A column without any value fits whatever others hold. */
export const compareSchemas = (schemas: readonly FileSchema[]): Comparison => {
  const all = [...new Set(schemas.flatMap(({ columns }) => [...columns.keys()]))];
  const shared = all.filter((name) => schemas.every(({ columns }) => columns.has(name)));
  const kinds = new Map(all.map((name) => [name, schemas.map(({ columns }) => columns.get(name)).find(Boolean)]));
  const first = new Set(schemas[0]?.columns.keys());
  const differences = schemas.flatMap(({ name, columns }) => {
    const said = [
      ...listed(
        'lacks',
        [...first].filter((column) => !columns.has(column)),
      ),
      ...listed(
        'has more',
        [...columns.keys()].filter((column) => !first.has(column)),
      ),
      ...[...columns].flatMap(([column, kind]) => {
        const usual = kinds.get(column);
        return kind === undefined || kind === usual ? [] : [`“${column}” is ${kind}, not ${usual}`];
      }),
    ];
    return said.length === 0 ? [] : [`${name}: ${said.join(', ')}`];
  });
  return { all, shared, differences };
};

const shown = 5;

const listed = (what: string, names: readonly string[]): readonly string[] => {
  if (names.length === 0) return [];
  const some = names.slice(0, shown).map((name) => `“${name}”`);
  return [`${what} ${some.join(', ')}${names.length > shown ? ` and ${names.length - shown} others` : ''}`];
};
