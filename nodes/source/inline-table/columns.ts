import type { Column, ColumnType } from '../../../contract/column.ts';
import { soundNames } from '../column-names.ts';
import { type Cell, typeOfCells } from './cells.ts';

export interface InlineColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly cells: readonly Cell[];
}

interface Grid {
  readonly columns: readonly { readonly name: string; readonly type?: ColumnType | undefined }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The grid column by column. Short rows are filled up with missing cells; columns nobody named get a name. */
export const inlineColumns = (grid: Grid) => {
  const width = grid.rows.reduce((most, row) => Math.max(most, row.length), grid.columns.length);
  const { names, findings } = soundNames(
    Array.from({ length: width }, (_, index) => grid.columns[index]?.name ?? `column_${index + 1}`),
  );
  const columns = names.map((name, index): InlineColumn => {
    const cells = grid.rows.map((row) => row[index] ?? null);
    return { name, type: grid.columns[index]?.type ?? typeOfCells(cells), cells };
  });
  return { columns, findings };
};

export const columnOfTable = ({ name, type }: InlineColumn): Column => ({ name, type, role: 'feature' });
