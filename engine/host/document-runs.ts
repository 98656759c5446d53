import { randomUUID } from 'node:crypto';
import type { EngineApi, FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import type { Client } from '../../contract/link.ts';
import { type FailureData, fail, toFailureData } from '../../contract/problem.ts';
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
  readonly refetch: readonly string[];
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

  async start(document: string, { place, flow, target, fresh, refetch }: StartRun): Promise<{ readonly run: string }> {
    const engine = await this.#engine();
    this.#latest.get(document)?.abort.abort();
    const latest: LatestRun = { run: randomUUID(), abort: new AbortController(), events: [] };
    this.#latest.set(document, latest);
    const request = {
      place,
      flow,
      run: latest.run,
      reuse: !fresh,
      refetch: [...refetch],
      ...(target ? { only: target } : {}),
    };
    const take = (events: readonly RunEvent[]): void => this.#take(latest, events);
    engine.stream('engine.run', request, take, latest.abort.signal).then(
      () => this.#ensureEnd(latest),
      (thrown: unknown) => this.#ensureEnd(latest, toFailureData(thrown)),
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

  /** The same file was opened again: its latest run is shown there too, and goes on. */
  adopt(document: string, from: string): void {
    const latest = this.#latest.get(from);
    if (latest) this.#latest.set(document, latest);
  }

  #take(latest: LatestRun, events: readonly RunEvent[]): void {
    const shownIn = [...this.#latest].flatMap(([document, shown]) => (shown === latest ? [document] : []));
    if (shownIn.length === 0) return;
    latest.events.push(...events);
    if (latest.events.length > keptEvents) dropOldPoints(latest.events);
    for (const document of shownIn) for (const watcher of this.#watchers.get(document) ?? []) watcher(events);
  }

  /** A run whose engine is gone ends all the same, and says how to go on. */
  #ensureEnd(latest: LatestRun, failure: FailureData = toFailureData(fail('internal.engine-stopped'))): void {
    if (hasEnded(latest)) return;
    const first = latest.events[0];
    const seq = (latest.events.at(-1)?.seq ?? -1) + 1;
    const at = Date.now();
    const start: RunEvent[] = first ? [] : [{ event: 'run.started', seq, at, run: latest.run, name: '', nodes: [] }];
    const end: RunEvent = {
      event: 'run.finished',
      seq: seq + start.length,
      at,
      status: failure.code === 'internal.engine-stopped' ? 'crashed' : 'failed',
      resultHash: null,
      ms: at - (first?.at ?? at),
      hint: `${failure.message} ${failure.hint}`,
    };
    this.#take(latest, [...start, end]);
  }
}

const hasEnded = ({ events }: LatestRun): boolean => events.at(-1)?.event === 'run.finished';

const dropOldPoints = (events: RunEvent[]): void => {
  const kept = events.filter(
    (event, index) => event.event !== 'node.metric' || index >= events.length / 2 || index % 2 === 0,
  );
  events.splice(0, events.length, ...kept);
};
