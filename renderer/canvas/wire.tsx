import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { endpointOf } from '../../contract/flow.ts';
import { useRuns } from '../state/runs.ts';
import { useSession } from '../state/session.ts';
import type { WireEdge } from './to-flow.ts';

const curvature = 0.35;

const useFlows = (target: string): boolean =>
  useRuns(({ run }) => run?.status === 'running' && run.nodes[target]?.status === 'running');

/** A wire in the colour of what travels on it. */
export const Wire = memo((props: EdgeProps<WireEdge>) => {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected, target } = props;
  const flows = useFlows(target);
  const replaced = useSession(({ wiring, wiringOver }) => {
    if (!wiring || !wiringOver || !data) return false;
    const verdict = wiring.verdicts[`${wiringOver.node}.${wiringOver.port}`];
    return (
      verdict?.fits === true && verdict.replaces === data.wire.from && endpointOf(data.wire.to).node === wiringOver.node
    );
  });
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, curvature });
  return (
    <g
      className="wire"
      data-kind={data?.kind}
      data-selected={selected || undefined}
      data-flows={flows || undefined}
      data-replaced={replaced || undefined}
      data-broken={data?.broken || undefined}
    >
      <path d={path} className="wire-halo" fill="none" />
      <BaseEdge path={path} interactionWidth={16} />
    </g>
  );
});
