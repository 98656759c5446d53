import type { Flow } from '../../contract/flow.ts';
import type { NodeDefinition, Nodes } from '../../contract/node.ts';
import { type Problem, problem } from '../../contract/problem.ts';
import { moveBehindSplit } from './fixes.ts';
import { downstreamOf } from './order.ts';
import type { GoodWire } from './wiring.ts';

/** The first split that is not bypassed and that a node's tables flow into, nearest first. */
const splitBehind = (node: string, flow: Flow, wires: readonly GoodWire[]): string | undefined => {
  const open = [node];
  const seen = new Set(open);
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (id !== node && isSplitNode(flow, id)) return id;
    for (const { from, to } of wires)
      if (from.node === id && !seen.has(to.node)) {
        seen.add(to.node);
        open.push(to.node);
      }
  }
  return undefined;
};

const isSplitNode = (flow: Flow, id: string): boolean =>
  (flow.nodes[id]?.type.startsWith('split.') ?? false) && isActive(flow, id);

const isActive = (flow: Flow, id: string): boolean => flow.nodes[id]?.enabled !== false;

/** A step that learns, or that changes training rows, has to know which rows those are. */
const needsParts = (definition: NodeDefinition | undefined): boolean =>
  definition?.role === 'transform' && (definition.kind === 'fitted' || definition.kind === 'training');

/** Such transforms that stand before a split. The nearest to the split comes first, so that fixes can be applied in turn. */
export const leakProblems = (flow: Flow, nodes: Nodes, wires: readonly GoodWire[]): readonly Problem[] =>
  Object.entries(flow.nodes).flatMap(([id, node]) => {
    const definition = nodes[node.type];
    if (!definition || !needsParts(definition) || !isActive(flow, id)) return [];
    const split = splitBehind(id, flow, wires);
    if (!split || downstreamOf(flow, split).has(id)) return [];
    const title = node.title ?? definition.title;
    return [
      problem('leak.fitted-before-split', { node: id, values: { title }, fix: moveBehindSplit(flow, id, split) }),
    ];
  });

const splitsBefore = (flow: Flow, wires: readonly GoodWire[], start: string): readonly string[] => {
  const found = new Set([start]);
  for (const id of found) for (const { from, to } of wires) if (to.node === id) found.add(from.node);
  return [...found].filter((id) => isSplitNode(flow, id));
};

/** Rows that one split calls test rows may be ones that a model behind another split was trained on. */
export const otherSplitProblems = (flow: Flow, nodes: Nodes, wires: readonly GoodWire[]): readonly Problem[] =>
  Object.keys(flow.nodes).flatMap((id) => {
    if (!isActive(flow, id)) return [];
    const inputs = nodes[flow.nodes[id]?.type ?? '']?.inputs ?? {};
    const before = (kind: string): readonly string[] =>
      wires
        .filter(({ to }) => to.node === id && inputs[to.port]?.kind === kind)
        .flatMap(({ from }) => splitsBefore(flow, wires, from.node));
    const learnedBehind = before('model');
    if (learnedBehind.length === 0 || before('table').every((split) => learnedBehind.includes(split))) return [];
    return [problem('leak.other-split', { node: id })];
  });
