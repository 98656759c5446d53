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
