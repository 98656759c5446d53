import type { SourceContext } from '../../contract/context.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Nodes } from '../../contract/node.ts';
import { problem, toFailureData } from '../../contract/problem.ts';
import { accessProblem, collectRequest } from '../collect/collect-request.ts';
import type { ComputePool } from '../compute/compute-job.ts';
import type { Database } from '../database/database.ts';
import { flowFiles } from '../files/flow-files.ts';
import { type PlannedStep, planSteps } from '../plan/content-key.ts';
import { stepTables } from '../tables/step-tables.ts';
import type { CheckedNode, Inspection } from './check-flow.ts';
import { settingsOf } from './settings.ts';

export interface Looking {
  readonly flow: Flow;
  readonly place: FlowPlace;
  readonly nodes: Nodes;
  readonly database: Database;
  readonly bundled: string;
  readonly pool: ComputePool;
}

const silent = { progress: () => undefined, metric: () => undefined, log: () => undefined, finding: () => undefined };

/** How many looks are remembered, by the content key of their source. */
const remembered = 500;

const retryMs = 10_000;

/** Looks at the data of sources, once for each content key. */
export class Inspections {
  readonly #known = new Map<string, Promise<Inspection>>();

  /** What is known of each source of the flow, by node. */
  async look(looking: Looking): Promise<ReadonlyMap<string, Inspection>> {
    const planned = await planSteps({ ...looking, checked: { nodes: sourcesOf(looking), wires: [] } });
    const found = new Map<string, Inspection>();
    for (const step of planned) {
      const { node, key, failure } = step;
      const asked = askedAccess(looking, step);
      if (failure) found.set(node.id, { problem: asWarning(failure, node.id) });
      else if (key) found.set(node.id, { ...(await this.#once(key, step, looking)), ...asked });
      else if (asked) found.set(node.id, asked);
    }
    return found;
  }

  /** What could not be looked at may be there again soon. */
  async #fresh(key: string, node: PlannedStep, looking: Looking): Promise<Inspection> {
    const found = await inspect(node, looking);
    if (found.problem) setTimeout(() => this.#known.delete(key), retryMs).unref();
    return found;
  }

  #once(key: string, node: PlannedStep, looking: Looking): Promise<Inspection> {
    const known = this.#known.get(key) ?? this.#fresh(key, node, looking);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > remembered && oldest) this.#known.delete(oldest);
    return known;
  }
}

/** What a source still has to be allowed before it can fetch. */
const askedAccess = ({ nodes, place }: Looking, { node, kept }: PlannedStep): Inspection | undefined => {
  const request = collectRequest(nodes[node.type], node.params);
  const asks = request && (request.fresh || !kept) ? accessProblem(place, request, node.id) : undefined;
  return asks && { problem: asks };
};

const sourcesOf = ({ flow, nodes }: Looking): readonly CheckedNode[] =>
  Object.entries(flow.nodes).flatMap(([id, { type, version, enabled }]) => {
    const definition = nodes[type];
    if (definition?.role !== 'source' || version > definition.version || enabled === false) return [];
    const { params } = settingsOf(id, flow, definition);
    return params ? [{ id, type, params, bypassed: false }] : [];
  });

/** A source that can't be read fails when it runs, and leaves other branches alone; before that it is a warning. */
const asWarning = (failure: ReturnType<typeof toFailureData>, node: string) => ({
  ...problem(failure.code, { severity: 'warning', node }),
  message: failure.message,
  hint: failure.hint,
});

const inspect = async (
  { node, kept }: PlannedStep,
  { nodes, place, database, bundled, flow, pool }: Looking,
): Promise<Inspection> => {
  const definition = nodes[node.type];
  if (definition?.role !== 'source') return {};
  const connection = await database.connect();
  const tables = stepTables({ database, connection, scratch: `${place.store}/looks` });
  const { signal } = new AbortController();
  const seed = flow.nodes[node.id]?.seed ?? flow.seed;
  const context: SourceContext = {
    ...silent,
    ...(kept ? { kept: kept.folder } : {}),
    node: node.id,
    seed,
    signal,
    tables,
    files: flowFiles(place, bundled),
    work: (type, input) => pool.work({ type, input }, { signal, reporting: silent }),
  };
  try {
    return { shape: await definition.inspect(node.params as never, context) };
  } catch (thrown) {
    return { problem: asWarning(toFailureData(thrown), node.id) };
  } finally {
    await tables.dispose();
    connection.close();
  }
};
