import './data-grid.css';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import { decimalsOf, isNumeric } from './cell-text.ts';
import { copyCells } from './copy-cells.ts';
import { type CellPlace, type GridCursor, rangeOf } from './grid-cursor.ts';
import { GridFailure } from './grid-failure.tsx';
import { GridHead } from './grid-head.tsx';
import { GridRows } from './grid-rows.tsx';
import type { PageCache } from './page-cache.ts';
import type { RowWindow } from './row-window.ts';
import type { TableSource } from './table-source.ts';
import { useColumnSummaries } from './use-column-summaries.ts';
import { useGridCursor } from './use-grid-cursor.ts';
import { useGridLayout } from './use-grid-layout.ts';
import { type TableView, useTablePages } from './use-table-pages.ts';

interface DataGridProps {
  readonly source: TableSource;
  readonly view: TableView;
  readonly label: string;
  readonly onSort: (column: string) => void;
}

/** Taken from the rows that are there first, and kept: another order of the same table has the same decimals. */
const useDecimals = ({ columns }: TableSource, cache: PageCache, { first, last }: RowWindow): readonly number[] => {
  const [decimals, setDecimals] = useState<readonly number[]>();
  useLayoutEffect(() => {
    if (decimals) return;
    const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    const rows = places.flatMap((place) => cache.row(place) ?? []);
    if (rows.length === 0) return;
    const cellsOf = (index: number) => rows.map((row) => row.cells[index] ?? null);
    setDecimals(columns.map(({ type }, index) => (isNumeric(type) ? decimalsOf(cellsOf(index)) : 0)));
  });
  return decimals ?? [];
};

const cellAt = (box: HTMLElement | null, target: EventTarget | null): CellPlace | undefined => {
  const cell = target instanceof Element && box ? target.closest<HTMLElement>('[data-column]') : null;
  const row = cell?.closest<HTMLElement>('[role="row"]')?.ariaRowIndex;
  return cell && row ? { row: Number(row) - 2, column: Number(cell.dataset['column']) } : undefined;
};

/** A table as a spreadsheet shows it. Only what is seen is drawn and loaded, so a million rows are as quick as ten. */
export const DataGrid = ({ source, view, label, onSort }: DataGridProps) => {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const document = useDocumentId() ?? '';
  const { columns, handle, choice } = source;
  const summaries = useColumnSummaries(source);
  const { cache } = useTablePages(source, view);
  const rows = cache.rows ?? source.parts.find(({ part }) => part === view.part)?.rows ?? source.rows;
  const layout = useGridLayout({ box, columns, rows, hasParts: source.partColumn });
  const decimals = useDecimals(source, cache, layout.window);
  const { first, last } = layout.window;
  useEffect(() => {
    if (last >= first) cache.want({ first, last });
  });
  const copy = (cursor: GridCursor): void => {
    const order = { ...(view.sort ? { sort: view.sort } : {}), ...(view.part ? { part: view.part } : {}) };
    void copyCells(rangeOf(cursor), columns, (offset, limit) =>
      client.call('table.page', { document, handle, offset, limit, ...choice, ...order }),
    );
  };
  const { cursor, ...handlers } = useGridCursor({
    extent: { rows, columns: columns.length, pageRows: layout.pageRows },
    cellAt: (target) => cellAt(box.current, target),
    reveal: layout.reveal,
    onCopy: copy,
    onHeader: (index) => onSort(columns[index]?.name ?? ''),
  });
  const items = layout.columns.getVirtualItems();
  return (
    <div className="data-grid-box">
      {cache.failure === undefined ? null : <GridFailure failure={cache.failure} onRetry={cache.retry} />}
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        className="data-grid"
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={cursor ? `${id}-${cursor.active.row}-${cursor.active.column}` : undefined}
        {...handlers}
      >
        <div className="data-canvas" role="presentation" style={{ width: layout.columns.getTotalSize() }}>
          <GridHead
            id={id}
            source={source}
            items={items}
            frozen={layout.frozen}
            summaries={summaries}
            sort={view.sort}
            active={cursor?.active.row === -1 ? cursor.active.column : -1}
            onSort={onSort}
          />
          <GridRows
            id={id}
            source={source}
            cache={cache}
            layout={layout}
            items={items}
            decimals={decimals}
            cursor={cursor}
          />
        </div>
        {rows === 0 ? <p className="data-none">No rows{view.part ? ` in the ${view.part} part` : ''}</p> : null}
      </div>
    </div>
  );
};
