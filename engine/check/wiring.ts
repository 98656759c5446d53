import { type Edge, endpointOf, type Flow } from '../../contract/flow.ts';
import type { Nodes } from '../../contract/node.ts';
import { fits } from '../../contract/ports.ts';
import { type Problem, problem } from '../../contract/problem.ts';

/** A wire that leads from an existing output to an existing input that it fits. */
export interface GoodWire {
  readonly wire: Edge;
  readonly from: { readonly node: string; readonly port: string };
  readonly to: { readonly node: string; readonly port: string };
}

export interface Wiring {
  readonly good: readonly GoodWire[];
  readonly problems: readonly Problem[];
}

/** Wires by the node they lead to, in their order. */
export const wiresTo = (wires: readonly GoodWire[]): ReadonlyMap<string, readonly GoodWire[]> => {
  const to = new Map<string, GoodWire[]>();
  for (const wire of wires) {
    const found = to.get(wire.to.node);
    if (found) found.push(wire);
    else to.set(wire.to.node, [wire]);
  }
  return to;
};

const removal = (wire: Edge) => ({ label: 'Remove the wire', edits: [{ edit: 'remove-wire', wire } as const] });

const examine = (wire: Edge, flow: Flow, nodes: Nodes): GoodWire | Problem | undefined => {
  const from = endpointOf(wire.from);
  const to = endpointOf(wire.to);
  const fix = removal(wire);
  for (const [end, other] of [
    [to, from],
    [from, to],
  ] as const) {
    if (Object.hasOwn(flow.nodes, end.node)) continue;
    const place = Object.hasOwn(flow.nodes, other.node) ? { node: other.node } : {};
    return problem('flow.dangling-wire', { ...place, values: { other: end.node }, fix });
  }
  const fromType = nodes[flow.nodes[from.node]?.type ?? ''];
  const toType = nodes[flow.nodes[to.node]?.type ?? ''];
  if (!fromType || !toType) return undefined;
  const output = Object.hasOwn(fromType.outputs, from.port) ? fromType.outputs[from.port] : undefined;
  const input = Object.hasOwn(toType.inputs, to.port) ? toType.inputs[to.port] : undefined;
  if (!output) return problem('flow.unknown-port', { node: from.node, port: from.port, fix });
  if (!input) return problem('flow.unknown-port', { node: to.node, port: to.port, fix });
  if (!fits(output.kind, input.kind))
    return problem('flow.wrong-kind', { ...to, values: { expected: input.kind, actual: output.kind }, fix });
  return { wire, from, to };
};

/** Looks at every wire by itself. Wires at nodes of unknown type are neither good nor a problem of their own. */
export const examineWires = (flow: Flow, nodes: Nodes): Wiring => {
  const good: GoodWire[] = [];
  const problems: Problem[] = [];
  for (const wire of flow.edges) {
    const found = examine(wire, flow, nodes);
    if (found && 'wire' in found) good.push(found);
    else if (found) problems.push(found);
  }
  return { good, problems: [...problems, ...crowded(good, flow, nodes)] };
};

const crowded = (good: readonly GoodWire[], flow: Flow, nodes: Nodes): readonly Problem[] => {
  const byInput = new Map<string, GoodWire[]>();
  for (const one of good) byInput.set(one.wire.to, [...(byInput.get(one.wire.to) ?? []), one]);
  return [...byInput.values()].flatMap((wires) => {
    const to = wires[0]?.to;
    if (!to || wires.length < 2 || nodes[flow.nodes[to.node]?.type ?? '']?.inputs[to.port]?.many) return [];
    const edits = wires.slice(0, -1).map(({ wire }) => ({ edit: 'remove-wire', wire }) as const);
    return [
      problem('flow.too-many-wires', {
        ...to,
        values: { count: wires.length },
        fix: { label: 'Keep the newest wire', edits },
      }),
    ];
  });
};
