import { endpointOf, endpointText, type Flow } from '../../contract/flow.ts';
import { fits, type Port, type PortKind } from '../../contract/ports.ts';
import { type Entries, portsOf, titleOf } from './ports-of.ts';
import { pathTo, reachedFrom } from './reach.ts';

/** An end of a wire that is being drawn. */
export interface WireEnd {
  readonly node: string;
  readonly port: string;
  readonly side: 'output' | 'input';
}

export type Verdict =
  | { readonly fits: true; readonly replaces?: string }
  | { readonly fits: false; readonly why: string; readonly loop?: readonly string[] };

/** What a wire drawn from `from` may be joined to: a verdict for each port of the other side, by `node.port`. */
export interface Wiring {
  readonly from: WireEnd;
  readonly kind: PortKind;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Nodes with at least one fitting port. */
  readonly nodes: ReadonlySet<string>;
}

const article = (kind: PortKind): string => (kind === 'predictions' ? '' : 'a ');

const kindVerdict = (output: PortKind, input: PortKind): Verdict | undefined =>
  fits(output, input)
    ? undefined
    : { fits: false, why: `Expects ${article(input)}${input}, this is ${article(output)}${output}.` };

interface Asked {
  readonly flow: Flow;
  readonly entries: Entries;
  readonly from: WireEnd;
  readonly kind: PortKind;
  readonly reached: ReadonlyMap<string, string>;
}

const loopVerdict = ({ flow, entries, from, reached }: Asked, node: string): Verdict | undefined => {
  if (node === from.node) return { fits: false, why: 'A node cannot be wired to itself.', loop: [node] };
  if (!reached.has(node)) return undefined;
  const path = pathTo(reached, from.node, node);
  const loop = from.side === 'output' ? [...path].reverse() : path;
  const names = loop.map((id) => titleOf(flow, entries, id)).join(' → ');
  return { fits: false, why: `This would make a loop through ${names}.`, loop };
};

const occupied = (asked: Asked, to: string, input: Port): Verdict => {
  const { flow, from } = asked;
  const wires = flow.edges.filter((wire) => wire.to === to);
  if (from.side === 'output' && wires.some((wire) => wire.from === endpointText(from.node, from.port)))
    return { fits: false, why: 'This wire is there already.' };
  const [old] = wires;
  return input.many || !old ? { fits: true } : { fits: true, replaces: old.from };
};

const verdictOn = (asked: Asked, node: string, [name, port]: readonly [string, Port]): Verdict => {
  const { flow, entries, from, kind } = asked;
  const there = endpointText(node, name);
  const here = endpointText(from.node, from.port);
  const outputKind = from.side === 'output' ? kind : port.kind;
  const inputKind = from.side === 'output' ? port.kind : kind;
  const refused = loopVerdict(asked, node) ?? kindVerdict(outputKind, inputKind);
  if (refused) return refused;
  if (from.side === 'output') return occupied(asked, there, port);
  const input = portsOf(flow, entries, from.node).inputs[from.port];
  if (flow.edges.some((wire) => wire.from === there && wire.to === here))
    return { fits: false, why: 'This wire is there already.' };
  return input ? occupied(asked, here, input) : { fits: true };
};

/** Judges every port once, when a wire starts; moving the pointer only looks the verdict up. */
export const wiringFrom = (flow: Flow, entries: Entries, from: WireEnd): Wiring | undefined => {
  const own = portsOf(flow, entries, from.node)[from.side === 'output' ? 'outputs' : 'inputs'][from.port];
  if (!own) return undefined;
  const reached = reachedFrom(flow, from.node, from.side === 'output' ? 'up' : 'down');
  const asked: Asked = { flow, entries, from, kind: own.kind, reached };
  const verdicts: Record<string, Verdict> = {};
  const nodes = new Set<string>();
  for (const node of Object.keys(flow.nodes)) {
    const ports = portsOf(flow, entries, node)[from.side === 'output' ? 'inputs' : 'outputs'];
    for (const entry of Object.entries(ports)) {
      const verdict = verdictOn(asked, node, entry);
      verdicts[endpointText(node, entry[0])] = verdict;
      if (verdict.fits) nodes.add(node);
    }
  }
  return { from, kind: own.kind, verdicts, nodes };
};

/** The ports of one side that the wire may not be joined to are refused for being on the wrong side. */
export const verdictAt = (wiring: Wiring, end: WireEnd): Verdict => {
  if (end.side === wiring.from.side)
    return end.node === wiring.from.node && end.port === wiring.from.port
      ? { fits: true }
      : { fits: false, why: `A wire goes from an output to an input; both are ${end.side}s.` };
  return wiring.verdicts[endpointText(end.node, end.port)] ?? { fits: false, why: `This node has no ${end.side}.` };
};

/** The port of a node that a wire dropped on its card should take: a free one before one that is taken. */
export const bestPort = (wiring: Wiring, node: string): string | undefined => {
  const own = Object.entries(wiring.verdicts).filter(([end, verdict]) => endpointOf(end).node === node && verdict.fits);
  const free = own.find(([, verdict]) => verdict.fits && verdict.replaces === undefined);
  const chosen = free ?? own[0];
  return chosen ? endpointOf(chosen[0]).port : undefined;
};
