import type { Nodes } from '../../contract/node.ts';
import { type FailureData, fail } from '../../contract/problem.ts';
import type { RunStatus, ValueSummary } from '../../contract/run-event.ts';
import type { CheckedFlow } from '../check/check-flow.ts';
import { upstreamOf } from '../check/order.ts';
import { collectSources } from '../collect/collect-sources.ts';
import { keepFlow } from '../ledger/flow-snapshots.ts';
import { recordRun } from '../ledger/ledger.ts';
import { pruneLedger } from '../ledger/prune-ledger.ts';
import { type DoneStep, type RunEnd, runRecord } from '../ledger/run-record.ts';
import type { PlannedStep } from '../plan/content-key.ts';
import { pruneJournals } from './journal.ts';
import type { Outcome } from './outcome.ts';
import { resultHash } from './result-hash.ts';
import type { Arriving } from './run-step.ts';
import { type RunSettings, StepRunner } from './step-runner.ts';

export interface FlowRun extends RunSettings {
  readonly run: string;
  readonly checked: CheckedFlow;
  /** Run only what leads to this node. */
  readonly only?: string | undefined;
  /** Sources that ask again though a copy of what they fetched is kept. */
  readonly refetch: readonly string[];
  /** Checks and plans anew, with what was fetched. */
  replan(): Promise<Pick<FlowRun, 'checked' | 'planned'>>;
  /** Sources that could not fetch. */
  readonly notFetched?: ReadonlyMap<string, FailureData>;
}

/** 10 GB of results, unless the host says otherwise. */
const defaultCacheBytes = 10e9;

type Outcomes = Record<string, Outcome>;
type EndStatus = Exclude<RunStatus, 'running'>;

const ownFailure = ({ checked, nodes, flow }: FlowRun, id: string): FailureData | undefined => {
  const found = checked.problems.find(({ node, severity }) => node === id && severity === 'error');
  if (found) return { code: found.code, message: found.message, hint: found.hint, where: { node: id } };
  const type = flow.nodes[id]?.type ?? '';
  return Object.hasOwn(nodes, type) ? undefined : toData(fail('flow.unknown-node', { node: id, values: { type } }));
};

const toData = ({ code, message, hint, where }: FailureData): FailureData => ({
  code,
  message,
  hint,
  ...(where ? { where } : {}),
});

const chosen = ({ flow, only, checked }: FlowRun): readonly string[] => {
  if (only !== undefined && !Object.hasOwn(flow.nodes, only))
    throw fail('run.unknown-node', { values: { node: only } });
  const wanted = only === undefined ? new Set(Object.keys(flow.nodes)) : upstreamOf(flow, only);
  const ordered = checked.nodes.map(({ id }) => id).filter((id) => wanted.has(id));
  const rest = [...wanted].filter((id) => Object.hasOwn(flow.nodes, id) && !ordered.includes(id)).sort();
  return [...ordered, ...rest];
};

/** Starts each step when what it is wired to has ended; steps that do not depend on each other run side by side. */
class FlowRunner {
  readonly #run: FlowRun;
  readonly #steps: StepRunner;
  readonly #ended = new Map<string, Promise<Outcome>>();
  readonly #planned: ReadonlyMap<string, PlannedStep>;

  constructor(run: FlowRun) {
    this.#run = run;
    this.#steps = new StepRunner(run);
    this.#planned = new Map(run.planned.map((step) => [step.node.id, step]));
  }

  async all(ids: readonly string[]): Promise<Outcomes> {
    for (const id of ids) this.#ended.set(id, this.#step(id));
    const outcomes: Outcomes = {};
    for (const [id, ended] of this.#ended) outcomes[id] = await ended;
    return outcomes;
  }

  async #step(id: string): Promise<Outcome> {
    const outcome = await this.#outcome(id);
    if (outcome.ended === 'skipped')
      this.#run.events.push({ event: 'node.skipped', node: id, because: outcome.because });
    return outcome;
  }

