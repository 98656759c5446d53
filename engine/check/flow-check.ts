import type { FlowCheck, NodePlan } from '../../contract/api.ts';
import type { TableSummary } from '../../contract/run-event.ts';
import type { Shapes, TableShape } from '../../contract/shape.ts';
import { type PlannedStep, planSteps } from '../plan/content-key.ts';
import { staleReason } from '../plan/stale-reason.ts';
import type { Workspace } from '../workspace.ts';
import { type CheckedFlow, checkFlow } from './check-flow.ts';
import type { Inspections, Looking } from './inspections.ts';

export interface Checked {
  readonly checked: CheckedFlow;
  readonly planned: readonly PlannedStep[];
  /** Shapes of the tables of every node whose result is in the cache. */
  readonly known: ReadonlyMap<string, Shapes>;
}

/** Tables that the cache holds of each node, by port; nodes that are not in the cache are left out. */
const storedTables = async (
  workspace: Workspace,
  planned: readonly PlannedStep[],
): Promise<ReadonlyMap<string, Shapes>> => {
  const tables = await workspace.cache.tables(planned.flatMap(({ key }) => (key ? [key] : [])));
  const shapes = new Map<string, Shapes>();
  for (const { node, key } of planned) {
    const found = key && tables.get(key);
    if (found)
      shapes.set(node.id, Object.fromEntries(Object.entries(found).map(([port, one]) => [port, shapeOf(one)])));
  }
  return shapes;
};

const shapeOf = ({ columns, split, rows }: TableSummary): TableShape => ({ kind: 'table', columns, split, rows });

/** Checks a flow with what its sources hold, and gives each step its key. Results in the cache tell shapes exactly. */
export const checkAndPlan = async (
  looking: Looking,
  inspections: Inspections,
  workspace: Workspace,
): Promise<Checked> => {
  const looks = await inspections.look(looking);
  const options = { nodes: looking.nodes, inspected: ({ id }: { readonly id: string }) => looks.get(id) ?? {} };
  const first = checkFlow(looking.flow, options);
  const planned = await planSteps({ ...looking, checked: first });
  const known = await storedTables(workspace, planned);
  return { planned, known, checked: known.size > 0 ? checkFlow(looking.flow, { ...options, known }) : first };
};

const upstreamOf = (checked: CheckedFlow, id: string): Record<string, string[]> => {
  const upstream: Record<string, string[]> = {};
  for (const { from, to } of checked.wires)
    if (to.node === id) upstream[to.port] = [...(upstream[to.port] ?? []), from.node];
  return upstream;
};

const planOf = async (
  { checked, planned, known }: Checked,
  { nodes }: Looking,
  workspace: Workspace,
): Promise<readonly NodePlan[]> => {
  const plan: NodePlan[] = [];
  const byId = new Map(planned.map((step) => [step.node.id, step]));
  for (const { id, type, bypassed } of checked.nodes) {
    const step = byId.get(id);
    if (checked.blocked.has(id) || !step) {
      plan.push({ node: id, action: 'blocked' });
      continue;
    }
    const definition = nodes[type];
    const writes = definition?.role === 'node' && definition.writesFiles && !bypassed;
    if (!writes && known.has(id)) {
      plan.push({ node: id, action: 'reuse' });
      continue;
    }
    const last = await workspace.last(id);
    const why = writes
      ? ({ reason: 'always' } as const)
      : step.parts
        ? staleReason(last?.parts, step.parts, upstreamOf(checked, id))
        : undefined;
    plan.push({ node: id, action: 'run', ...(why ? { why } : {}), ...(last ? { expectedMs: last.ms } : {}) });
  }
  return plan;
};

/** Everything a window is told after an edit. */
export const flowCheck = async (
  looking: Looking,
  inspections: Inspections,
  workspace: Workspace,
): Promise<FlowCheck> => {
  const found = await checkAndPlan(looking, inspections, workspace);
  const { problems, shapes, inputs } = found.checked;
  return { problems, shapes, inputs, plan: await planOf(found, looking, workspace) };
};
