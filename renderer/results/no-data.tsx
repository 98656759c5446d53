import { Play } from 'lucide-react';
import type { NodeRunState } from '../../contract/run-state.ts';
import { runTo } from '../files/run-flow.ts';
import { useIsRunning, useNodeRun } from '../state/runs.ts';
import { Empty } from './empty.tsx';
import { ExpectedTable } from './expected-table.tsx';
import { useNodeTitle } from './lists/node-name.tsx';
import { LiveView } from './live/live-view.tsx';

const RunToHere = ({ node }: { readonly node: string }) => (
  <button type="button" className="button small" disabled={useIsRunning()} onClick={() => runTo(node)}>
    <Play size={13} strokeWidth={1.75} aria-hidden="true" />
    Run to here
    <span className="kbd">Shift Enter</span>
  </button>
);

const NotReached = ({ node, run }: { readonly node: string; readonly run: NodeRunState }) => {
  const cause = useNodeTitle(run.because ?? '');
  if (run.status === 'queued') return <Empty title="Waiting for its turn" />;
  if (run.status === 'failed' && run.failure) return <Empty title={run.failure.message}>{run.failure.hint}</Empty>;
  return (
    <Empty title={run.status === 'skipped' && run.because ? `Skipped: it waits for ${cause}` : 'No data yet'}>
      <RunToHere node={node} />
    </Empty>
  );
};

/** A node without a result: what it is doing, how to run it, and what it is expected to give. */
export const NoData = ({ node }: { readonly node: string }) => {
  const run = useNodeRun(node);
  return (
    <div className="results-scroll">
      {run?.status === 'running' ? (
        <div className="live-page">
          <LiveView run={run} />
        </div>
      ) : run ? (
        <NotReached node={node} run={run} />
      ) : (
        <Empty title="No data yet">
          <RunToHere node={node} />
        </Empty>
      )}
      <ExpectedTable node={node} />
    </div>
  );
};
