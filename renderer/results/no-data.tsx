import { Play } from 'lucide-react';
import type { TableShape } from '../../contract/shape.ts';
import { runTo } from '../files/run-flow.ts';
import { useIsRunning } from '../state/runs.ts';
import { useSession } from '../state/session.ts';
import { ColumnTypeIcon } from './data/column-type-icon.tsx';
import { Empty } from './empty.tsx';

const shownColumns = 60;

const Schema = ({ shape }: { readonly shape: TableShape }) => (
  <div className="schema">
    <p className="caps">
      Expected: {shape.columns?.length ?? 0} columns
      {shape.rows === undefined ? '' : ` · about ${shape.rows.toLocaleString('en-GB')} rows`}
    </p>
    <p className="chips">
      {shape.columns?.slice(0, shownColumns).map((column) => (
        <span key={column.name} className="column-chip">
          <ColumnTypeIcon type={column.type} /> {column.name}
          {column.role === 'feature' ? null : <span className={`role-badge ${column.role}`}>{column.role}</span>}
        </span>
      ))}
      {(shape.columns?.length ?? 0) > shownColumns ? (
        <span>and {(shape.columns?.length ?? 0) - shownColumns} more</span>
      ) : null}
    </p>
  </div>
);

const useExpectedTable = (node: string): TableShape | undefined =>
  useSession((state) => {
    const shapes = Object.values(state.check?.shapes[node] ?? {});
    return shapes.find((shape): shape is TableShape => shape.kind === 'table' && shape.columns !== undefined);
  });

/** A node that has not run: how to run it, and what it is expected to give. */
export const NoData = ({ node }: { readonly node: string }) => {
  const running = useIsRunning();
  const shape = useExpectedTable(node);
  return (
    <div className="results-scroll">
      <Empty title="No data yet">
        <button type="button" className="button small" disabled={running} onClick={() => runTo(node)}>
          <Play size={13} strokeWidth={1.75} aria-hidden="true" />
          Run to here
          <span className="kbd">Shift Enter</span>
        </button>
      </Empty>
      {shape ? <Schema shape={shape} /> : null}
    </div>
  );
};
