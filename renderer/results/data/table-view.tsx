import { type ReactNode, useState } from 'react';
import type { Part } from '../../../contract/column.ts';
import { DataGrid } from './data-grid.tsx';
import { PartFilter } from './part-filter.tsx';
import type { TableSource } from './table-source.ts';
import type { Sorting } from './use-table-pages.ts';

interface TableViewProps {
  readonly source: TableSource;
  readonly label: string;
  /** Stands before the part filter. */
  readonly before?: ReactNode;
}

const nextSorting = (old: Sorting | undefined, column: string): Sorting | undefined => {
  if (old?.column !== column) return { column, descending: false };
  return old.descending ? undefined : { column, descending: true };
};

/** A grid with its part filter. Order and filter last as long as the same table is looked at. */
export const TableView = ({ source, label, before }: TableViewProps) => {
  const [sort, setSort] = useState<Sorting>();
  const [part, setPart] = useState<Part>();
  const sorted = source.columns.some(({ name }) => name === sort?.column) ? sort : undefined;
  const shownPart = source.parts.some((known) => known.part === part) ? part : undefined;
  return (
    <div className="table-view">
      <div className="results-bar">
        {before}
        {source.parts.length > 0 ? <PartFilter source={source} part={shownPart} onChange={setPart} /> : null}
      </div>
      <DataGrid
        key={source.handle}
        source={source}
        view={{ sort: sorted, part: shownPart }}
        label={label}
        onSort={(column) => setSort(nextSorting(sorted, column))}
      />
    </div>
  );
};
