import { endpointOf, type Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Nodes } from '../../contract/node.ts';
import { type Problem, problem } from '../../contract/problem.ts';
import type { Shape, Shapes, TableShape } from '../../contract/shape.ts';
import { insertSplit, wireFreeInput } from './fixes.ts';
import { leakProblems, otherSplitProblems } from './leaks.ts';
import { learnerProblems } from './learner-problems.ts';
import { loopsOf, orderOf } from './order.ts';
import { settingsOf } from './settings.ts';
import { type ArrivingShapes, asTableShape, bypassed, shapeOf } from './shapes.ts';
import { examineWires, type GoodWire, wiresTo } from './wiring.ts';

/** A node that is known and whose settings are valid. */
export interface CheckedNode {
  readonly id: string;
  readonly type: string;
  readonly params: JsonObject;
  readonly bypassed: boolean;
}

export interface CheckedFlow {
  readonly problems: readonly Problem[];
  /** Nodes in running order, those with errors of their own included where their settings are valid. */
  readonly nodes: readonly CheckedNode[];
  readonly wires: readonly GoodWire[];
  readonly shapes: Readonly<Record<string, Shapes>>;
  readonly inputs: Readonly<Record<string, Readonly<Record<string, TableShape>>>>;
  /** Nodes with an error, or behind one: they can't run. */
  readonly blocked: ReadonlySet<string>;
}

/** What a look at a source's data has found, or why it found nothing. */
export interface Inspection {
  readonly shape?: TableShape;
  readonly problem?: Problem;
}

export interface CheckOptions {
  readonly nodes: Nodes;
  /** What is known of a source's data: of an earlier look, or of the last run. */
  readonly inspected: (node: CheckedNode) => Inspection;
  /** Exact shapes of tables that lie in the cache, by node. */
  readonly known?: ReadonlyMap<string, Shapes>;
}

interface Pass {
  readonly flow: Flow;
  readonly options: CheckOptions;
  /** Good wires by the node they lead to. */
  readonly wires: ReadonlyMap<string, readonly GoodWire[]>;
  readonly shapes: Record<string, Shapes>;
  readonly problems: Problem[];
}

const typeProblems = (flow: Flow, nodes: Nodes): readonly Problem[] =>
  Object.entries(flow.nodes).flatMap(([node, { type, version }]) => {
    const definition = nodes[type];
    if (!definition) return [problem('flow.unknown-node', { node, values: { type } })];
    return version > definition.version ? [problem('flow.newer-node', { node, values: { type, version } })] : [];
  });

const loopProblems = (flow: Flow, looped: readonly string[]): readonly Problem[] =>
  loopsOf(flow, looped).map((loop) => {
    const within = flow.edges.filter(
      ({ from, to }) => loop.includes(endpointOf(from).node) && loop.includes(endpointOf(to).node),
    );
    const newest = within.at(-1);
    const fix = newest && {
      label: 'Remove the newest of its wires',
      edits: [{ edit: 'remove-wire', wire: newest } as const],
    };
    return problem('flow.cycle', {
      node: loop[0] ?? '',
      values: { nodes: loop.join(', ') },
      ...(fix ? { fix } : {}),
    });
  });

const arrivingAt = ({ wires, shapes }: Pass, id: string): ArrivingShapes => {
  const arriving: Record<string, Shape[]> = {};
  for (const { from, to } of wires.get(id) ?? []) {
    const shape = shapes[from.node]?.[from.port];
    if (shape) arriving[to.port] = [...(arriving[to.port] ?? []), shape];
  }
  return arriving;
};

const freeInputs = ({ flow, options, wires }: Pass, id: string): readonly Problem[] =>
  Object.entries(options.nodes[flow.nodes[id]?.type ?? '']?.inputs ?? {}).flatMap(([port, { optional, kind }]) => {
    if (optional || wires.get(id)?.some(({ to }) => to.port === port)) return [];
    const fix = wireFreeInput(flow, options.nodes, { node: id, port, kind });
    return [problem('flow.missing-input', { node: id, port, ...(fix ? { fix } : {}) })];
  });

/** A bypassed node hands on a table where it gets one, and nothing else. */
const bypassedInputs = ({ flow, wires, shapes }: Pass, id: string): readonly Problem[] =>
  (wires.get(id) ?? []).flatMap(({ from, to }) => {
    const source = flow.nodes[from.node];
    if (source?.enabled !== false || !shapes[from.node] || shapes[from.node]?.[from.port]) return [];
    return [problem('flow.bypassed-input', { node: id, port: to.port })];
  });

