import { memo } from 'react';
import type { Column } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';
import { cellText, isNumeric } from './cell-text.ts';

interface GridCellProps {
  readonly id: string;
  readonly column: Column;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  /** Undefined until it has been loaded. */
  readonly value: SqlValue | undefined;
  readonly decimals: number;
  readonly selected: boolean;
  readonly active: boolean;
  /** Drawn as the name of a part. */
  readonly chip: boolean;
  readonly predicted: boolean;
  readonly probability: boolean;
}

const content = (value: SqlValue | undefined, { type }: Column, decimals: number) => {
  if (value === undefined) return <span className="data-skeleton" />;
  const text = cellText(value, type, decimals);
  if (text === null) return <span className="data-missing">missing</span>;
  return text === '' ? <span className="data-empty-text">empty text</span> : text;
};

export const GridCell = memo((props: GridCellProps) => {
  const { id, column, index, left, width, value, decimals, selected, active, chip, predicted, probability } = props;
  const share = probability && typeof value === 'number' ? Math.max(0, Math.min(1, value)) : undefined;
  const marks = [
    isNumeric(column.type) ? ' right' : '',
    value === null ? ' is-missing' : '',
    selected ? ' selected' : '',
    active ? ' active' : '',
    predicted ? ' predicted' : '',
  ].join('');
  return (
    <div
      id={id}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={index + 2}
      aria-selected={selected}
      data-column={index}
      className={`data-cell${marks}`}
      style={{ left, width }}
    >
      {share === undefined ? null : (
        <span className="data-share" style={{ width: `${share * 100}%` }} aria-hidden="true" />
      )}
      <span className={chip ? `part-chip ${value}` : 'data-text'}>{content(value, column, decimals)}</span>
    </div>
  );
});
