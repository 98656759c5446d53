import type { RunEvent } from '../../contract/run-event.ts';

type WithoutPlace<E> = E extends RunEvent ? Omit<E, 'seq' | 'at'> : never;
/** An event before it has its number and its time. */
export type FreshEvent = WithoutPlace<RunEvent>;

/** Events wait this long for others to go with. */
const flushMs = 16;

/** At most 20 points a second and series cross to the window. */
const seriesMs = 50;

const ends: ReadonlySet<string> = new Set(['node.finished', 'node.failed', 'node.cancelled']);

/** Later progress, and later points of one series, stand for those before them in the same batch. */
const replaces = (event: FreshEvent): string | undefined => {
  if (event.event === 'node.progress') return `${event.node} progress`;
  if (event.event === 'node.metric') return `${event.node} ${event.series}`;
  return undefined;
};

const thinned = (events: readonly FreshEvent[]): readonly FreshEvent[] => {
  const last = new Map<string, FreshEvent>();
  for (const event of events) {
    const key = replaces(event);
    if (key) last.set(key, event);
  }
  return events.filter((event) => {
    const key = replaces(event);
    return !key || last.get(key) === event;
  });
};

/** Collects events for a moment, thins them out, numbers them, and hands them on in batches: journal first, then the listener. */
export class EventQueue {
  readonly #journal: (events: readonly RunEvent[]) => Promise<void>;
  readonly #emit: (events: readonly RunEvent[]) => void;
  #waiting: FreshEvent[] = [];
  /** When a series, or a node's progress, was last handed on. */
  readonly #sentAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #seq = 0;
  #written: Promise<void> = Promise.resolve();

  constructor(journal: (events: readonly RunEvent[]) => Promise<void>, emit: (events: readonly RunEvent[]) => void) {
    this.#journal = journal;
    this.#emit = emit;
  }

  push(event: FreshEvent): void {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.#flush(), flushMs);
  }

  /** Everything is written and handed on when this resolves. */
  async drain(): Promise<void> {
    this.#flush();
    await this.#written;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = thinned(this.#waiting);
    const due = this.#due(waiting, performance.now());
    const goes = new Set(due);
    this.#waiting = waiting.filter((event) => !goes.has(event));
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#flush(), flushMs);
    if (due.length === 0) return;
    const at = Date.now();
    const batch = due.map((event) => ({ ...event, seq: this.#seq++, at }) as RunEvent);
    this.#written = this.#written.then(async () => {
      // A full disk costs the journal, not the run, nor the listener its events.
      await this.#journal(batch).catch(() => undefined);
      this.#emit(batch);
    });
  }

  /** What goes now. A point of a series that has just sent one waits, but never beyond the end of its node. */
  #due(events: readonly FreshEvent[], now: number): readonly FreshEvent[] {
    const ended = new Set(events.flatMap((event) => (ends.has(event.event) && 'node' in event ? [event.node] : [])));
    const isOver = events.some(({ event }) => event === 'run.finished');
    return events.filter((event) => {
      const key = replaces(event);
      if (!key || !('node' in event)) return true;
      const waits = now - (this.#sentAt.get(key) ?? Number.NEGATIVE_INFINITY) < seriesMs;
      if (waits && !isOver && !ended.has(event.node)) return false;
      this.#sentAt.set(key, now);
      return true;
    });
  }
}
