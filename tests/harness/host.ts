import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { api, type HostNews, type MillraceApi } from '../../contract/api.ts';
import type { Flow } from '../../contract/flow.ts';
import { type Client, connect, memoryLink, serve } from '../../contract/link.ts';
import type { RunEvent } from '../../contract/run-event.ts';
import { foldRun, type RunState } from '../../contract/run-state.ts';
import type { EngineProcess } from '../../engine/host/engine-process.ts';
import { createHost, type Host } from '../../engine/host/host.ts';
import type { HostOptions } from '../../engine/host/host-options.ts';

const root = resolve(import.meta.dirname, '../..');
const programs = resolve(root, 'dist', process.env['MILLRACE_PROGRAMS'] ?? 'programs');

/** Values that come one by one, and whoever waits for one of them. */
export class Arrivals<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  add(value: T): void {
    this.all.push(value);
    for (const look of [...this.#waiting]) look();
  }

  /** The first value that fits, come or to come, from `start` on. */
  until(fits: (value: T) => boolean, start = 0): Promise<T> {
    return new Promise((done) => {
      const look = (): void => {
        const found = this.all.slice(start).find(fits);
        if (found === undefined) return;
        this.#waiting.delete(look);
        done(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** What a window does, without a window. */
export class TestWindow {
  readonly client: Client<MillraceApi>;
  readonly news = new Arrivals<HostNews>();
  readonly #stop: () => void;
  readonly #gone = new AbortController();

  constructor(host: Host) {
    const [near, far] = memoryLink();
    this.#stop = serve(far, api, host.handlers);
    this.client = connect(near, api);
    void this.client.stream('host.watch', {}, (news) => this.news.add(news), this.#gone.signal);
  }

  /** Follows the runs of a document from the start, or behind what was seen. */
  watch(document: string, seen: { readonly run?: string; readonly after?: number } = {}): Arrivals<RunEvent> {
    const events = new Arrivals<RunEvent>();
    const take = (batch: readonly RunEvent[]): void => {
      for (const event of batch) events.add(event);
    };
    void this.client.stream('run.watch', { document, ...seen }, take, this.#gone.signal);
    return events;
  }

  /** Runs to the end, and folds what came. */
  async run(document: string, flow: Flow): Promise<RunState> {
    const events = this.watch(document);
    const { run } = await this.client.call('run.start', { document, flow });
    const isStart = (event: RunEvent): boolean => event.event === 'run.started' && event.run === run;
    await events.until(isStart);
    const start = events.all.findIndex(isStart);
    await events.until(({ event }) => event === 'run.finished', start);
    return stateOf(events.all.slice(start));
  }

  /** As a page does that is closed or reloaded. */
  close(): void {
    this.#gone.abort();
    this.#stop();
  }
}

export const stateOf = (events: readonly RunEvent[]): RunState => {
  const state = events.reduce<RunState | undefined>(foldRun, undefined);
  if (!state) throw new Error('no run.started among the events');
  return state;
};

export interface TestHost {
  readonly host: Host;
  /** The user's folder for flows. */
  readonly workspace: string;
  readonly home: string;
  /** Engine processes started so far, the newest last. */
  readonly engines: readonly ChildProcess[];
  window(): TestWindow;
  /** Ends the host and starts another one on the same folders, as after a crash of the app. */
  again(): Promise<TestHost>;
  close(): Promise<void>;
}

const forkEngine = (started: ChildProcess[]): EngineProcess => {
  const child = fork(join(programs, 'cli/engine-process.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  started.push(child);
  return {
    link: {
      post: (message) => {
        if (child.connected) child.send(message as object);
      },
      onMessage: (listener) => {
        child.on('message', listener);
        return () => child.off('message', listener);
      },
    },
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
};

/** The real host over a real engine process, in folders of its own. */
export const openHost = async (
  options: Partial<HostOptions> = {},
  folder: string | undefined = undefined,
): Promise<TestHost> => {
  const base = folder ?? (await mkdtemp(join(tmpdir(), 'millrace-host-')));
  const [workspace, home] = [join(base, 'flows'), join(base, 'home')];
  const engines: ChildProcess[] = [];
  const windows: TestWindow[] = [];
  const host = createHost({
    description: { version: '0.0.0', host: 'browser', platform: process.platform },
    spawnEngine: () => forkEngine(engines),
    home,
    workspace,
    resources: join(root, 'resources'),
    ...options,
  });
  const end = async (): Promise<void> => {
    for (const window of windows) window.close();
    await host.close();
  };
  return {
    host,
    workspace,
    home,
    engines,
    window: () => {
      const window = new TestWindow(host);
      windows.push(window);
      return window;
    },
    again: async () => {
      await end();
      return openHost(options, base);
    },
    close: async () => {
      await end();
      await rm(base, { recursive: true, force: true });
    },
  };
};
