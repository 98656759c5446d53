import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import { GridHeaderCell } from './grid-header-cell.tsx';
import type { FrozenLayout } from './grid-row.tsx';
import type { TableSource } from './table-source.ts';
import type { Summaries } from './use-column-summaries.ts';
import type { Sorting } from './use-table-pages.ts';

interface GridHeadProps {
  readonly id: string;
  readonly source: TableSource;
  readonly items: readonly VirtualItem[];
  readonly frozen: FrozenLayout;
  readonly summaries: Summaries;
  readonly sort: Sorting | undefined;
  readonly active: number;
  readonly onSort: (column: string) => void;
}

export const GridHead = memo((props: GridHeadProps) => {
  const { id, source, items, frozen, summaries, sort, active, onSort } = props;
  return (
    <div className="data-head" role="row" tabIndex={-1} aria-rowindex={1}>
      <div className="data-frozen" role="presentation">
        <div
          role="columnheader"
          tabIndex={-1}
          aria-colindex={1}
          className="data-number"
          style={{ width: frozen.number }}
        >
          #
        </div>
        {frozen.part > 0 ? (
          <div role="presentation" className="data-part" style={{ width: frozen.part }}>
            part
          </div>
        ) : null}
      </div>
      {items.map((item) => {
        const column = source.columns[item.index];
        if (!column) return null;
        const direction = sort?.descending ? ('descending' as const) : ('ascending' as const);
        return (
          <GridHeaderCell
            key={item.index}
            id={`${id}--1-${item.index}`}
            column={column}
            index={item.index}
            left={item.start}
            width={item.size}
            rows={source.rows}
            summary={summaries[column.name]}
            sorted={sort?.column === column.name ? direction : undefined}
            active={item.index === active}
            onSort={onSort}
          />
        );
      })}
    </div>
  );
});
