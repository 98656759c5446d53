import type { Reporting, StepContext } from '../../contract/context.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Nodes } from '../../contract/node.ts';
import type { Finding } from '../../contract/report.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import type { Table, Value } from '../../contract/values.ts';
import { loadValue } from '../cache/load-value.ts';
import type { CachedTable } from '../cache/save-amended.ts';
import { type Saved, saveValue } from '../cache/save-value.ts';
import { type StoredStep, storedVersion } from '../cache/stored-step.ts';
import type { Database } from '../database/database.ts';
import { type Stoppable, stoppable } from '../database/stoppable.ts';
import { flowFiles } from '../files/flow-files.ts';
import type { LearningServices } from '../learning/services.ts';
import { recordLooks } from '../ledger/test-looks.ts';
import type { PlannedStep } from '../plan/content-key.ts';
import { staleReason } from '../plan/stale-reason.ts';
import { type StepTables, stepTables } from '../tables/step-tables.ts';
import type { Workspace } from '../workspace.ts';
import { drawnFlow } from './drawn-flow.ts';
import type { EventQueue } from './event-queue.ts';
import { stepJournal } from './journal.ts';
import type { Limit } from './limits.ts';
import type { Outcome } from './outcome.ts';
import { type Arriving, bypassStep, runStep } from './run-step.ts';
import { stepFailure } from './step-failure.ts';
import { looksFindings, looksOf, withLooks, withTestRows } from './test-looks.ts';
import { withSources } from './with-sources.ts';

export interface RunSettings {
  readonly flow: Flow;
  readonly planned: readonly PlannedStep[];
  readonly place: FlowPlace;
  readonly nodes: Nodes;
  readonly database: Database;
  readonly services: LearningServices;
  readonly bundled: string;
  readonly workspace: Workspace;
  readonly events: EventQueue;
  readonly signal: AbortSignal;
  readonly reuse: boolean;
  /** One heavy training at a time; queries beside it. */
  readonly heavy: Limit;
  readonly light: Limit;
}

/** What arrives at a step; lists go by port, in the order of the wires. */
export interface Arrival {
  readonly arriving: Arriving;
  readonly summaries: Readonly<Record<string, readonly ValueSummary[]>>;
  /** Nodes, in the order of the wires. */
  readonly upstream: Readonly<Record<string, readonly string[]>>;
}

type Planned = PlannedStep & { readonly key: string; readonly parts: NonNullable<PlannedStep['parts']> };

/** Runs the steps of one run, or takes their results from the cache. */
export class StepRunner {
  readonly #run: RunSettings;
  /** Which handle lies behind a relation. */
  readonly #handles = new Map<string, string>();

  constructor(run: RunSettings) {
    this.#run = run;
  }

