import type { ReactNode } from 'react';
import type { TableChanges } from '../../../contract/api.ts';
import type { Column } from '../../../contract/column.ts';
import { ColumnTypeIcon } from '../data/column-type-icon.tsx';

const mostShown = 60;

const kindOf = ({ type, role }: Column): string => (role === 'feature' ? type : `${type}, ${role}`);

const Chips = ({
  sign,
  children,
  all,
}: {
  readonly sign: string;
  readonly all: number;
  readonly children: ReactNode;
}) => (
  <p className="chips" data-sign={sign}>
    <span className="changed-sign">{sign}</span>
    {children}
    {all > mostShown ? <span>and {all - mostShown} more</span> : null}
  </p>
);

/** Columns that came, that went, and that have another type or role. */
export const ChangedColumns = ({ columns }: { readonly columns: TableChanges['columns'] }) => {
  const { added, removed, altered } = columns;
  const named = (column: Column) => (
    <span key={column.name} className="column-chip">
      <ColumnTypeIcon type={column.type} /> {column.name}
    </span>
  );
  return (
    <div>
      {added.length > 0 ? (
        <Chips sign="new" all={added.length}>
          {added.slice(0, mostShown).map(named)}
        </Chips>
      ) : null}
      {removed.length > 0 ? (
        <Chips sign="gone" all={removed.length}>
          {removed.slice(0, mostShown).map(named)}
        </Chips>
      ) : null}
      {altered.length > 0 ? (
        <Chips sign="other" all={altered.length}>
          {altered.slice(0, mostShown).map(({ before, after }) => (
            <span key={after.name} className="column-chip">
              <ColumnTypeIcon type={after.type} /> {after.name}
              <span className="changed-from">
                {kindOf(before)} → {kindOf(after)}
              </span>
            </span>
          ))}
        </Chips>
      ) : null}
    </div>
  );
};