const learnerIssues = (pass: Pass, node: CheckedNode, arriving: ArrivingShapes): readonly Problem[] => {
  const definition = pass.options.nodes[node.type];
  const table = asTableShape(arriving['table']?.[0]);
  if (definition?.role !== 'learner' || !table) return [];
  const wire = pass.wires.get(node.id)?.find(({ to }) => to.port === 'table')?.wire;
  return learnerProblems(table, {
    node: node.id,
    title: pass.flow.nodes[node.id]?.title ?? definition.title,
    definition,
    useAllRows: node.params['useAllRows'] === true,
    features: (node.params['features'] ?? []) as readonly string[],
    splitFix: wire && insertSplit(pass.flow, pass.options.nodes, wire),
  });
};

/** Finds everything about one node, given that its inputs have been looked at. */
const visit = (pass: Pass, id: string): CheckedNode | undefined => {
  const node = pass.flow.nodes[id];
  const definition = pass.options.nodes[node?.type ?? ''];
  if (!node || !definition || node.version > definition.version) return undefined;
  pass.problems.push(...freeInputs(pass, id));
  const settings = settingsOf(id, pass.flow, definition);
  pass.problems.push(...settings.problems);
  if (!settings.params) return undefined;
  const checked = { id, type: node.type, params: settings.params, bypassed: node.enabled === false };
  const arriving = arrivingAt(pass, id);
  if (!checked.bypassed) pass.problems.push(...bypassedInputs(pass, id));
  if (checked.bypassed) {
    pass.shapes[id] = bypassed(definition, arriving);
    return checked;
  }
  const look = definition.role === 'source' ? pass.options.inspected(checked) : {};
  const request = { type: node.type, definition, params: settings.params, arriving, inspected: look.shape };
  const { outputs, problems } = shapeOf(request);
  pass.shapes[id] = { ...outputs, ...pass.options.known?.get(id) };
  const own = look.problem ? [...problems, look.problem] : problems;
  pass.problems.push(...own.map((one) => ({ ...one, node: id })), ...learnerIssues(pass, checked, arriving));
  return checked;
};

const inputShapes = (pass: Pass, ids: readonly string[]): CheckedFlow['inputs'] =>
  Object.fromEntries(
    ids.map((id) => [
      id,
      Object.fromEntries(
        Object.entries(arrivingAt(pass, id)).flatMap(([port, shapes]) => {
          const table = asTableShape(shapes[0]);
          return table ? [[port, table]] : [];
        }),
      ),
    ]),
  );

const blockedBy = (
  flow: Flow,
  problems: readonly Problem[],
  order: readonly string[],
  looped: readonly string[],
): ReadonlySet<string> => {
  const blocked = new Set<string>(looped);
  for (const { node, severity } of problems) if (node && severity === 'error') blocked.add(node);
  const before = new Map<string, string[]>();
  for (const { from, to } of flow.edges) {
    const { node } = endpointOf(to);
    before.set(node, [...(before.get(node) ?? []), endpointOf(from).node]);
  }
  for (const id of order) if (before.get(id)?.some((other) => blocked.has(other))) blocked.add(id);
  return blocked;
};

/** Everything that can be said of a flow before it runs. Pure: the same flow and the same looks give the same answer. */
export const checkFlow = (flow: Flow, options: CheckOptions): CheckedFlow => {
  const wiring = examineWires(flow, options.nodes);
  const { sorted, looped } = orderOf(flow);
  const pass: Pass = {
    flow,
    options,
    wires: wiresTo(wiring.good),
    shapes: {},
    problems: [...typeProblems(flow, options.nodes), ...wiring.problems],
  };
  if (Object.keys(flow.nodes).length === 0) pass.problems.push(problem('flow.empty'));
  pass.problems.push(...loopProblems(flow, looped));
  const nodes = sorted.map((id) => visit(pass, id)).filter((node) => node !== undefined);
  pass.problems.push(...leakProblems(flow, options.nodes, wiring.good));
  pass.problems.push(...otherSplitProblems(flow, options.nodes, wiring.good));
  return {
    problems: pass.problems,
    nodes,
    wires: wiring.good,
    shapes: pass.shapes,
    inputs: inputShapes(pass, sorted),
    blocked: blockedBy(flow, pass.problems, sorted, looped),
  };
};
