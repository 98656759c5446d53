import { Graph, layout } from '@dagrejs/dagre';

export interface TidyNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface TidyInput {
  readonly nodes: readonly TidyNode[];
  readonly wires: readonly { readonly from: string; readonly to: string }[];
}

export type TidyOutput = readonly { readonly id: string; readonly x: number; readonly y: number }[];

/** Columns from left to right, 80 px apart, cards 32 px apart. The same flow gives the same picture. */
export const tidyLayout = ({ nodes, wires }: TidyInput): TidyOutput => {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: 80, nodesep: 32, ranker: 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1)))
    graph.setNode(id, { width, height });
  for (const [index, { from, to }] of wires.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  return nodes.map(({ id, width, height }) => {
    const { x = 0, y = 0 } = graph.node(id) as { readonly x?: number; readonly y?: number };
    return { id, x: x - width / 2, y: y - height / 2 };
  });
};
