import type { ReactNode } from 'react';
import type { ReportTable } from '../../../contract/report.ts';
import type { RowPick } from '../../../contract/row-pick.ts';
import type { Keyed } from '../keyed.ts';
import { useShowRows } from '../picks/show-rows.ts';
import { shownNumber } from './metric-text.ts';
import type { ColumnLook } from './table-lines.ts';

const cellText = (value: string | number | null | undefined, numberText: (value: number) => string) => {
  if (value === null || value === undefined) return <span className="data-missing">—</span>;
  return typeof value === 'number' ? numberText(value) : value;
};

/** The first cell of a line that stands for rows shows them. */
const Picking = ({ pick, children }: { readonly pick: RowPick | null | undefined; readonly children: ReactNode }) => {
  const show = useShowRows();
  if (!pick || !show) return children;
  return (
    <button type="button" className="pick-button" title={`Show ${pick.label}`} onClick={() => show(pick)}>
      {children}
    </button>
  );
};

interface TableCellsProps {
  readonly table: ReportTable;
  readonly columns: readonly Keyed<string>[];
  readonly looks: readonly ColumnLook[];
  readonly line: number;
}

/** The cells of one line of a report's table. */
export const TableCells = ({ table, columns, looks, line }: TableCellsProps) =>
  columns.map(({ key, index }) => (
    <td key={key} className={looks[index]?.className}>
      <Picking pick={index === 0 ? table.picks?.[line] : undefined}>
        {cellText(table.rows[line]?.[index], looks[index]?.numberText ?? shownNumber)}
      </Picking>
    </td>
  ));
