import type { CollectContext } from '../../../contract/context.ts';
import { Failure, fail } from '../../../contract/problem.ts';
import { networkFailure } from '../network-failure.ts';
import type { Credentials, Listen } from './listen.ts';
import { Records } from './records.ts';
import type { Timing } from './timing.ts';

export interface Window {
  readonly url: URL;
  readonly topic: string;
  readonly greeting: string;
  readonly credentials: Credentials | undefined;
  readonly withTopic: boolean;
  readonly rows: number;
  readonly seconds: number;
}

export interface Capturing {
  readonly listen: Listen;
  readonly timing: Timing;
  readonly backOff: (attempt: number) => number;
  /** Takes a line of NDJSON. */
  readonly keep: (line: string) => void;
  readonly ctx: Pick<CollectContext, 'signal' | 'progress' | 'metric' | 'log' | 'finding'>;
}

/** What a capture holds at most before it ends. */
const mostBytes = 200_000_000;
/** Attempts before a first connection, after which it is not tried again. */
const firstAttempts = 4;
const tellMs = 100;

/** Takes what is sent until there are enough rows, the time is over or the sender is done. */
export const capture = async (window: Window, capturing: Capturing): Promise<number> => {
  const { timing, ctx } = capturing;
  const full = new AbortController();
  const signal = AbortSignal.any([ctx.signal, full.signal]);
  const state = new Capture(window, capturing, () => full.abort());
  const over = timing.wait(window.seconds * 1000, signal).then(() => full.abort());
  try {
    await state.listen(signal);
  } finally {
    full.abort();
    await over;
  }
  ctx.signal.throwIfAborted();
  state.tell();
  if (state.rows === 0) {
    const { count, examples } = state.records.bad;
    if (count > 0)
      throw fail('data.bad-records', { values: { count, path: window.url.host, examples: examples.join('; ') } });
    throw fail('network.silent', { values: { address: window.url.host, seconds: window.seconds } });
  }
  state.report();
  return state.rows;
};

class Capture {
  readonly records: Records;
  readonly #window: Window;
  readonly #capturing: Capturing;
  readonly #full: () => void;
  readonly #start: number;
  #told = Number.NEGATIVE_INFINITY;
  #bytes = 0;
  #breaks = 0;
  #attempt = 0;
  #ended = false;
  rows = 0;

  constructor(window: Window, capturing: Capturing, full: () => void) {
    this.records = new Records(window.withTopic);
    this.#window = window;
    this.#capturing = capturing;
    this.#full = full;
    this.#start = capturing.timing.now();
  }

  /** Connects, and again whenever the connection breaks, until the signal says that it is enough. */
  async listen(signal: AbortSignal): Promise<void> {
    const { listen, timing, backOff, ctx } = this.#capturing;
    const message = (text: string, topic?: string): void => this.#take(text, topic);
    let everOpened = false;
    while (!signal.aborted) {
      let isOpen = false;
      const opened = (): void => {
        isOpen = true;
        this.tell();
      };
      try {
        await listen({ ...this.#window, signal, opened, message });
        return;
      } catch (thrown) {
        if (signal.aborted) return;
        everOpened ||= isOpen;
        const failure = thrown instanceof Failure ? thrown : networkFailure(this.#window.url.host, thrown);
        const hopeless = failure.code !== 'network.failed' || this.#attempt + 1 >= firstAttempts;
        if (!everOpened && hopeless) throw failure;
        if (isOpen) this.#breaks++;
        const ms = backOff(this.#attempt++);
        ctx.log('warning', `${failure.message} Trying again in ${(ms / 1000).toFixed(1)} s.`);
        await timing.wait(ms, signal);
      }
    }
  }

  #take(text: string, topic: string | undefined): void {
    if (this.#ended) return;
    // A sender that lets us in only to hang up has to wait longer each time.
    this.#attempt = 0;
    const { timing, keep } = this.#capturing;
    for (const line of this.records.lines(text, timing.now(), topic)) {
      if (this.#ended) return;
      keep(line);
      this.rows++;
      this.#bytes += line.length;
      this.#ended = this.rows >= this.#window.rows || this.#bytes >= mostBytes;
    }
    if (this.#ended) this.#full();
    else if (timing.now() - this.#told >= tellMs) this.tell();
  }

  /** The live row count. */
  tell(): void {
    const { timing, ctx } = this.#capturing;
    const { rows, seconds } = this.#window;
    this.#told = timing.now();
    const passed = (this.#told - this.#start) / 1000;
    const text = `${this.rows.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`;
    ctx.progress(Math.min(1, Math.max(this.rows / rows, passed / seconds)), text);
    ctx.metric('rows', passed, this.rows);
  }

  report(): void {
    const { ctx } = this.#capturing;
    const { host } = this.#window.url;
    const { count, examples } = this.records.bad;
    if (count > 0)
      ctx.finding({
        code: 'data.bad-records',
        severity: 'warning',
        message: `${count} messages from ${host} are no JSON objects and were left out.`,
        rows: count,
        examples,
      });
    if (this.records.renamed > 0)
      ctx.finding({
        code: 'data.renamed-column',
        severity: 'info',
        message: `${this.records.renamed} records have a field called as the arrival or the topic; it has “_sent” behind its name.`,
        rows: this.records.renamed,
      });
    if (this.#breaks > 0)
      ctx.finding({
        code: 'network.broken',
        severity: 'warning',
        message: `The connection to ${host} broke ${this.#breaks} times and was made again; what was sent meanwhile is missing.`,
        value: this.#breaks,
      });
    if (this.#bytes >= mostBytes)
      ctx.finding({
        code: 'data.limited',
        severity: 'warning',
        message: `The capture ended before its time because it holds ${mostBytes / 1_000_000} MB.`,
        limit: mostBytes,
      });
  }
}
