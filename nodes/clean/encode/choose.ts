import type { Column } from '../../../contract/column.ts';
import { chooseColumns } from '../chosen-columns.ts';
import type { EncodeMethod, EncodeParams } from './params.ts';

const encodable = ({ type, role }: Column): boolean =>
  role !== 'target' && (type === 'category' || type === 'text' || type === 'boolean');

export interface Chosen {
  readonly column: Column;
  readonly method: EncodeMethod;
}

/** Which columns are encoded, and how. */
export const choose = (columns: readonly Column[], settings: EncodeParams) => {
  const named = [...settings.columns, ...Object.keys(settings.byColumn)];
  const { chosen, gone } = chooseColumns(columns, named);
  const wanted = chosen.filter(
    (column) => encodable(column) && (column.role === 'feature' || named.includes(column.name)),
  );
  return {
    gone,
    chosen: wanted.map(
      (column): Chosen => ({
        column,
        method: settings.byColumn[column.name]?.method ?? settings.method,
      }),
    ),
  };
};

/** Finds names that no column has; DuckDB does not tell upper from lower case. */
export const freeNames = (columns: readonly Column[]) => {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return (wanted: string): string => {
    let name = wanted;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted}_${i}`;
    taken.add(name.toLowerCase());
    return name;
  };
};
