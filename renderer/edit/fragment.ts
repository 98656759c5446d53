import { z } from 'zod';
import { type Edge, edgeSchema, endpointOf, endpointText, type Flow, flowNodeSchema } from '../../contract/flow.ts';
import { newId } from './new-node.ts';

const fragmentSchema = z.object({
  format: z.literal('millrace-fragment'),
  version: z.literal(1),
  nodes: z.record(z.string(), flowNodeSchema),
  edges: z.array(edgeSchema),
  layout: z.record(z.string(), z.tuple([z.number(), z.number()])),
});

/** A piece of a flow, as it goes through the clipboard. */
export type Fragment = z.infer<typeof fragmentSchema>;

const inside = (nodes: ReadonlySet<string>, wire: Edge): boolean =>
  nodes.has(endpointOf(wire.from).node) && nodes.has(endpointOf(wire.to).node);

/** The nodes, the wires between them, and where they stand. */
export const fragmentOf = (flow: Flow, ids: readonly string[], positions: Flow['layout']): Fragment => {
  const chosen = new Set(ids);
  const pick = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => chosen.has(id)));
  return {
    format: 'millrace-fragment',
    version: 1,
    nodes: pick(flow.nodes),
    edges: flow.edges.filter((wire) => inside(chosen, wire)).map((wire) => ({ ...wire })),
    layout: pick(positions),
  };
};

/** Undefined where the text is not a fragment (a whole flow counts as one). */
export const readFragment = (text: string): Fragment | undefined => {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const whole = typeof value === 'object' && value !== null && 'format' in value && value.format === 'millrace-flow';
    const parsed = fragmentSchema.safeParse(
      whole ? { edges: [], layout: {}, nodes: {}, ...value, format: 'millrace-fragment' } : value,
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};

/** The same piece under ids that are free in the flow, moved by `by`. */
export const renewed = (fragment: Fragment, flow: Flow, by: readonly [number, number]): Fragment => {
  const taken: Record<string, unknown> = { ...flow.nodes };
  const ids = new Map<string, string>();
  for (const [id, node] of Object.entries(fragment.nodes)) {
    const fresh = id in taken || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(id) ? newId(taken, node.type) : id;
    taken[fresh] = node;
    ids.set(id, fresh);
  }
  const renamed = (text: string): string => {
    const { node, port } = endpointOf(text);
    return endpointText(ids.get(node) ?? node, port);
  };
  const known = new Set(ids.keys());
  return {
    ...fragment,
    nodes: Object.fromEntries(Object.entries(fragment.nodes).map(([id, node]) => [ids.get(id) ?? id, node])),
    edges: fragment.edges
      .filter((wire) => inside(known, wire))
      .map((wire) => ({ ...wire, from: renamed(wire.from), to: renamed(wire.to) })),
    layout: Object.fromEntries(
      Object.entries(fragment.layout)
        .filter(([id]) => known.has(id))
        .map(([id, [x, y]]) => [ids.get(id) ?? id, [x + by[0], y + by[1]] as [number, number]]),
    ),
  };
};
