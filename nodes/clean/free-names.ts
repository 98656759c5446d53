import type { Column } from '../../contract/column.ts';

/** Finds names that no column has; DuckDB does not tell upper from lower case. */
export const freeNames = (columns: readonly Pick<Column, 'name'>[]) => {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return (wanted: string): string => {
    let name = wanted;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted}_${i}`;
    taken.add(name.toLowerCase());
    return name;
  };
};
