import { MiniMap, type ReactFlowState, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { setSession, useSession } from '../state/session.ts';
import type { CardNode } from './to-flow.ts';

const familyColour = (node: CardNode): string => `var(--family-${node.data.entry?.family ?? 'unknown'})`;

const reachesBeyond = ({ nodes, transform, width, height }: ReactFlowState): boolean => {
  const [left, top, zoom] = transform;
  return nodes.some(({ position, measured }) => {
    const [x, y] = [position.x * zoom + left, position.y * zoom + top];
    const [right, bottom] = [x + (measured?.width ?? 0) * zoom, y + (measured?.height ?? 0) * zoom];
    return x < 0 || y < 0 || right > width || bottom > height;
  });
};

/** The minimap: by itself only while some cards are out of view, unless it was asked for or sent away. */
export const Overview = () => {
  const beyond = useStore(reachesBeyond);
  const shown = useSession(({ minimap }) => minimap ?? beyond);
  useEffect(() => setSession({ minimapShown: shown }), [shown]);
  return shown ? (
    <MiniMap<CardNode>
      pannable
      zoomable
      nodeColor={familyColour}
      nodeBorderRadius={12}
      ariaLabel="Overview of the flow"
    />
  ) : null;
};
