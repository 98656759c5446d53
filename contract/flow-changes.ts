import { canonicalText } from './canonical.ts';
import type { Edge, Flow, FlowNode } from './flow.ts';

/** One difference between two flows that can matter to results; where nodes stand does not. */
export type FlowChange =
  | { readonly change: 'node-added' | 'node-removed'; readonly node: string; readonly type: string }
  | { readonly change: 'wire-added' | 'wire-removed'; readonly wire: Edge }
  /** A setting of a node, or a field beside its settings such as `enabled`. Undefined: the default. */
  | {
      readonly change: 'param' | 'field';
      readonly node: string;
      readonly type: string;
      readonly name: string;
      readonly before: unknown;
      readonly after: unknown;
    }
  | {
      readonly change: 'flow-field' | 'parameter';
      readonly name: string;
      readonly before: unknown;
      readonly after: unknown;
    };

type Fields = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalText(a as never) === canonicalText(b as never));

const differing = (a: Fields, b: Fields): readonly { name: string; before: unknown; after: unknown }[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .flatMap((name) => (same(a[name], b[name]) ? [] : [{ name, before: a[name], after: b[name] }]));

const nodeFields = ({ type, version, enabled, seed, title }: FlowNode): Fields => ({
  ...{ type, version, enabled: enabled === false ? false : undefined, seed, title },
});

const nodeChanges = (node: string, a: FlowNode | undefined, b: FlowNode | undefined): readonly FlowChange[] => {
  if (!a || !b) {
    const { type } = (b ?? a) as FlowNode;
    return [{ change: b ? 'node-added' : 'node-removed', node, type }];
  }
  const of = { node, type: b.type };
  return [
    ...differing(nodeFields(a), nodeFields(b)).map((found) => ({ change: 'field' as const, ...of, ...found })),
    ...differing(a.params ?? {}, b.params ?? {}).map((found) => ({ change: 'param' as const, ...of, ...found })),
  ];
};

const wireText = ({ from, to }: Edge): string => `${from} ${to}`;

const missingFrom = (wires: readonly Edge[], others: readonly Edge[]): readonly Edge[] => {
  const known = new Set(others.map(wireText));
  return wires.filter((wire) => !known.has(wireText(wire)));
};

/** What has to be done to `before` to get `after`: nodes first, in the order of their names. */
export const flowChanges = (before: Flow, after: Flow): readonly FlowChange[] => {
  const names = [...new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)])].sort();
  const values = (flow: Flow): Fields =>
    Object.fromEntries(Object.entries(flow.parameters).map(([name, { value }]) => [name, value]));
  return [
    ...differing({ seed: before.seed }, { seed: after.seed }).map((found) => ({
      change: 'flow-field' as const,
      ...found,
    })),
    ...differing(values(before), values(after)).map((found) => ({ change: 'parameter' as const, ...found })),
    ...names.flatMap((name) => nodeChanges(name, before.nodes[name], after.nodes[name])),
    ...missingFrom(before.edges, after.edges).map((wire) => ({ change: 'wire-removed' as const, wire })),
    ...missingFrom(after.edges, before.edges).map((wire) => ({ change: 'wire-added' as const, wire })),
  ];
};
