import { randomUUID } from 'node:crypto';
import type { EngineApi, FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Client } from '../../contract/link.ts';
import { fail } from '../../contract/problem.ts';
import type { RunEvent } from '../../contract/run-event.ts';

interface LatestRun {
  readonly run: string;
  readonly abort: AbortController;
  readonly events: RunEvent[];
}

type Watcher = (events: readonly RunEvent[]) => void;

export interface StartRun {
  readonly place: FlowPlace;
  readonly flow: Flow;
  readonly target?: string | undefined;
  readonly fresh: boolean;
}

/** Older points of a live curve are of no use to a window that comes late. */
const keptEvents = 20_000;

/** Owns the runs of the documents: the events of each one's latest run stay here, whatever becomes of window and engine. */
export class DocumentRuns {
  readonly #engine: () => Promise<Client<EngineApi>>;
  readonly #latest = new Map<string, LatestRun>();
  readonly #watchers = new Map<string, Set<Watcher>>();

  constructor(engine: () => Promise<Client<EngineApi>>) {
    this.#engine = engine;
  }

  async start(document: string, { place, flow, target, fresh }: StartRun): Promise<{ readonly run: string }> {
    const engine = await this.#engine();
    this.#latest.get(document)?.abort.abort();
    const latest: LatestRun = { run: randomUUID(), abort: new AbortController(), events: [] };
    this.#latest.set(document, latest);
    const request = { place, flow, run: latest.run, reuse: !fresh, ...(target ? { only: target } : {}) };
    const take = (events: readonly RunEvent[]): void => this.#take(document, latest, events);
    engine.stream('engine.run', request, take).then(
      () => this.#ensureEnd(document, latest),
      (thrown: unknown) => this.#ensureEnd(document, latest, thrown instanceof Error ? thrown.message : String(thrown)),
    );
    return { run: latest.run };
  }

  async cancel(document: string, run: string): Promise<null> {
    const latest = this.#latest.get(document);
    if (latest?.run !== run) throw fail('run.unknown', { values: { run } });
    if (!hasEnded(latest)) await (await this.#engine()).call('engine.cancel', { run });
    return null;
  }

  /** Sends what the watcher has not seen of the latest run, then everything that comes, until `signal`. */
  watch(
    document: string,
    seen: { readonly run?: string | undefined; readonly after: number },
    emit: Watcher,
    signal: AbortSignal,
  ): Promise<void> {
    const latest = this.#latest.get(document);
    const after = latest && seen.run === latest.run ? seen.after : -1;
    const missed = latest?.events.filter(({ seq }) => seq > after) ?? [];
    if (missed.length > 0) emit(missed);
    const watchers = this.#watchers.get(document) ?? new Set();
    this.#watchers.set(document, watchers.add(emit));
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        watchers.delete(emit);
        resolve();
      });
    });
  }

  isRunning(document: string): boolean {
    const latest = this.#latest.get(document);
    return latest !== undefined && !hasEnded(latest);
  }

  #take(document: string, latest: LatestRun, events: readonly RunEvent[]): void {
    if (this.#latest.get(document) !== latest) return;
    latest.events.push(...events);
    if (latest.events.length > keptEvents) dropOldPoints(latest.events);
    for (const watcher of this.#watchers.get(document) ?? []) watcher(events);
  }

  /** A run whose engine is gone ends all the same, and says how to go on. */
  #ensureEnd(document: string, latest: LatestRun, reason?: string): void {
    if (hasEnded(latest)) return;
    const first = latest.events[0];
    const seq = (latest.events.at(-1)?.seq ?? -1) + 1;
    const at = Date.now();
    const hint = `${reason ?? 'The engine stopped.'} Run again: finished steps are reused.`;
    const start: RunEvent[] = first ? [] : [{ event: 'run.started', seq, at, run: latest.run, name: '', nodes: [] }];
    const end: RunEvent = {
      event: 'run.finished',
      seq: seq + start.length,
      at,
      status: 'crashed',
      resultHash: null,
      ms: at - (first?.at ?? at),
      hint,
    };
    this.#take(document, latest, [...start, end]);
  }
}

const hasEnded = ({ events }: LatestRun): boolean => events.at(-1)?.event === 'run.finished';

const dropOldPoints = (events: RunEvent[]): void => {
  const kept = events.filter(
    (event, index) => event.event !== 'node.metric' || index >= events.length / 2 || index % 2 === 0,
  );
  events.splice(0, events.length, ...kept);
};
