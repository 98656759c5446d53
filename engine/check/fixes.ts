import { type Edge, endpointText, type Flow } from '../../contract/flow.ts';
import type { FlowEdit } from '../../contract/flow-edit.ts';
import type { Nodes } from '../../contract/node.ts';
import { fits, type PortKind } from '../../contract/ports.ts';
import type { Fix } from '../../contract/problem.ts';
import { downstreamOf } from './order.ts';

const freeId = (flow: Flow, wanted: string): string => {
  let id = wanted;
  for (let number = 2; Object.hasOwn(flow.nodes, id); number++) id = `${wanted}${number}`;
  return id;
};

const between = (flow: Flow, a: string, b: string): readonly [number, number] => {
  const [ax, ay] = flow.layout[a] ?? [0, 0];
  const [bx, by] = flow.layout[b] ?? [ax + 300, ay];
  return [Math.round((ax + bx) / 2), Math.round((ay + by) / 2) + 60];
};

/** Puts a train / test split into a wire. */
export const insertSplit = (flow: Flow, nodes: Nodes, wire: Edge): Fix | undefined => {
  const type = 'split.train-test';
  const definition = nodes[type];
  if (!definition) return undefined;
  const id = freeId(flow, 'split');
  const [from, to] = [wire.from, wire.to].map((end) => end.slice(0, end.indexOf('.')));
  return {
    label: `Insert “${definition.title}”`,
    edits: [
      {
        edit: 'add-node',
        id,
        node: { type, version: definition.version },
        position: between(flow, from ?? '', to ?? ''),
      },
      { edit: 'remove-wire', wire },
      { edit: 'add-wire', wire: { from: wire.from, to: endpointText(id, 'table') } },
      { edit: 'add-wire', wire: { from: endpointText(id, 'table'), to: wire.to } },
    ],
  };
};

/** Wires a free input, if there is exactly one output in the flow that fits and would make no loop. */
export const wireFreeInput = (
  flow: Flow,
  nodes: Nodes,
  input: { readonly node: string; readonly port: string; readonly kind: PortKind },
): Fix | undefined => {
  const behind = downstreamOf(flow, input.node);
  const candidates = Object.entries(flow.nodes).flatMap(([id, node]) =>
    behind.has(id)
      ? []
      : Object.entries(nodes[node.type]?.outputs ?? {})
          .filter(([, output]) => fits(output.kind, input.kind))
          .map(([port]) => ({ id, port, title: node.title ?? nodes[node.type]?.title ?? id })),
  );
  const [only, ...others] = candidates;
  if (!only || others.length > 0) return undefined;
  const wire = { from: endpointText(only.id, only.port), to: endpointText(input.node, input.port) };
  return { label: `Wire it to “${only.title}”`, edits: [{ edit: 'add-wire', wire }] };
};

/**
 * Moves a transform behind the split that follows it: what fed it feeds what it fed, and it stands in every wire that
 * leaves the split.
 */
export const moveBehindSplit = (flow: Flow, transform: string, split: string): Fix => {
  const input = endpointText(transform, 'table');
  const output = endpointText(transform, 'table');
  const splitOutput = endpointText(split, 'table');
  const arriving = flow.edges.filter((wire) => wire.to === input);
  const leaving = flow.edges.filter((wire) => wire.from === output);
  const fromSplit = flow.edges.filter((wire) => wire.from === splitOutput);
  const remove = (wire: Edge): FlowEdit => ({ edit: 'remove-wire', wire });
  const add = (from: string, to: string): FlowEdit => ({ edit: 'add-wire', wire: { from, to } });
  return {
    label: 'Move it behind the split',
    edits: [
      ...[...arriving, ...leaving, ...fromSplit].map(remove),
      ...arriving.flatMap(({ from }) => leaving.map(({ to }) => add(from, to))),
      add(splitOutput, input),
      ...fromSplit.map(({ to }) => add(output, to)),
    ],
  };
};
