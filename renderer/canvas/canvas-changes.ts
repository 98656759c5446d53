import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import { moveNodes } from '../edit/flow-commands.ts';
import { positionsOf } from '../edit/positions.ts';
import { currentFlow } from '../state/document.ts';
import { select, useSession } from '../state/session.ts';
import type { CardNode, WireEdge } from './to-flow.ts';

type Positions = Readonly<Record<string, readonly [number, number]>>;

const nothing: Positions = {};

const toggled = (
  before: readonly string[],
  changes: readonly { readonly id: string; readonly selected: boolean }[],
): readonly string[] => {
  const on = new Set(before);
  for (const { id, selected } of changes) {
    if (selected) on.add(id);
    else on.delete(id);
  }
  return [...on];
};

const commit = (moved: Positions): void => {
  const before = positionsOf(currentFlow());
  const really = Object.entries(moved).filter(([id, [x, y]]) => before[id]?.[0] !== x || before[id]?.[1] !== y);
  if (really.length > 0) moveNodes(Object.fromEntries(really));
};

/** React Flow's changes, led to the stores: a drag is drawn from here and becomes one command when it ends. */
export const useCanvasChanges = () => {
  const [moved, setMoved] = useState(nothing);
  const dragging = useRef(nothing);

  const onNodesChange = useCallback((changes: NodeChange<CardNode>[]): void => {
    const selects = changes.filter((change) => change.type === 'select');
    const { selection } = useSession.getState();
    if (selects.length > 0) select(toggled(selection.nodes, selects), selection.wires);
    const moves = changes.flatMap((change) =>
      change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
    );
    if (moves.length === 0) return;
    dragging.current = {
      ...dragging.current,
      ...Object.fromEntries(moves.map(({ id, position }) => [id, [position.x, position.y] as const])),
    };
    if (moves.some((change) => change.dragging)) {
      setMoved(dragging.current);
      return;
    }
    commit(dragging.current);
    dragging.current = nothing;
    setMoved(nothing);
  }, []);

  const onEdgesChange = useCallback((changes: EdgeChange<WireEdge>[]): void => {
    const selects = changes.filter((change) => change.type === 'select');
    const { selection } = useSession.getState();
    if (selects.length > 0) select(selection.nodes, toggled(selection.wires, selects));
  }, []);

  return { moved, onNodesChange, onEdgesChange } as const;
};
