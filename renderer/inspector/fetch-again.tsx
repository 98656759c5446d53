import { RefreshCw } from 'lucide-react';
import { fetchAgain } from '../files/run-flow.ts';
import { useIsRunning, useNodeResult } from '../state/runs.ts';

/** A source that keeps what it fetched is asked again on demand only. */
export const FetchAgain = ({ node }: { readonly node: string }) => {
  const kept = useNodeResult(node) !== undefined;
  const running = useIsRunning();
  return (
    <div className="fetch-again">
      <p className="fetch-note">
        {kept
          ? 'What was fetched is kept beside the flow: runs use it without a network.'
          : 'The first run fetches the data and keeps it beside the flow.'}
      </p>
      {kept ? (
        <button type="button" className="button small" disabled={running} onClick={() => fetchAgain(node)}>
          <RefreshCw size={13} strokeWidth={1.75} aria-hidden="true" />
          Fetch again
        </button>
      ) : null}
    </div>
  );
};
