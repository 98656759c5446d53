import type { CatalogueEntry } from '../../contract/catalogue.ts';
import { type Edge, endpointText, type Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import { fits } from '../../contract/ports.ts';
import { apply, currentFlow } from '../state/document.ts';
import { select, useSession } from '../state/session.ts';
import { autoWires } from './auto-wires.ts';
import { putWire } from './flow-commands.ts';
import { freeSpot, newId, newNode, snapped } from './new-node.ts';
import { type Entries, portsOf } from './ports-of.ts';
import { positionsOf } from './positions.ts';
import type { WireEnd } from './wiring.ts';

/** The wire that joins a new node to the loose end of a wire: the first port that fits, exact kinds first. */
export const wireToNew = (
  flow: Flow,
  entries: Entries,
  end: WireEnd,
  added: { readonly id: string; readonly entry: CatalogueEntry },
): Edge | undefined => {
  const kind = portsOf(flow, entries, end.node)[end.side === 'output' ? 'outputs' : 'inputs'][end.port]?.kind;
  if (!kind) return undefined;
  const { id, entry } = added;
  const theirs = Object.entries(end.side === 'output' ? entry.inputs : entry.outputs);
  const fitting = theirs.filter(([, port]) => (end.side === 'output' ? fits(kind, port.kind) : fits(port.kind, kind)));
  const [name] = fitting.find(([, port]) => port.kind === kind) ?? fitting[0] ?? [];
  if (name === undefined) return undefined;
  const [here, there] = [endpointText(end.node, end.port), endpointText(id, name)];
  return end.side === 'output' ? { from: here, to: there } : { from: there, to: here };
};

export interface Addition {
  readonly type: string;
  /** In the coordinates of the flow. Beside the selection where absent. */
  readonly at?: readonly [number, number];
  readonly end?: WireEnd;
  readonly params?: JsonObject;
  readonly centre?: readonly [number, number];
}

const place = (flow: Flow, addition: Addition, beside: string | undefined, column: number): [number, number] => {
  if (addition.at) return snapped(addition.at);
  const position = beside === undefined ? undefined : positionsOf(flow)[beside];
  if (position) return freeSpot(flow, [position[0] + 320 * column, position[1]]);
  const [x, y] = addition.centre ?? [0, 0];
  return freeSpot(flow, [x - 120, y - 60]);
};

/** Adds a node, wired to a loose end, or behind or before the one selected node, and selects it. Answers its id. */
export const addNode = (addition: Addition): string | undefined => {
  const { entries, selection } = useSession.getState();
  const entry = entries[addition.type];
  if (!entry) return undefined;
  const flow = currentFlow();
  const id = newId(flow.nodes, addition.type);
  const beside = !addition.at && selection.nodes.length === 1 ? selection.nodes[0] : undefined;
  const loose = addition.end ? wireToNew(flow, entries, addition.end, { id, entry }) : undefined;
  const auto = beside === undefined ? undefined : autoWires(flow, entries, beside, { id, entry });
  const wires = loose ? [loose] : (auto?.wires ?? []);
  const position = place(flow, addition, addition.end?.node ?? beside, loose ? 1 : (auto?.column ?? 1));
  apply(`Add ${entry.title}`, (draft) => {
    draft.nodes[id] = newNode(entry, addition.params) as never;
    draft.layout[id] = position;
    for (const wire of wires) putWire(draft, wire);
  });
  select([id]);
  return id;
};
