import { getBezierPath, Position, useReactFlow, ViewportPortal } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { useSession } from '../state/session.ts';
import { portOffset } from './card-size.ts';
import type { CardNode } from './to-flow.ts';

const useStart = (): { readonly x: number; readonly y: number; readonly output: boolean } | undefined => {
  const wiring = useSession((state) => (state.wiringByClick ? state.wiring : null));
  const flow = useReactFlow<CardNode>();
  if (!wiring) return undefined;
  const node = flow.getNode(wiring.from.node);
  const output = wiring.from.side === 'output';
  const index = node?.data.ports[output ? 'outputs' : 'inputs'].findIndex(({ name }) => name === wiring.from.port);
  if (!node || index === undefined) return undefined;
  return { x: node.position.x + (output ? (node.width ?? 0) : 0), y: node.position.y + portOffset(index), output };
};

/** The loose wire that follows the pointer after a click on a port. */
export const ClickWire = () => {
  const start = useStart();
  const kind = useSession((state) => state.wiring?.kind);
  const flow = useReactFlow();
  const [end, setEnd] = useState<{ readonly x: number; readonly y: number }>();
  const active = start !== undefined;
  useEffect(() => {
    setEnd(undefined);
    if (!active) return;
    const follow = (event: PointerEvent): void =>
      setEnd(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }));
    window.addEventListener('pointermove', follow, { passive: true });
    return () => window.removeEventListener('pointermove', follow);
  }, [active, flow]);
  if (!start || !end) return null;
  const [path] = getBezierPath({
    sourceX: start.x,
    sourceY: start.y,
    sourcePosition: start.output ? Position.Right : Position.Left,
    targetX: end.x,
    targetY: end.y,
    targetPosition: start.output ? Position.Left : Position.Right,
    curvature: 0.35,
  });
  return (
    <ViewportPortal>
      <svg className="click-wire" data-kind={kind} aria-hidden="true">
        <path d={path} fill="none" />
      </svg>
    </ViewportPortal>
  );
};
