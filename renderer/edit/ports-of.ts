import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { endpointOf, type Flow } from '../../contract/flow.ts';
import type { Port, Ports } from '../../contract/ports.ts';

export type Entries = Readonly<Record<string, CatalogueEntry>>;

export interface NodePorts {
  readonly inputs: Ports;
  readonly outputs: Ports;
}

const placeholder = (name: string): Port => ({ kind: 'table', title: name, many: true, optional: true });

const portsInWires = (flow: Flow, id: string): NodePorts => {
  const named = (side: 'from' | 'to'): Ports =>
    Object.fromEntries(
      flow.edges
        .map((wire) => endpointOf(wire[side]))
        .filter(({ node }) => node === id)
        .map(({ port }) => [port, placeholder(port)]),
    );
  return { inputs: named('to'), outputs: named('from') };
};

/** The ports of a node; for a type that is not installed, those its wires speak of. */
export const portsOf = (flow: Flow, entries: Entries, id: string): NodePorts => {
  const node = flow.nodes[id];
  if (!node) return { inputs: {}, outputs: {} };
  return entries[node.type] ?? portsInWires(flow, id);
};

export const titleOf = (flow: Flow, entries: Entries, id: string): string => {
  const node = flow.nodes[id];
  return node?.title || (node && entries[node.type]?.title) || node?.type || id;
};