  async step(planned: Planned, arrival: Arrival): Promise<Outcome> {
    const { node } = planned;
    const definition = this.#run.nodes[node.type];
    const reused = (await this.#reused(planned)) ?? undefined;
    if (reused) return reused;
    const isHeavy = definition?.role === 'learner' || node.type.startsWith('tune.');
    return (isHeavy ? this.#run.heavy : this.#run.light).hold(async () => {
      if (this.#run.signal.aborted) return { ended: 'cancelled' };
      const last = await this.#run.workspace.last(node.id);
      const fresh = !this.#run.reuse || (definition?.role === 'node' && definition.writesFiles);
      const why = fresh ? ({ reason: 'always' } as const) : staleReason(last?.parts, planned.parts, arrival.upstream);
      this.#run.events.push({ event: 'node.started', node: node.id, why });
      return this.#guarded(planned, arrival);
    });
  }

  /** What a learner gives bears the title that it has now, whoever fitted it first. */
  #named<T extends Value | ValueSummary>(node: Planned['node'], value: T): T {
    if (this.#run.nodes[node.type]?.role !== 'learner' || node.bypassed) return value;
    const isNamed =
      value.kind === 'model' || value.kind === 'predictions' || (value.kind === 'learner' && 'name' in value);
    return isNamed ? { ...value, name: this.#title(node) } : value;
  }

  #title(node: Planned['node']): string {
    return this.#run.flow.nodes[node.id]?.title ?? this.#run.nodes[node.type]?.title ?? node.id;
  }

  /** As they were stored, with what changes from run to run: titles, and how often test rows were looked at. */
  async #summaries(node: Planned['node'], entry: StoredStep): Promise<Readonly<Record<string, ValueSummary>>> {
    const stored = Object.entries(entry.outputs).map(([port, { summary }]) => [port, this.#named(node, summary)]);
    return withLooks(this.#run.workspace.store, Object.fromEntries(stored));
  }

  async #reused({ node, key }: Planned): Promise<Outcome | undefined> {
    const definition = this.#run.nodes[node.type];
    if (!this.#run.reuse || (definition?.role === 'node' && definition.writesFiles && !node.bypassed)) return undefined;
    const entry = await this.#run.workspace.cache.read(key);
    if (!entry) return undefined;
    try {
      const outputs = await this.#load(node, key, entry);
      const summaries = await this.#summaries(node, entry);
      this.#run.events.push({
        event: 'node.reused',
        node: node.id,
        outputs: summaries,
        findings: [...entry.findings, ...looksFindings(summaries)],
        ms: entry.ms,
      });
      await this.#run.workspace.remember(node.id, { parts: entry.parts, ms: entry.ms });
      return { ended: 'done', reused: true, outputs, summaries };
    } catch {
      return undefined;
    }
  }

  async #load(node: Planned['node'], key: string, entry: StoredStep): Promise<Readonly<Record<string, Value>>> {
    const outputs: Record<string, Value> = {};
    for (const [port, { value }] of Object.entries(entry.outputs)) {
      const loaded = await loadValue(this.#run.workspace.cache, key, value);
      if (loaded.kind === 'table') this.#handles.set(loaded.relation, `${key}.${port}`);
      outputs[port] = this.#named(node, loaded);
    }
    return outputs;
  }

  async #guarded(planned: Planned, arrival: Arrival): Promise<Outcome> {
    const { signal, events } = this.#run;
    const node = planned.node.id;
    const startedAt = performance.now();
    const elapsed = () => Math.round(performance.now() - startedAt);
    try {
      const entry = await this.#executed(planned, arrival, elapsed);
      const outputs = await this.#load(planned.node, planned.key, entry);
      const summaries = await this.#summaries(planned.node, entry);
      for (const finding of looksFindings(summaries)) events.push({ event: 'node.finding', node, finding });
      events.push({ event: 'node.finished', node, outputs: summaries, ms: entry.ms });
      await this.#run.workspace.remember(node, { parts: planned.parts, ms: entry.ms });
      return { ended: 'done', reused: false, outputs, summaries };
    } catch (thrown) {
      if (signal.aborted) {
        events.push({ event: 'node.cancelled', node });
        return { ended: 'cancelled' };
      }
      const failure = stepFailure(node, thrown);
      events.push({ event: 'node.failed', node, failure, ms: elapsed() });
      return { ended: 'failed', failure };
    }
  }

