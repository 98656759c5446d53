import type { FlowCheck, NodePlan } from '../../contract/api.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import type { Shapes } from '../../contract/shape.ts';
import { type PlannedStep, planSteps } from '../plan/content-key.ts';
import { staleReason } from '../plan/stale-reason.ts';
import type { Workspace } from '../workspace.ts';
import { type CheckedFlow, checkFlow } from './check-flow.ts';
import type { Inspections, Looking } from './inspections.ts';

export interface Checked {
  readonly checked: CheckedFlow;
  readonly planned: readonly PlannedStep[];
}

const actualShapes = (summaries: Readonly<Record<string, ValueSummary>>): Shapes =>
  Object.fromEntries(
    Object.entries(summaries).flatMap(([port, summary]): [string, Shapes[string]][] => {
      if (summary.kind !== 'table') return [];
      const { columns, split, rows } = summary;
      return [[port, { kind: 'table', columns, split, rows }]];
    }),
  );

const cachedShapes = async (
  workspace: Workspace,
  planned: readonly PlannedStep[],
): Promise<ReadonlyMap<string, Shapes>> => {
  const known = new Map<string, Shapes>();
  for (const { node, key } of planned) {
    const entry = key && (await workspace.cache.read(key));
    if (!entry) continue;
    known.set(
      node.id,
      actualShapes(Object.fromEntries(Object.entries(entry.outputs).map(([port, { summary }]) => [port, summary]))),
    );
  }
  return known;
};

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
  const known = await cachedShapes(workspace, planned);
  return { planned, checked: known.size > 0 ? checkFlow(looking.flow, { ...options, known }) : first };
};

const upstreamOf = (checked: CheckedFlow, id: string): Record<string, string[]> => {
  const upstream: Record<string, string[]> = {};
  for (const { from, to } of checked.wires)
    if (to.node === id) upstream[to.port] = [...(upstream[to.port] ?? []), from.node];
  return upstream;
};

const planOf = async (
  { checked, planned }: Checked,
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
    if (step.key && !writes && (await workspace.cache.read(step.key))) {
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
