import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import type { ColumnSummary } from '../../../contract/api.ts';
import type { Column } from '../../../contract/column.ts';
import { shownNumber } from '../report/metric-text.ts';
import { isNumeric } from './cell-text.ts';
import { ColumnBars } from './column-bars.tsx';
import { ColumnTypeIcon } from './column-type-icon.tsx';

const described = (column: Column, summary: ColumnSummary | undefined, rows: number): string => {
  const lines = [`${column.name}: ${column.type}, ${column.role}`];
  if (!summary) return lines.join('\n');
  const share = rows > 0 ? ` (${((100 * summary.missing) / rows).toFixed(1)} %)` : '';
  lines.push(summary.missing === 0 ? 'nothing missing' : `${summary.missing.toLocaleString('en-GB')} missing${share}`);
  lines.push(`about ${summary.distinct.toLocaleString('en-GB')} different values`);
  if (isNumeric(column.type) && summary.low !== undefined && summary.high !== undefined)
    lines.push(`${shownNumber(summary.low)} to ${shownNumber(summary.high)}, mean ${shownNumber(summary.mean ?? 0)}`);
  return lines.join('\n');
};

interface GridHeaderCellProps {
  readonly id: string;
  readonly column: Column;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly rows: number;
  readonly summary: ColumnSummary | undefined;
  readonly sorted: 'ascending' | 'descending' | undefined;
  readonly active: boolean;
  readonly onSort: (column: string) => void;
}

/** Name, type, role, how the values are spread and how many are missing. A click sorts. */
export const GridHeaderCell = memo((props: GridHeaderCellProps) => {
  const { id, column, index, left, width, rows, summary, sorted, active, onSort } = props;
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    // The grid holds the focus and the keys; Enter on a header sorts.
    <div
      id={id}
      role="columnheader"
      tabIndex={-1}
      aria-colindex={index + 2}
      aria-sort={sorted ?? 'none'}
      className={`data-head-cell${active ? ' active' : ''}${isNumeric(column.type) ? ' right' : ''}`}
      style={{ left, width }}
      title={described(column, summary, rows)}
      onClick={() => onSort(column.name)}
      onKeyDown={() => undefined}
    >
      <span className="data-head-name">
        <ColumnTypeIcon type={column.type} />
        <span className="truncate">{column.name}</span>
        {column.role === 'feature' ? null : <span className={`role-badge ${column.role}`}>{column.role}</span>}
        {sorted ? <Arrow size={12} aria-hidden="true" className="data-head-arrow" /> : null}
      </span>
      <ColumnBars summary={summary} rows={rows} />
    </div>
  );
});
