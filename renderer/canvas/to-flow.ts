import { type Edge, type Node, Position } from '@xyflow/react';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { endpointOf, type Flow, type Edge as FlowEdge, type FlowNode } from '../../contract/flow.ts';
import type { PortKind } from '../../contract/ports.ts';
import { wireKey } from '../edit/flow-commands.ts';
import { type Entries, portsOf } from '../edit/ports-of.ts';
import { positionsOf } from '../edit/positions.ts';
import type { Selection } from '../state/session.ts';
import { type CardPorts, cardPorts, wiredPorts } from './card-ports.ts';
import { card, cardHeight, portOffset } from './card-size.ts';

export interface CardData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly entry: CatalogueEntry | undefined;
  readonly ports: CardPorts;
}
export type CardNode = Node<CardData, 'card'>;

export interface WireData extends Record<string, unknown> {
  readonly wire: FlowEdge;
  readonly kind: PortKind;
  readonly broken: boolean;
}
export type WireEdge = Edge<WireData, 'wire'>;

export interface View {
  readonly flow: Flow;
  readonly entries: Entries;
  readonly selection: Selection;
  /** Where cards are while they are dragged. */
  readonly moved: Readonly<Record<string, readonly [number, number]>>;
}

export interface Drawn {
  readonly nodes: CardNode[];
  readonly edges: WireEdge[];
}

interface Kept<T> {
  readonly of: readonly unknown[];
  readonly made: T;
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => Object.is(item, b[index]));

const portsKey = (ports: CardPorts): string => JSON.stringify(ports);

const handlesOf = (ports: CardPorts): NonNullable<CardNode['handles']> => {
  const size = 10;
  const at = (x: number, index: number) => ({
    x: x - size / 2,
    y: portOffset(index) - size / 2,
    width: size,
    height: size,
  });
  return [
    ...ports.inputs.map(({ name }, index) => ({
      id: name,
      type: 'target' as const,
      position: Position.Left,
      ...at(0, index),
    })),
    ...ports.outputs.map(({ name }, index) => ({
      id: name,
      type: 'source' as const,
      position: Position.Right,
      ...at(card.width, index),
    })),
  ];
};

const cardOf = (id: string, data: CardData, [x, y]: readonly [number, number]): CardNode => {
  const height = cardHeight({ inputs: data.ports.inputs.length, outputs: data.ports.outputs.length });
  const size = { width: card.width, height };
  return { id, type: 'card', position: { x, y }, data, ...size, measured: size, handles: handlesOf(data.ports) };
};

/** Answers the very object of last time for whatever was made of the same parts. */
const keeper = <T>() => {
  let before = new Map<string, Kept<T>>();
  let now = new Map<string, Kept<T>>();
  return {
    keep: (id: string, of: readonly unknown[], make: () => T): T => {
      const old = before.get(id);
      const kept = old && same(old.of, of) ? old : { of, made: make() };
      now.set(id, kept);
      return kept.made;
    },
    turn: (): void => {
      before = now;
      now = new Map();
    },
  };
};

const sameItems = <T>(list: T[], before: T[]): T[] => (same(list, before) ? before : list);

/**
 * Makes the pure function from what is to be seen to React Flow's nodes and edges. It remembers what it made: objects, and
 * whole lists, keep their identity as long as nothing they are made of has changed.
 */
export const createToFlow = (): ((view: View) => Drawn) => {
  const datas = keeper<CardData>();
  const cards = keeper<CardNode>();
  const wires = keeper<WireEdge>();
  let last: Drawn = { nodes: [], edges: [] };

  const drawCards = ({ flow, entries, selection, moved }: View): CardNode[] => {
    const wired = wiredPorts(flow);
    const positions = positionsOf(flow);
    const selected = new Set(selection.nodes);
    return Object.entries(flow.nodes).map(([id, node]) => {
      const entry = entries[node.type];
      const ports = cardPorts(flow, entries, { id, wired });
      const data = datas.keep(id, [node, entry, portsKey(ports)], () => ({ node, entry, ports }));
      const [x, y] = moved[id] ?? positions[id] ?? [0, 0];
      const isSelected = selected.has(id);
      return cards.keep(id, [data, x, y, isSelected], () => ({ ...cardOf(id, data, [x, y]), selected: isSelected }));
    });
  };

  const drawWires = ({ flow, entries, selection }: View): WireEdge[] => {
    const selected = new Set(selection.wires);
    const shown = flow.edges.filter(
      (wire) => flow.nodes[endpointOf(wire.from).node] && flow.nodes[endpointOf(wire.to).node],
    );
    return shown.map((wire) => {
      const id = wireKey(wire);
      const [from, to] = [endpointOf(wire.from), endpointOf(wire.to)];
      const output = portsOf(flow, entries, from.node).outputs[from.port];
      const broken = !output || !portsOf(flow, entries, to.node).inputs[to.port];
      const kind = output?.kind ?? 'table';
      const isSelected = selected.has(id);
      return wires.keep(id, [wire, kind, broken, isSelected], () => ({
        id,
        type: 'wire' as const,
        source: from.node,
        sourceHandle: from.port,
        target: to.node,
        targetHandle: to.port,
        selected: isSelected,
        data: { wire, kind, broken },
      }));
    });
  };

  return (view) => {
    const nodes = sameItems(drawCards(view), last.nodes);
    const edges = sameItems(drawWires(view), last.edges);
    for (const kept of [datas, cards, wires]) kept.turn();
    if (nodes !== last.nodes || edges !== last.edges) last = { nodes, edges };
    return last;
  };
};
