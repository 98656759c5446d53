import { titleOf } from '../edit/ports-of.ts';
import { useDocument } from '../state/document.ts';
import { useNodeResult, useNodeRun, useRuns } from '../state/runs.ts';
import { useSession } from '../state/session.ts';
import { type CardStatus, cardStatus } from './card-status.ts';

const nodeTitle = (id: string): string => titleOf(useDocument.getState().flow, useSession.getState().entries, id);

/** The status of one node; other nodes' events do not wake it. */
export const useCardStatus = (id: string): CardStatus => {
  const enabled = useDocument((state) => state.flow.nodes[id]?.enabled !== false);
  const run = useNodeRun(id);
  const result = useNodeResult(id);
  const latest = useRuns((state) => (state.run && state.run.status !== 'running' ? state.run.run : null));
  const running = useRuns((state) => state.run?.status === 'running');
  const plan = useSession((state) =>
    !running && state.checkedAfter === latest ? state.check?.plan.find((step) => step.node === id) : undefined,
  );
  const problem = useSession((state) =>
    state.check?.problems.find((found) => found.node === id && found.severity === 'error'),
  );
  return cardStatus({ enabled, run, result, plan, problem, titleOf: nodeTitle });
};
