import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Sorting } from './sorted-rows.ts';

export interface SortColumn {
  readonly id: string;
  readonly title: string;
  readonly right?: boolean;
}

interface SortHeadProps {
  readonly columns: readonly SortColumn[];
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

/** Header cells that sort: the first click upwards, the second downwards. */
export const SortHead = ({ columns, sorting, onSort }: SortHeadProps) =>
  columns.map(({ id, title, right }) => {
    const isChosen = id === sorting.column;
    const Arrow = sorting.descending ? ArrowDown : ArrowUp;
    const order = isChosen ? (sorting.descending ? 'descending' : 'ascending') : 'none';
    return (
      <th key={id} scope="col" className={right ? 'right' : undefined} aria-sort={order}>
        <button
          type="button"
          className="sort-head"
          onClick={() => onSort({ column: id, descending: isChosen && !sorting.descending })}
        >
          {title}
          {isChosen ? <Arrow size={12} strokeWidth={1.75} aria-hidden="true" /> : null}
        </button>
      </th>
    );
  });
