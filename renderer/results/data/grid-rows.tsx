import type { VirtualItem } from '@tanstack/react-virtual';
import { type CellRange, type GridCursor, rangeOf } from './grid-cursor.ts';
import { GridRow } from './grid-row.tsx';
import type { PageCache } from './page-cache.ts';
import type { TableSource } from './table-source.ts';
import type { GridLayout } from './use-grid-layout.ts';

interface GridRowsProps {
  readonly id: string;
  readonly source: TableSource;
  readonly cache: PageCache;
  readonly layout: GridLayout;
  readonly items: readonly VirtualItem[];
  readonly decimals: readonly number[];
  readonly cursor: GridCursor | undefined;
}

const selectedIn = (range: CellRange | undefined, place: number): readonly [number, number] =>
  range && place >= range.firstRow && place <= range.lastRow ? [range.firstColumn, range.lastColumn] : [-1, -2];

/** The rows that are seen, at their places in the scrolled area. */
export const GridRows = ({ id, source, cache, layout, items, decimals, cursor }: GridRowsProps) => {
  const { first, last, top } = layout.window;
  const range = cursor && rangeOf(cursor);
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <div className="data-rows" role="rowgroup" style={{ height: layout.scale.height }}>
      {places.map((place, index) => {
        const [from, to] = selectedIn(range, place);
        return (
          <GridRow
            key={place}
            id={id}
            place={place}
            top={top + index * layout.scale.rowHeight}
            row={cache.row(place)}
            columns={source.columns}
            items={items}
            decimals={decimals}
            frozen={layout.frozen}
            task={source.task}
            from={from}
            to={to}
            active={cursor?.active.row === place ? cursor.active.column : -1}
          />
        );
      })}
    </div>
  );
};
