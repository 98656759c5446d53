import { useSession } from '../state/session.ts';
import { mainRows } from './chosen-output.ts';
import { ColumnTypeIcon } from './data/column-type-icon.tsx';

const shownColumns = 60;

/** The columns that a node's table will have, as far as they are known before a run. */
export const ExpectedTable = ({ node }: { readonly node: string }) => {
  const shape = useSession((state) => {
    const known = mainRows(state.check?.shapes[node] ?? {});
    return known?.kind === 'table' ? known : undefined;
  });
  const columns = shape?.columns ?? [];
  if (columns.length === 0) return null;
  return (
    <div className="schema">
      <p className="caps">
        Expected: {shape?.fewer ? 'at most ' : ''}
        {columns.length} columns
        {shape?.rows === undefined ? '' : ` · about ${shape.rows.toLocaleString('en-GB')} rows`}
      </p>
      <p className="chips">
        {columns.slice(0, shownColumns).map((column) => (
          <span key={column.name} className="column-chip">
            <ColumnTypeIcon type={column.type} /> {column.name}
            {column.role === 'feature' ? null : <span className={`role-badge ${column.role}`}>{column.role}</span>}
          </span>
        ))}
        {columns.length > shownColumns ? <span>and {columns.length - shownColumns} more</span> : null}
      </p>
    </div>
  );
};
