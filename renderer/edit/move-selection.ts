import { endpointOf, type Flow } from '../../contract/flow.ts';
import { canvasView } from '../canvas/view.ts';
import { currentFlow } from '../state/document.ts';
import { select, useSession } from '../state/session.ts';
import { moveNodes } from './flow-commands.ts';
import { positionsOf } from './positions.ts';
import { reachedFrom, topological } from './reach.ts';

type Step = readonly [number, number];

const choose = (id: string | undefined): void => {
  if (id === undefined) return;
  select([id]);
  canvasView()?.reveal(id);
  requestAnimationFrame(() => canvasView()?.focus(id));
};

const nearest = (from: string, candidates: readonly string[], step: Step): string | undefined => {
  const positions = positionsOf(currentFlow());
  const here = positions[from];
  if (!here) return undefined;
  const found = candidates.flatMap((id) => {
    const there = positions[id];
    if (!there || id === from) return [];
    const ahead = (there[0] - here[0]) * step[0] + (there[1] - here[1]) * step[1];
    const aside = Math.abs((there[0] - here[0]) * step[1]) + Math.abs((there[1] - here[1]) * step[0]);
    return ahead > 0 && aside < ahead * 2 + 200 ? [{ id, far: ahead + 2 * aside }] : [];
  });
  return found.sort((a, b) => a.far - b.far)[0]?.id;
};

const along = (flow: Flow, from: string, step: Step): string | undefined => {
  const wired = flow.edges.flatMap((wire) => {
    const [source, target] = [endpointOf(wire.from).node, endpointOf(wire.to).node];
    if (step[0] > 0) return source === from ? [target] : [];
    return target === from ? [source] : [];
  });
  return nearest(from, wired, step) ?? wired[0];
};

/** Goes along the wires to the left and right, and to the nearest card above or below. */
export const stepSelection = (step: Step): void => {
  const flow = currentFlow();
  const [from] = useSession.getState().selection.nodes;
  if (from === undefined) choose(topological(flow)[0]);
  else choose((step[0] === 0 ? undefined : along(flow, from, step)) ?? nearest(from, Object.keys(flow.nodes), step));
};

export const nudgeSelection = (step: Step, by: number): void => {
  const positions = positionsOf(currentFlow());
  const moved = useSession.getState().selection.nodes.flatMap((id) => {
    const at = positions[id];
    return at ? [[id, [at[0] + step[0] * by, at[1] + step[1] * by]] as const] : [];
  });
  if (moved.length > 0) moveNodes(Object.fromEntries(moved));
};

/** Adds everything that leads to the selection, or comes behind it. */
export const selectReach = (direction: 'up' | 'down'): void => {
  const { nodes } = useSession.getState().selection;
  const reached = nodes.flatMap((id) => [...reachedFrom(currentFlow(), id, direction).keys()]);
  select([...new Set([...nodes, ...reached])]);
};
