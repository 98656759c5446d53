import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { type Edge, endpointOf, endpointText, type Flow } from '../../contract/flow.ts';
import { fits } from '../../contract/ports.ts';
import { type Entries, portsOf } from './ports-of.ts';

interface Added {
  readonly id: string;
  readonly entry: CatalogueEntry;
}

/** The output that a wire brings to an input. */
const feederOf = (flow: Flow, node: string, port: string): string | undefined =>
  flow.edges.find(({ to }) => to === endpointText(node, port))?.from;

/**
 * Wires from a selected node to a node that is added behind it. Kinds must be equal; predictions go for a table only
 * where nothing is. Who takes a learner gets the table too that the learner is fitted on.
 */
const wiresBehind = (flow: Flow, entries: Entries, from: string, { id, entry }: Added): readonly Edge[] => {
  const outputs = Object.entries(portsOf(flow, entries, from).outputs);
  const inputs = Object.entries(entry.inputs);
  const wires = (exact: boolean): { readonly from: string; readonly port: string }[] =>
    inputs.flatMap(([port, { kind }]) => {
      const found = outputs.find(([, out]) => (exact ? out.kind === kind : fits(out.kind, kind)));
      return found ? [{ from: endpointText(from, found[0]), port }] : [];
    });
  const all = wires(true);
  const exact = all.filter(({ port }) => !all.some((other) => other.port === entry.inputs[port]?.instead));
  const chosen = exact.length > 0 ? exact : wires(false).slice(0, 1);
  const takesLearner = chosen.some(({ port }) => entry.inputs[port]?.kind === 'learner');
  const free = inputs.find(([port, { kind }]) => kind === 'table' && !chosen.some((wire) => wire.port === port))?.[0];
  const fitted = feederOf(flow, from, 'table');
  const table = takesLearner && free && fitted ? [{ from: fitted, port: free }] : [];
  return [...chosen, ...table].map(({ from: output, port }) => ({ from: output, to: endpointText(id, port) }));
};

/**
 * Wires of a learner that is added while a node is selected which takes several: to that node, and from the table that it
 * or the others are given.
 */
const wiresBefore = (flow: Flow, entries: Entries, to: string, { id, entry }: Added): readonly Edge[] => {
  if (entry.role !== 'learner') return [];
  const inputs = Object.entries(portsOf(flow, entries, to).inputs);
  const taking = inputs.find(([, { many, kind }]) => many && (kind === 'learner' || kind === 'predictions'));
  const given = taking && Object.entries(entry.outputs).find(([, { kind }]) => kind === taking[1].kind);
  if (!taking || !given) return [];
  const other = feederOf(flow, to, taking[0]);
  const table = feederOf(flow, to, 'table') ?? (other && feederOf(flow, endpointOf(other).node, 'table'));
  return [
    ...(table ? [{ from: table, to: endpointText(id, 'table') }] : []),
    { from: endpointText(id, given[0]), to: endpointText(to, taking[0]) },
  ];
};

/** A learner that is added while another one is selected gets the same table: nobody means to train on predictions. */
const wiresBeside = (flow: Flow, entries: Entries, other: string, { id, entry }: Added): readonly Edge[] => {
  const type = flow.nodes[other]?.type ?? '';
  const table = feederOf(flow, other, 'table');
  return entry.role === 'learner' && entries[type]?.role === 'learner' && table
    ? [{ from: table, to: endpointText(id, 'table') }]
    : [];
};

export interface AutoWires {
  readonly wires: readonly Edge[];
  /** Where the new node stands: before the selected one, in its column, or behind it. */
  readonly column: -1 | 0 | 1;
}

/** How a node that is added while another one is selected is wired to it. */
export const autoWires = (flow: Flow, entries: Entries, selected: string, added: Added): AutoWires => {
  const before = wiresBefore(flow, entries, selected, added);
  if (before.length > 0) return { wires: before, column: -1 };
  const beside = wiresBeside(flow, entries, selected, added);
  if (beside.length > 0) return { wires: beside, column: 0 };
  return { wires: wiresBehind(flow, entries, selected, added), column: 1 };
};
