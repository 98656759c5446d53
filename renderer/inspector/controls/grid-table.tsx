import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { sealStep } from '../../state/document.ts';
import { readCell } from '../grid-text.ts';
import type { Grid } from './grid-control.tsx';

const rowsAtOnce = 100;

const replaced = <T,>(list: readonly T[], index: number, item: T): readonly T[] =>
  list.map((old, at) => (at === index ? item : old));
const removed = <T,>(list: readonly T[], index: number): readonly T[] => list.filter((_, at) => at !== index);

const shown = (cell: unknown): string => (cell === null || cell === undefined ? '' : String(cell));

/** A column or a row has no name of its own that stays: its place is its key. */
const placed = <T,>(list: readonly T[]): readonly { readonly item: T; readonly index: number }[] =>
  list.map((item, index) => ({ item, index }));

interface GridTableProps {
  readonly grid: Grid;
  onChange(grid: Grid): void;
}

const Head = ({ grid, onChange }: GridTableProps) => (
  <thead>
    <tr>
      {placed(grid.columns).map(({ item: column, index }) => (
        <th key={index} scope="col">
          <span className="grid-head">
            <input
              aria-label={`Name of column ${index + 1}`}
              value={column.name}
              spellCheck={false}
              onChange={(event) =>
                onChange({ ...grid, columns: replaced(grid.columns, index, { ...column, name: event.target.value }) })
              }
              onBlur={sealStep}
            />
            <button
              type="button"
              aria-label={`Remove column ${column.name}`}
              onClick={() =>
                onChange({ columns: removed(grid.columns, index), rows: grid.rows.map((row) => removed(row, index)) })
              }
            >
              <X size={12} />
            </button>
          </span>
        </th>
      ))}
      <th scope="col">
        <span className="visually-hidden">Remove row</span>
      </th>
    </tr>
  </thead>
);

/** The cells as fields; what is typed becomes a number where it reads as one. */
export const GridTable = ({ grid, onChange }: GridTableProps) => {
  const [page, setPage] = useState(0);
  const first = page * rowsAtOnce;
  const pages = Math.ceil(grid.rows.length / rowsAtOnce);
  const addRow = (): void => onChange({ ...grid, rows: [...grid.rows, grid.columns.map(() => null)] });
  const addColumn = (): void =>
    onChange({
      columns: [...grid.columns, { name: `column_${grid.columns.length + 1}` }],
      rows: grid.rows.map((row) => [...row, null]),
    });
  return (
    <>
      <div className="grid-scroll">
        <table className="grid-table">
          <Head grid={grid} onChange={onChange} />
          <tbody>
            {placed(grid.rows.slice(first, first + rowsAtOnce)).map(({ item: row, index: offset }) => (
              <tr key={first + offset}>
                {placed(grid.columns).map(({ item: column, index }) => (
                  <td key={index}>
                    <input
                      aria-label={`${column.name}, row ${first + offset + 1}`}
                      className="numeric"
                      spellCheck={false}
                      value={shown(row[index])}
                      onChange={(event) => {
                        const cells = grid.columns.map((_, at) => row[at] ?? null);
                        const next = replaced(cells, index, readCell(event.target.value));
                        onChange({ ...grid, rows: replaced(grid.rows, first + offset, next) });
                      }}
                      onBlur={sealStep}
                    />
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    aria-label={`Remove row ${first + offset + 1}`}
                    onClick={() => onChange({ ...grid, rows: removed(grid.rows, first + offset) })}
                  >
                    <X size={12} />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grid-actions">
        <button type="button" className="button small" onClick={addRow} disabled={grid.columns.length === 0}>
          <Plus size={13} /> Row
        </button>
        <button type="button" className="button small" onClick={addColumn}>
          <Plus size={13} /> Column
        </button>
        {pages > 1 ? (
          <span className="grid-pages numeric">
            <button type="button" className="button small" disabled={page === 0} onClick={() => setPage(page - 1)}>
              Earlier rows
            </button>
            rows {first + 1}–{Math.min(first + rowsAtOnce, grid.rows.length)} of {grid.rows.length}
            <button
              type="button"
              className="button small"
              disabled={page >= pages - 1}
              onClick={() => setPage(page + 1)}
            >
              Later rows
            </button>
          </span>
        ) : null}
      </div>
    </>
  );
};
