import { endpointOf, type Flow } from '../../contract/flow.ts';
import type { Port, Ports } from '../../contract/ports.ts';
import { type Entries, portsOf } from '../edit/ports-of.ts';

/** A port as a card draws it. `gone`: a wire speaks of it, but the node has it no more. */
export interface CardPort {
  readonly name: string;
  readonly port: Port;
  readonly wired: boolean;
  readonly gone: boolean;
}

export interface CardPorts {
  readonly inputs: readonly CardPort[];
  readonly outputs: readonly CardPort[];
}

const lost = (name: string): Port => ({ kind: 'table', title: name, many: true, optional: true });

const side = (declared: Ports, wired: ReadonlySet<string>): readonly CardPort[] => [
  ...Object.entries(declared).map(([name, port]) => ({ name, port, wired: wired.has(name), gone: false })),
  ...[...wired]
    .filter((name) => !(name in declared))
    .map((name) => ({ name, port: lost(name), wired: true, gone: true })),
];

/** Names of the wired ports by node, inputs and outputs apart: one pass over the wires. */
export const wiredPorts = (
  flow: Flow,
): ReadonlyMap<string, { readonly inputs: ReadonlySet<string>; readonly outputs: ReadonlySet<string> }> => {
  const map = new Map<string, { inputs: Set<string>; outputs: Set<string> }>();
  const at = (id: string) => {
    const found = map.get(id) ?? { inputs: new Set<string>(), outputs: new Set<string>() };
    map.set(id, found);
    return found;
  };
  for (const wire of flow.edges) {
    const from = endpointOf(wire.from);
    const to = endpointOf(wire.to);
    at(from.node).outputs.add(from.port);
    at(to.node).inputs.add(to.port);
  }
  return map;
};

const none: ReadonlySet<string> = new Set();

export const cardPorts = (
  flow: Flow,
  entries: Entries,
  asked: { readonly id: string; readonly wired: ReturnType<typeof wiredPorts> },
): CardPorts => {
  const { inputs, outputs } = portsOf(flow, entries, asked.id);
  const wired = asked.wired.get(asked.id);
  return { inputs: side(inputs, wired?.inputs ?? none), outputs: side(outputs, wired?.outputs ?? none) };
};
