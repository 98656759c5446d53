import { endpointOf, type Flow } from '../contract/flow.ts';

/** The flow without what does not lead to `target`. */
export const applyOnly = (flow: Flow, target: string): Flow => {
  const kept = new Set([target]);
  for (let size = 0; size < kept.size; ) {
    size = kept.size;
    for (const { from, to } of flow.edges) if (kept.has(endpointOf(to).node)) kept.add(endpointOf(from).node);
  }
  return {
    ...flow,
    nodes: Object.fromEntries(Object.entries(flow.nodes).filter(([id]) => kept.has(id))),
    edges: flow.edges.filter(({ from, to }) => kept.has(endpointOf(from).node) && kept.has(endpointOf(to).node)),
  };
};
