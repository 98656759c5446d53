import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import type { Column } from '../../../contract/column.ts';
import type { Task } from '../../../contract/matrix.ts';
import { GridCell } from './grid-cell.tsx';
import type { PageRow } from './page-cache.ts';

export interface FrozenLayout {
  readonly number: number;
  readonly part: number;
}

interface GridRowProps {
  readonly id: string;
  readonly place: number;
  readonly top: number;
  readonly row: PageRow | undefined;
  readonly columns: readonly Column[];
  readonly items: readonly VirtualItem[];
  readonly decimals: readonly number[];
  readonly frozen: FrozenLayout;
  readonly task: Task | undefined;
  /** Selected columns of this row, first and last. */
  readonly from: number;
  readonly to: number;
  /** −1 where the active cell is in another row. */
  readonly active: number;
}

const wrongPrediction = (row: PageRow | undefined, columns: readonly Column[], task: Task | undefined): boolean => {
  if (task !== 'classification' || !row) return false;
  const actual = row.cells[columns.findIndex(({ name }) => name === 'actual')];
  const predicted = row.cells[columns.findIndex(({ name }) => name === 'predicted')];
  return actual !== undefined && actual !== null && predicted !== null && String(actual) !== String(predicted);
};

/** One row; grey bars stand for it until it is there. */
export const GridRow = memo((props: GridRowProps) => {
  const { id, place, top, row, columns, items, decimals, frozen, task, from, to, active } = props;
  const wrong = wrongPrediction(row, columns, task);
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={place + 2}
      className={`data-row${wrong ? ' wrong' : ''}${place % 2 ? ' odd' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div className="data-frozen" role="presentation">
        <div role="rowheader" tabIndex={-1} aria-colindex={1} className="data-number" style={{ width: frozen.number }}>
          {row ? (task === undefined ? row.row : place) + 1 : ''}
        </div>
        {frozen.part > 0 ? (
          <div role="presentation" className="data-part" style={{ width: frozen.part }}>
            {row?.part ? <span className={`part-chip ${row.part}`}>{row.part}</span> : null}
          </div>
        ) : null}
      </div>
      {items.map((item) => {
        const column = columns[item.index];
        if (!column) return null;
        return (
          <GridCell
            key={item.index}
            id={`${id}-${place}-${item.index}`}
            column={column}
            index={item.index}
            left={item.start}
            width={item.size}
            value={row?.cells[item.index]}
            decimals={decimals[item.index] ?? 0}
            selected={item.index >= from && item.index <= to}
            active={item.index === active}
            chip={task !== undefined && column.name === 'part'}
            predicted={task !== undefined && column.name === 'predicted'}
            probability={task !== undefined && column.name.startsWith('probability_')}
          />
        );
      })}
    </div>
  );
});
