import type { Draft } from 'immer';
import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { type Edge, endpointOf, endpointText, type Flow, type FlowNode } from '../../contract/flow.ts';
import type { Json } from '../../contract/json.ts';
import { apply, currentFlow } from '../state/document.ts';
import { select, useSession } from '../state/session.ts';
import { titleOf } from './ports-of.ts';
import type { WireEnd } from './wiring.ts';

const nameOf = (id: string): string => titleOf(currentFlow(), useSession.getState().entries, id);

const wireBetween = (a: WireEnd, b: WireEnd): Edge => {
  const [output, input] = a.side === 'output' ? [a, b] : [b, a];
  return { from: endpointText(output.node, output.port), to: endpointText(input.node, input.port) };
};

/** Puts a wire in; an input that takes one wire lets go of its old one. */
export const putWire = (draft: Draft<Flow>, wire: Edge): void => {
  const { entries } = useSession.getState();
  const { node, port } = endpointOf(wire.to);
  const type = draft.nodes[node]?.type;
  const many = type ? (entries[type]?.inputs[port]?.many ?? true) : true;
  if (!many) draft.edges = draft.edges.filter((old) => old.to !== wire.to);
  if (!draft.edges.some((old) => old.from === wire.from && old.to === wire.to)) draft.edges.push({ ...wire });
};

export const connectPorts = (a: WireEnd, b: WireEnd): void => {
  const wire = wireBetween(a, b);
  apply(`Connect ${nameOf(endpointOf(wire.from).node)} to ${nameOf(endpointOf(wire.to).node)}`, (draft) =>
    putWire(draft, wire),
  );
};

export const wireKey = (wire: Edge): string => `${wire.from}→${wire.to}`;

export const takeOut = (draft: Draft<Flow>, nodes: ReadonlySet<string>, wires: ReadonlySet<string>): void => {
  for (const id of nodes) {
    delete draft.nodes[id];
    delete draft.layout[id];
  }
  draft.edges = draft.edges.filter(
    (wire) =>
      !wires.has(wireKey(wire)) && !nodes.has(endpointOf(wire.from).node) && !nodes.has(endpointOf(wire.to).node),
  );
};

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

export const deleteSelection = (): void => {
  const { nodes, wires } = useSession.getState().selection;
  if (nodes.length + wires.length === 0) return;
  const [only] = nodes;
  const what =
    nodes.length === 1 && only ? nameOf(only) : counted(nodes.length || wires.length, nodes.length ? 'node' : 'wire');
  select([]);
  apply(`Delete ${what}`, (draft) => takeOut(draft, new Set(nodes), new Set(wires)));
};

export const deleteWire = (wire: Edge): void =>
  apply('Delete wire', (draft) => takeOut(draft, new Set(), new Set([wireKey(wire)])));

/** Joins a wire's loose end to another port, or one wire in the place of another, as one command. */
export const moveWire = (old: Edge, a: WireEnd, b: WireEnd): void => {
  const wire = wireBetween(a, b);
  if (wireKey(wire) === wireKey(old)) return;
  apply(`Move wire to ${nameOf(endpointOf(wire.to).node)}`, (draft) => {
    takeOut(draft, new Set(), new Set([wireKey(old)]));
    putWire(draft, wire);
  });
};

export const moveNodes = (positions: Readonly<Record<string, readonly [number, number]>>): void => {
  const ids = Object.keys(positions);
  const [only] = ids;
  apply(`Move ${ids.length === 1 && only ? nameOf(only) : counted(ids.length, 'node')}`, (draft) => {
    for (const [id, [x, y]] of Object.entries(positions)) draft.layout[id] = [x, y];
  });
};

const sameJson = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A setting as its form names it. */
export const titleOfParam = (entry: CatalogueEntry | undefined, param: string): string => {
  const schemas = entry?.params['properties'] as Readonly<Record<string, { readonly title?: string }>> | undefined;
  return schemas?.[param]?.title ?? param;
};

const setLabel = (entry: CatalogueEntry | undefined, param: string, value: Json | undefined): string => {
  const title = titleOfParam(entry, param);
  if (value === undefined) return `Reset ${title}`;
  return typeof value === 'number' || typeof value === 'string'
    ? `Set ${title} ${String(value).slice(0, 24)}`
    : `Set ${title}`;
};

/** Sets settings as one command. What equals its default is left out of the flow. */
export const setParams = (id: string, values: Readonly<Record<string, Json | undefined>>, label?: string): void => {
  const node = currentFlow().nodes[id];
  const [first] = Object.entries(values);
  if (!node || !first) return;
  const entry = useSession.getState().entries[node.type];
  apply(
    label ?? setLabel(entry, ...first),
    (draft) => {
      const target = draft.nodes[id];
      if (!target) return;
      const params: Record<string, unknown> = target.params ?? {};
      for (const [param, value] of Object.entries(values)) {
        if (value === undefined || sameJson(value, entry?.defaults[param])) delete params[param];
        else params[param] = value;
      }
      if (Object.keys(params).length > 0) target.params = params as NonNullable<typeof target.params>;
      else delete target.params;
    },
    `param:${id}.${Object.keys(values).join()}`,
  );
};

export const setParam = (id: string, param: string, value: Json | undefined): void => setParams(id, { [param]: value });

type Own = 'title' | 'note' | 'seed' | 'enabled';

/** Sets what a node has besides its settings; undefined takes it away. */
export const setNodeField = <K extends Own>(id: string, field: K, value: FlowNode[K] | undefined): void =>
  apply(
    field === 'enabled' ? `${value === false ? 'Bypass' : 'Enable'} ${nameOf(id)}` : `Change ${field} of ${nameOf(id)}`,
    (draft) => {
      const node = draft.nodes[id];
      if (!node) return;
      if (value === undefined || value === '') delete node[field];
      else (node as Record<Own, unknown>)[field] = value;
    },
    `node:${id}.${field}`,
  );

export const toggleEnabled = (): void => {
  const { nodes } = useSession.getState().selection;
  const flow = currentFlow();
  const off = nodes.some((id) => flow.nodes[id]?.enabled !== false);
  const [only] = nodes;
  if (only === undefined) return;
  apply(
    `${off ? 'Bypass' : 'Enable'} ${nodes.length === 1 ? nameOf(only) : counted(nodes.length, 'node')}`,
    (draft) => {
      for (const id of nodes) {
        const node = draft.nodes[id];
        if (!node) continue;
        if (off) node.enabled = false;
        else delete node.enabled;
      }
    },
  );
};
