import type { DrawnFlow } from '../../contract/drawn-flow.ts';
import { endpointOf, type Flow } from '../../contract/flow.ts';
import type { Nodes } from '../../contract/node.ts';
import type { PlannedStep } from '../plan/content-key.ts';

/** What a step may tell of the flow that it is in. */
export const drawnFlow = (flow: Flow, nodes: Nodes, planned: readonly PlannedStep[]): DrawnFlow => {
  const titleOf = (id: string): string => flow.nodes[id]?.title ?? nodes[flow.nodes[id]?.type ?? '']?.title ?? id;
  return {
    name: flow.name,
    ...(flow.description ? { description: flow.description } : {}),
    seed: flow.seed,
    nodes: Object.entries(flow.nodes).map(([id, { type }]) => {
      const at = flow.layout[id];
      return { id, type, title: titleOf(id), ...(at ? { at } : {}) };
    }),
    edges: flow.edges.map(({ from, to }) => ({ from: endpointOf(from).node, to: endpointOf(to).node })),
    data: planned.flatMap(({ node, parts }) =>
      Object.entries(parts?.files ?? {}).map(([name, fingerprint]) => ({
        title: titleOf(node.id),
        path: String(node.params[name] ?? name),
        fingerprint: String(fingerprint),
      })),
    ),
  };
};
