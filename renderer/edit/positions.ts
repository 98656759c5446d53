import { endpointOf, type Flow } from '../../contract/flow.ts';
import { topological } from './reach.ts';

const columnWidth = 320;
const rowHeight = 200;

const fallbackPositions = (flow: Flow): Readonly<Record<string, readonly [number, number]>> => {
  const depth = new Map<string, number>();
  const rows = new Map<number, number>();
  const positions: Record<string, readonly [number, number]> = {};
  for (const id of topological(flow)) {
    const before = flow.edges.filter((wire) => endpointOf(wire.to).node === id);
    const column = Math.max(0, ...before.map((wire) => (depth.get(endpointOf(wire.from).node) ?? -1) + 1));
    depth.set(id, column);
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    positions[id] = flow.layout[id] ?? [column * columnWidth, row * rowHeight];
  }
  return positions;
};

const known = new WeakMap<Flow, Flow['layout']>();

/** Where each node stands. Nodes without a place get one by their depth in the flow. */
export const positionsOf = (flow: Flow): Flow['layout'] => {
  if (Object.keys(flow.nodes).every((id) => flow.layout[id])) return flow.layout;
  const cached = known.get(flow);
  if (cached) return cached;
  const positions = fallbackPositions(flow) as Flow['layout'];
  known.set(flow, positions);
  return positions;
};