  async #outcome(id: string): Promise<Outcome> {
    const { checked, events, signal } = this.#run;
    const failure = ownFailure(this.#run, id) ?? this.#run.notFetched?.get(id) ?? this.#planned.get(id)?.failure;
    if (failure && signal.aborted) return { ended: 'cancelled' };
    if (failure) {
      events.push({ event: 'node.failed', node: id, failure, ms: 0 });
      return { ended: 'failed', failure };
    }
    const wires = checked.wires.filter(({ to }) => to.node === id);
    const arriving: Record<string, Arriving[string]> = {};
    const summaries: Record<string, ValueSummary[]> = {};
    const upstream: Record<string, string[]> = {};
    for (const { from, to } of wires) {
      const before = (await this.#ended.get(from.node)) ?? { ended: 'skipped', because: from.node };
      if (before.ended === 'cancelled') return before;
      if (before.ended === 'skipped') return before;
      const value = before.ended === 'done' ? before.outputs[from.port] : undefined;
      const summary = before.ended === 'done' ? before.summaries[from.port] : undefined;
      if (!value || !summary) return { ended: 'skipped', because: from.node };
      arriving[to.port] = [...(arriving[to.port] ?? []), value];
      summaries[to.port] = [...(summaries[to.port] ?? []), summary];
      upstream[to.port] = [...(upstream[to.port] ?? []), from.node];
    }
    if (signal.aborted) return { ended: 'cancelled' };
    const planned = this.#planned.get(id);
    if (!planned?.key || !planned.parts) return { ended: 'skipped', because: wires[0]?.from.node ?? id };
    return this.#steps.step({ ...planned, key: planned.key, parts: planned.parts }, { arriving, summaries, upstream });
  }
}

const gateFailed = (outcomes: Outcomes): boolean =>
  Object.values(outcomes).some(
    (outcome) =>
      outcome.ended === 'done' &&
      Object.values(outcome.summaries).some(
        (summary) => summary.kind === 'report' && summary.report.gate?.passed === false,
      ),
  );

const statusOf = (outcomes: Outcomes, signal: AbortSignal): EndStatus => {
  if (signal.aborted) return 'cancelled';
  if (Object.keys(outcomes).length === 0) return 'failed';
  if (Object.values(outcomes).some(({ ended }) => ended === 'failed')) return 'failed';
  return gateFailed(outcomes) ? 'checks-failed' : 'succeeded';
};

const hintOf = (outcomes: Outcomes, status: EndStatus): { readonly hint?: string } => {
  if (status === 'succeeded' || status === 'checks-failed') return {};
  const all = Object.values(outcomes);
  if (all.length === 0) return { hint: fail('flow.empty').message };
  const done = all.filter(({ ended }) => ended === 'done').length;
  return {
    hint: `${status === 'failed' ? 'Fix it and run' : 'Run'} again: ${done} of ${all.length} steps will be reused.`,
  };
};

const doneSteps = ({ checked }: FlowRun, outcomes: Outcomes): readonly DoneStep[] =>
  Object.entries(outcomes).flatMap(([node, outcome]) => {
    const isSource = !checked.wires.some(({ to }) => to.node === node);
    return outcome.ended === 'done' ? [{ node, isSource, reused: outcome.reused, summaries: outcome.summaries }] : [];
  });

const keysOf = (planned: readonly PlannedStep[]): ReadonlySet<string> =>
  new Set(planned.flatMap(({ key }) => (key ? [key] : [])));

/** Books that can't be kept, on a full disk for instance, cost no run its end. */
const noteRun = async (run: FlowRun, outcomes: Outcomes, end: Omit<RunEnd, 'run' | 'flow'>): Promise<void> => {
  const { workspace, planned, place, flow } = run;
  await workspace.cache.evict(keysOf(planned), place.cacheBytes ?? defaultCacheBytes);
  await pruneJournals(workspace.store);
  await workspace.save();
  const kept = await keepFlow(workspace.store, flow);
  await recordRun(workspace.store, runRecord({ ...end, run: run.run, flow: kept }, doneSteps(run, outcomes)));
  await pruneLedger(workspace.store);
};

/** The run as it is to be when every source has fetched what it needs. */
const withCollected = async (run: FlowRun, ids: readonly string[]): Promise<FlowRun> => {
  const steps = run.planned.filter(({ node }) => ids.includes(node.id) && !ownFailure(run, node.id));
  const { fetched, failures } = await collectSources({ ...run, steps });
  return { ...run, ...(fetched ? await run.replan() : {}), notFetched: failures };
};

/** Runs a flow to its end. Never throws for what a step did; the last event says how it went. */
export const runFlow = async (run: FlowRun): Promise<void> => {
  const { events, flow, signal, nodes } = run;
  const at = Date.now();
  const ids = chosen(run);
  events.push({
    event: 'run.started',
    run: run.run,
    name: flow.name,
    nodes: ids.map((node) => ({ node, type: flow.nodes[node]?.type ?? '' })),
  });
  const outcomes = await new FlowRunner(await withCollected(run, ids)).all(ids);
  const status = statusOf(outcomes, signal);
  const ms = Date.now() - at;
  await noteRun(run, outcomes, { status, ms, at }).catch(() => undefined);
  const hash =
    status === 'succeeded' || status === 'checks-failed' ? resultHash(pureOutcomes(outcomes, nodes, flow.nodes)) : null;
  events.push({ event: 'run.finished', status, resultHash: hash, ms, ...hintOf(outcomes, status) });
  await events.drain();
};

/** Nodes that write files tell where they wrote to, which is not part of the result. */
const pureOutcomes = (outcomes: Outcomes, nodes: Nodes, flowNodes: FlowRun['flow']['nodes']): Outcomes =>
  Object.fromEntries(
    Object.entries(outcomes).filter(([id]) => {
      const definition = nodes[flowNodes[id]?.type ?? ''];
      return !(definition?.role === 'node' && definition.writesFiles);
    }),
  );
