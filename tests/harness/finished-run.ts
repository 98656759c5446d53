import type { TablePage } from '../../contract/api.ts';
import type { EngineApi, FlowPlace } from '../../contract/engine-api.ts';
import type { Client } from '../../contract/link.ts';
import type { Metric, Report } from '../../contract/report.ts';
import type { NodeStatus, RunEvent, ValueSummary } from '../../contract/run-event.ts';
import { foldRun, type NodeRunState, type RunState } from '../../contract/run-state.ts';

/** A run that has ended, as its events tell it. */
export class FinishedRun {
  readonly events: readonly RunEvent[];
  readonly state: RunState;
  readonly #client: Client<EngineApi>;
  readonly #place: FlowPlace;

  constructor(events: readonly RunEvent[], client: Client<EngineApi>, place: FlowPlace) {
    const state = events.reduce<RunState | undefined>(foldRun, undefined);
    if (!state) throw new Error('the run sent no run.started');
    this.events = events;
    this.state = state;
    this.#client = client;
    this.#place = place;
  }

  get resultHash(): string | null {
    return this.state.resultHash ?? null;
  }

  node(id: string): NodeRunState {
    const node = this.state.nodes[id];
    if (!node) throw new Error(`the run has no node ${id}`);
    return node;
  }

  /** Ids of the nodes that ended so, sorted. */
  those(status: NodeStatus): readonly string[] {
    return Object.entries(this.state.nodes)
      .flatMap(([id, node]) => (node.status === status ? [id] : []))
      .sort();
  }

  outputs(id: string): Readonly<Record<string, ValueSummary>> {
    return this.node(id).outputs;
  }

  output(id: string, port: string): ValueSummary {
    const found = this.outputs(id)[port];
    if (!found) throw new Error(`${id} has no output ${port}: it ended ${this.node(id).status}`);
    return found;
  }

  report(id: string, port = 'report'): Report {
    const found = this.output(id, port);
    if (found.kind !== 'report') throw new Error(`${id}.${port} is a ${found.kind}`);
    return found.report;
  }

  metric(id: string, name: string, part = 'test'): Metric {
    const found = this.report(id).metrics.find((metric) => metric.name === name && metric.part === part);
    if (!found) throw new Error(`${id} reports no ${name} on ${part}`);
    return found;
  }

  page(
    id: string,
    port = 'table',
    options: { readonly offset?: number; readonly limit?: number } = {},
  ): Promise<TablePage> {
    return this.#client.call('engine.page', { place: this.#place, handle: this.output(id, port).handle, ...options });
  }
}
