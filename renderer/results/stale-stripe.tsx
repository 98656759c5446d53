import { staleText } from '../canvas/card-status.ts';
import { titleOf } from '../edit/ports-of.ts';
import { useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { useSession } from '../state/session.ts';

const nodeTitle = (id: string): string => titleOf(useDocument.getState().flow, useSession.getState().entries, id);

/** Says that a result is from an older configuration, and what has changed since. */
export const StaleStripe = ({ node }: { readonly node: string }) => {
  const ended = useRuns(({ run }) => (run && run.status !== 'running' ? run.run : null));
  const running = useRuns(({ run }) => run?.status === 'running');
  const plan = useSession((state) =>
    !running && state.checkedAfter === ended ? state.check?.plan.find((step) => step.node === node) : undefined,
  );
  if (!plan || plan.action === 'reuse' || plan.why?.reason === 'always') return null;
  const why = plan.action === 'blocked' ? 'it cannot run as it is now' : staleText(plan.why, nodeTitle);
  return (
    <p className="stale-stripe" role="status">
      From an older configuration · {why}
    </p>
  );
};
