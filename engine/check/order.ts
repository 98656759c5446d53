import { type Edge, endpointOf, type Flow } from '../../contract/flow.ts';

export interface Order {
  /** Node ids so that each stands behind everything it is wired to. Those in a loop are left out. */
  readonly sorted: readonly string[];
  /** Node ids of loops, and of what only a loop leads to. */
  readonly looped: readonly string[];
}

const ends = (wire: Edge): readonly [string, string] => [endpointOf(wire.from).node, endpointOf(wire.to).node];

/** Sorts the nodes along the wires; ties go by id, so that the order never depends on the order of the file. */
export const orderOf = (flow: Flow): Order => {
  const ids = Object.keys(flow.nodes).sort();
  const wires = flow.edges.map(ends).filter((pair) => pair.every((id) => Object.hasOwn(flow.nodes, id)));
  const waiting = new Map(ids.map((id) => [id, 0]));
  const after = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const [from, to] of wires) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    after.get(from)?.push(to);
  }
  const sorted: string[] = [];
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    sorted.push(id);
    for (const next of after.get(id) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  const reached = new Set(sorted);
  return { sorted, looped: ids.filter((id) => !reached.has(id)) };
};

/** Every node that leads to `target`, and itself. */
export const upstreamOf = (flow: Flow, target: string): ReadonlySet<string> => reach(flow, target, 1);

/** Every node that `start` leads to, and itself. */
export const downstreamOf = (flow: Flow, start: string): ReadonlySet<string> => reach(flow, start, 0);

const reach = (flow: Flow, start: string, from: 0 | 1): ReadonlySet<string> => {
  const next = new Map<string, string[]>();
  for (const wire of flow.edges) {
    const pair = ends(wire);
    const key = pair[from];
    next.set(key, [...(next.get(key) ?? []), pair[from === 0 ? 1 : 0]]);
  }
  const found = new Set([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const other of next.get(id) ?? [])
      if (!found.has(other)) {
        found.add(other);
        open.push(other);
      }
  return found;
};

/** The loops among nodes that could not be sorted, each with its nodes; what only stands behind a loop is in none. */
export const loopsOf = (flow: Flow, looped: readonly string[]): readonly (readonly string[])[] => {
  const left = new Set(looped);
  const loops: (readonly string[])[] = [];
  for (const id of looped) {
    if (!left.has(id)) continue;
    const behind = downstreamOf(flow, id);
    const before = upstreamOf(flow, id);
    const loop = looped.filter((other) => behind.has(other) && before.has(other));
    for (const other of loop) left.delete(other);
    if (loop.length > 1 || flow.edges.map(ends).some(([from, to]) => from === id && to === id)) loops.push(loop);
  }
  return loops;
};
