import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Nodes } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { checkAndPlan } from '../check/flow-check.ts';
import type { Inspections } from '../check/inspections.ts';
import type { ComputePool } from '../compute/compute-job.ts';
import type { Database } from '../database/database.ts';
import { recordFit } from '../ledger/ledger.ts';
import type { Workspace } from '../workspace.ts';
import { EventQueue } from './event-queue.ts';
import { runJournal } from './journal.ts';
import { Limit } from './limits.ts';
import { runFlow } from './run-flow.ts';

export interface RunsOptions {
  readonly nodes: Nodes;
  readonly database: Database;
  readonly bundled: string;
  readonly pool: ComputePool;
  readonly memoryBytes: number;
  readonly inspections: Inspections;
  workspaceOf(place: FlowPlace): Promise<Workspace>;
}

export interface RunRequest {
  readonly place: FlowPlace;
  readonly flow: Flow;
  readonly run: string;
  readonly only?: string | undefined;
  readonly reuse: boolean;
  readonly refetch: readonly string[];
}

/** Queries that may be under way at once. */
const lightSteps = 4;

/** The runs under way in this engine. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #open = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  readonly #heavy = new Limit(1);
  readonly #light = new Limit(lightSteps);

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** Runs a flow that nobody can edit any more; ends when the last event was handed on. */
  async run(request: RunRequest, emit: (events: readonly RunEvent[]) => void, signal: AbortSignal): Promise<void> {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(request.run)) throw fail('run.unknown', { values: { run: request.run } });
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    const ended = this.#started(request, emit, abort.signal);
    this.#open.set(request.run, { abort, ended });
    try {
      await ended;
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#open.delete(request.run);
    }
  }

  cancel(run: string): null {
    const found = this.#open.get(run);
    if (!found) throw fail('run.unknown', { values: { run } });
    found.abort.abort();
    return null;
  }

  async cancelAll(): Promise<void> {
    const open = [...this.#open.values()];
    for (const { abort } of open) abort.abort();
    await Promise.allSettled(open.map(({ ended }) => ended));
  }

  async #started(
    { place, flow, run, only, reuse, refetch }: RunRequest,
    emit: (events: readonly RunEvent[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { nodes, database, bundled, pool, memoryBytes, inspections } = this.#options;
    const workspace = await this.#options.workspaceOf(place);
    const replan = () => checkAndPlan({ flow, place, nodes, database, bundled, pool }, inspections, workspace);
    const events = new EventQueue(await runJournal(place.store, run), emit);
    const found = await this.#planned(replan(), signal);
    if (!found) return endUnplanned({ flow, run, events });
    const services = {
      nodes,
      database,
      pool,
      memoryBytes,
      recordFit: (fit: Parameters<typeof recordFit>[2]) => void recordFit(place.store, run, fit),
    };
    await runFlow({
      ...found,
      ...{ flow, place, nodes, database, services, bundled, workspace, events, signal, reuse, run, only },
      ...{ refetch, replan },
      heavy: this.#heavy,
      light: this.#light,
    });
  }

  /** Undefined where the signal came first: files may have to be looked at, which does not listen to it. */
  async #planned<T>(planning: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    let cancel = (): void => undefined;
    const cancelled = new Promise<undefined>((resolve) => {
      cancel = () => resolve(undefined);
      if (signal.aborted) cancel();
      else signal.addEventListener('abort', cancel, { once: true });
    });
    this.#options.database.leave(
      planning.then(
        () => undefined,
        () => undefined,
      ),
    );
    return Promise.race([planning, cancelled]).finally(() => signal.removeEventListener('abort', cancel));
  }
}

interface Unplanned extends Pick<RunRequest, 'flow' | 'run'> {
  readonly events: EventQueue;
}

/** The events of a run that was cancelled before it was known what it is to do. */
const endUnplanned = async ({ flow, run, events }: Unplanned): Promise<void> => {
  const nodes = Object.entries(flow.nodes).map(([node, { type }]) => ({ node, type }));
  events.push({ event: 'run.started', run, name: flow.name, nodes });
  events.push({ event: 'run.finished', status: 'cancelled', resultHash: null, ms: 0 });
  await events.drain();
};
