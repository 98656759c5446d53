import type { ColumnChanges } from '../../../contract/api.ts';
import type { SqlValue } from '../../../contract/context.ts';

const counted = (count: number, word: string): string => `${count.toLocaleString('en-GB')} ${word}`;

const partly = ({ changed, filled, emptied }: ColumnChanges): string =>
  [
    counted(changed, changed === 1 ? 'cell' : 'cells'),
    ...(filled > 0 ? [counted(filled, 'filled')] : []),
    ...(emptied > 0 ? [counted(emptied, 'emptied')] : []),
  ].join(' · ');

const Cell = ({ value }: { readonly value: SqlValue }) =>
  value === null ? (
    <span className="data-missing">missing</span>
  ) : (
    <code>{value === '' ? '""' : String(value).replaceAll(' ', ' ')}</code>
  );

/** Columns with cells that have another value now, each with its first examples. */
export const ChangedCells = ({ cells }: { readonly cells: readonly ColumnChanges[] }) => (
  <ul className="changed-columns">
    {cells.map((column) => (
      <li key={column.column}>
        <p className="changed-head">
          <span className="column-chip">{column.column}</span>
          <span className="changed-count">{partly(column)}</span>
        </p>
        <ul className="changed-examples">
          {column.examples.map(({ row, before, after }) => (
            <li key={row}>
              <span className="changed-row">row {row + 1}</span>
              <Cell value={before} /> <span aria-hidden="true">→</span>
              <span className="visually-hidden">became</span> <Cell value={after} />
            </li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
);
