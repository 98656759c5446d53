import { endpointOf, type Flow } from '../../contract/flow.ts';

const neighbours = (flow: Flow, direction: 'down' | 'up'): ReadonlyMap<string, readonly string[]> => {
  const map = new Map<string, string[]>();
  for (const wire of flow.edges) {
    const from = endpointOf(wire.from).node;
    const to = endpointOf(wire.to).node;
    const [key, value] = direction === 'down' ? [from, to] : [to, from];
    map.set(key, [...(map.get(key) ?? []), value]);
  }
  return map;
};

/** Every node that can be reached from `start`, with the node it was reached from. `start` is not among them. */
export const reachedFrom = (flow: Flow, start: string, direction: 'down' | 'up'): ReadonlyMap<string, string> => {
  const next = neighbours(flow, direction);
  const reached = new Map<string, string>();
  const open = [start];
  for (let node = open.shift(); node !== undefined; node = open.shift())
    for (const neighbour of next.get(node) ?? [])
      if (neighbour !== start && !reached.has(neighbour)) {
        reached.set(neighbour, node);
        open.push(neighbour);
      }
  return reached;
};

/** Nodes on the way from `start` to `end`, both included. */
export const pathTo = (reached: ReadonlyMap<string, string>, start: string, end: string): readonly string[] => {
  const path = [end];
  let node = end;
  while (node !== start) {
    const before = reached.get(node);
    if (before === undefined) break;
    path.unshift(before);
    node = before;
  }
  return path;
};

/** Nodes with sources first; among equals, as the flow lists them. Members of a loop come last. */
export const topological = (flow: Flow): readonly string[] => {
  const waits = new Map(Object.keys(flow.nodes).map((id) => [id, 0]));
  for (const wire of flow.edges) {
    const to = endpointOf(wire.to).node;
    if (waits.has(to) && waits.has(endpointOf(wire.from).node)) waits.set(to, (waits.get(to) ?? 0) + 1);
  }
  const next = neighbours(flow, 'down');
  const order: string[] = [];
  const ready = [...waits].filter(([, count]) => count === 0).map(([id]) => id);
  for (let node = ready.shift(); node !== undefined; node = ready.shift()) {
    order.push(node);
    waits.delete(node);
    for (const neighbour of next.get(node) ?? []) {
      const count = (waits.get(neighbour) ?? 0) - 1;
      if (!waits.has(neighbour)) continue;
      waits.set(neighbour, count);
      if (count === 0) ready.push(neighbour);
    }
  }
  return [...order, ...waits.keys()];
};