  async #executed(planned: Planned, arrival: Arrival, elapsed: () => number): Promise<StoredStep> {
    const { arriving, summaries, upstream } = arrival;
    const { workspace, database, signal, nodes } = this.#run;
    const { node, key, parts } = planned;
    const cleaning = await database.connect();
    const connection = stoppable(cleaning, signal);
    const folder = await workspace.cache.begin();
    const tables = stepTables({ database, connection, cleaning, scratch: `${folder}/scratch` });
    const findings: Finding[] = [];
    try {
      const journal = await stepJournal(workspace.store, key);
      const definition = nodes[node.type];
      if (!definition) throw new Error(`unknown node type ${node.type}`);
      const outputs = node.bypassed
        ? bypassStep(definition, arriving)
        : await runStep({
            ...this.#ofStep(planned),
            definition,
            arriving,
            titles: this.#titles(upstream),
            connection,
            tables,
            journal,
            reporting: this.#reporting(node.id, findings),
          });
      signal.throwIfAborted();
      const saved: Record<string, Saved> = {};
      for (const [port, value] of Object.entries(outputs)) {
        const handle = `${key}.${port}`;
        const handleOf = (table: Table) =>
          this.#handles.get(table.relation) ?? (table.relation === relationOf(value) ? handle : undefined);
        const saving = { connection, nodes, folder, handleOf, cached: this.#cached, amended: tables.amended, signal };
        const { summary, ...rest } = await saveValue(saving, port, handle, value);
        saved[port] = { ...rest, summary: withSources(summary, summaries) };
      }
      const looks = await looksOf(connection, summariesOf(saved), arrival);
      for (const [port, one] of Object.entries(saved))
        saved[port] = { ...one, summary: withTestRows(one.summary, looks) };
      await tables.dispose();
      const step = { version: storedVersion, parts, outputs: saved, findings, ms: elapsed() };
      const entry = await workspace.cache.commit(key, folder, step);
      await journal.remove();
      await recordLooks(workspace.store, looks);
      return entry;
    } finally {
      const cleared = this.#clear(tables, connection, folder);
      if (signal.aborted) database.leave(cleared);
      else await cleared;
    }
  }

  readonly #cached = async (relation: string): Promise<CachedTable | undefined> => {
    const handle = this.#handles.get(relation);
    if (handle === undefined) return undefined;
    const dot = handle.indexOf('.');
    const [key, port] = [handle.slice(0, dot), handle.slice(dot + 1)];
    const { cache } = this.#run.workspace;
    const { value, summary } = (await cache.read(key))?.outputs[port] ?? {};
    return value?.kind === 'table' && summary
      ? { folder: cache.folderOf(key), hash: summary.hash, table: value }
      : undefined;
  };

  #titles(upstream: Arrival['upstream']): StepContext['titles'] {
    return Object.fromEntries(
      Object.entries(upstream).map(([port, ids]) => [port, ids.map((id) => this.#run.flow.nodes[id]?.title)]),
    );
  }

  async #clear(tables: StepTables, connection: Stoppable, folder: string): Promise<void> {
    await connection.idle();
    await tables.dispose().catch(() => undefined);
    connection.close();
    await this.#run.workspace.cache.abandon(folder);
  }

  #ofStep({ node, parts, kept }: Planned) {
    const { flow, nodes, services, place, bundled, signal, planned } = this.#run;
    return {
      flow: drawnFlow(flow, nodes, planned),
      id: node.id,
      type: node.type,
      title: this.#title(node),
      params: node.params,
      seed: parts.seed,
      kept,
      nodes,
      services,
      signal,
      files: flowFiles(place, bundled, planned.flatMap(filesRead)),
    };
  }

  #reporting(node: string, findings: Finding[]): Reporting {
    const { events } = this.#run;
    return {
      progress: (fraction, text = '') =>
        events.push({ event: 'node.progress', node, fraction: fraction ?? null, text }),
      metric: (series, step, value) => events.push({ event: 'node.metric', node, series, step, value }),
      log: (level, text) => events.push({ event: 'node.log', node, level, text }),
      finding: (finding) => {
        findings.push(finding);
        events.push({ event: 'node.finding', node, finding });
      },
    };
  }
}

/** Files that the settings of a step name. */
const filesRead = ({ node, parts }: PlannedStep): readonly string[] =>
  Object.keys(parts?.files ?? {}).map((name) => String(node.params[name]));

const summariesOf = (saved: Readonly<Record<string, Saved>>): Readonly<Record<string, ValueSummary>> =>
  Object.fromEntries(Object.entries(saved).map(([port, { summary }]) => [port, summary]));

const relationOf = (value: Value): string | undefined => (value.kind === 'table' ? value.relation : undefined);
