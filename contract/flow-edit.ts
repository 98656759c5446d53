import type { Edge, Flow, FlowNode } from './flow.ts';
import { endpointOf } from './flow.ts';
import type { Json } from './json.ts';

/** Small edits that fixes are made of. The window applies them as one undoable command, the terminal to the file. */
export type FlowEdit =
  | {
      readonly edit: 'add-node';
      readonly id: string;
      readonly node: FlowNode;
      readonly position?: readonly [number, number];
    }
  | { readonly edit: 'remove-node'; readonly id: string }
  | { readonly edit: 'set-param'; readonly id: string; readonly param: string; readonly value: Json | undefined }
  | { readonly edit: 'add-wire'; readonly wire: Edge }
  | { readonly edit: 'remove-wire'; readonly wire: Edge };

const sameWire = (a: Edge, b: Edge): boolean => a.from === b.from && a.to === b.to;

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

const setParam = (node: FlowNode, param: string, value: Json | undefined): FlowNode => {
  const params = without(node.params ?? {}, param);
  return { ...node, params: (value === undefined ? params : { ...params, [param]: value }) as FlowNode['params'] };
};

export const applyEdit = (flow: Flow, edit: FlowEdit): Flow => {
  switch (edit.edit) {
    case 'add-node':
      return {
        ...flow,
        nodes: { ...flow.nodes, [edit.id]: edit.node },
        layout: edit.position ? { ...flow.layout, [edit.id]: [edit.position[0], edit.position[1]] } : flow.layout,
      };
    case 'remove-node':
      return {
        ...flow,
        nodes: without(flow.nodes, edit.id),
        layout: without(flow.layout, edit.id),
        edges: flow.edges.filter(
          (wire) => endpointOf(wire.from).node !== edit.id && endpointOf(wire.to).node !== edit.id,
        ),
      };
    case 'set-param': {
      const node = flow.nodes[edit.id];
      return node ? { ...flow, nodes: { ...flow.nodes, [edit.id]: setParam(node, edit.param, edit.value) } } : flow;
    }
    case 'add-wire':
      return flow.edges.some((wire) => sameWire(wire, edit.wire))
        ? flow
        : { ...flow, edges: [...flow.edges, edit.wire] };
    case 'remove-wire':
      return { ...flow, edges: flow.edges.filter((wire) => !sameWire(wire, edit.wire)) };
  }
};

export const applyEdits = (flow: Flow, edits: readonly FlowEdit[]): Flow => edits.reduce(applyEdit, flow);
