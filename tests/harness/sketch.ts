import { type Flow, type FlowNode, flowSchema } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';

type SketchedNode = Partial<Omit<FlowNode, 'params'>> & { readonly type: string; readonly params?: JsonObject };

// Only Vite knows `import.meta.glob`, by which nodes are found; what Playwright runs is not built by it.
const catalogue = process.env['VITEST'] ? (await import('../../nodes/index.ts')).nodes : {};

export interface Sketch {
  readonly name?: string;
  readonly seed?: number;
  /** A node's type, or its type and settings. */
  readonly nodes: Readonly<Record<string, string | SketchedNode>>;
  /** `'split.table > forest.table'`. */
  readonly wires?: readonly string[];
  readonly parameters?: JsonObject;
}

/** A node as somebody would add it today. */
const sketched = (node: string | SketchedNode): SketchedNode => {
  const given = typeof node === 'string' ? { type: node } : node;
  return { version: catalogue[given.type]?.version ?? 1, ...given };
};

/** A flow in few words. */
export const sketch = ({ nodes, wires = [], ...rest }: Sketch): Flow =>
  flowSchema.parse({
    format: 'millrace-flow',
    version: 1,
    ...rest,
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, sketched(node)])),
    edges: wires.map((wire) => {
      const [from, to] = wire.split(' > ');
      return { from, to };
    }),
  });

/** The flow with settings of one node changed. */
export const withParams = (flow: Flow, id: string, params: JsonObject): Flow => {
  const node = flow.nodes[id];
  if (!node) throw new Error(`the flow has no node ${id}`);
  return flowSchema.parse({
    ...flow,
    nodes: { ...flow.nodes, [id]: { ...node, params: { ...node.params, ...params } } },
  });
};
