import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FlowCheck } from '../../contract/api.ts';
import { type EngineApi, engineApi, type FlowPlace } from '../../contract/engine-api.ts';
import type { Flow } from '../../contract/flow.ts';
import { type Client, connect, memoryLink, serve } from '../../contract/link.ts';
import type { Nodes } from '../../contract/node.ts';
import type { RunEvent, RunStatus } from '../../contract/run-event.ts';
import { createEngine } from '../../engine/engine.ts';
import { nodes as allNodes } from '../../nodes/index.ts';
import { FinishedRun } from './finished-run.ts';

const root = resolve(import.meta.dirname, '../..');
const programs = process.env['MILLRACE_PROGRAMS'] ?? 'programs';

export const computeWorker: URL = pathToFileURL(join(root, 'dist', programs, 'engine/compute-worker.js'));
export const resources = join(root, 'resources');

export interface EngineSetup {
  /** Nodes beside the real ones, or instead of them. */
  readonly nodes?: Nodes;
  readonly workers?: number;
  readonly threads?: number;
  readonly memoryBytes?: number;
}

interface RunOptions {
  readonly only?: string;
  readonly reuse?: boolean;
  readonly refetch?: readonly string[];
}

/** A run under way. */
class Run {
  readonly id: string;
  readonly #flow: OpenFlow;
  readonly #events: RunEvent[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #ended: Promise<void>;

  constructor(flow: OpenFlow, id: string, options: RunOptions) {
    this.id = id;
    this.#flow = flow;
    const { client, place } = flow;
    this.#ended = client.stream(
      'engine.run',
      { place, flow: flow.flow, run: id, ...options, refetch: [...(options.refetch ?? [])] },
      (batch) => {
        this.#events.push(...batch);
        for (const look of this.#waiting) look();
      },
    );
    this.#ended.catch(() => undefined);
  }

  /** Resolves with the first event that fits, whether it has come already or is still to come. */
  async until(fits: (event: RunEvent) => boolean): Promise<RunEvent> {
    const found = (): RunEvent | undefined => this.#events.find(fits);
    const arrived = new Promise<RunEvent>((resolveWith) => {
      const look = (): void => {
        const event = found();
        if (event) {
          this.#waiting.delete(look);
          resolveWith(event);
        }
      };
      this.#waiting.add(look);
      look();
    });
    const ended = this.#ended.then(() => found() ?? Promise.reject(new Error('the run ended without such an event')));
    return Promise.race([arrived, ended]);
  }

  async started(node: string): Promise<this> {
    await this.until((event) => event.event === 'node.started' && event.node === node);
    return this;
  }

  async cancel(): Promise<void> {
    await this.#flow.client.call('engine.cancel', { run: this.id });
  }

  async finished(): Promise<FinishedRun> {
    await this.#ended;
    return new FinishedRun(this.#events, this.#flow.client, this.#flow.place);
  }

  async expect(status: RunStatus): Promise<FinishedRun> {
    const run = await this.finished();
    if (run.state.status === status) return run;
    const failures = Object.entries(run.state.nodes).flatMap(([id, { failure }]) =>
      failure ? [`${id}: ${failure.code} ${failure.message}${failure.stack ? `\n${failure.stack}` : ''}`] : [],
    );
    throw new Error([`the run ended ${run.state.status}, not ${status}`, run.state.hint ?? '', ...failures].join('\n'));
  }
}

let runs = 0;

/** A flow in its folder. */
export class OpenFlow {
  readonly flow: Flow;
  readonly client: Client<EngineApi>;
  readonly place: FlowPlace;

  constructor(flow: Flow, client: Client<EngineApi>, place: FlowPlace) {
    this.flow = flow;
    this.client = client;
    this.place = place;
  }

  /** Another state of the same flow, in the same place. */
  changed(flow: Flow): OpenFlow {
    return new OpenFlow(flow, this.client, this.place);
  }

  check(): Promise<FlowCheck> {
    return this.client.call('engine.check', { place: this.place, flow: this.flow });
  }

  /** `code node` of each problem. */
  async problems(): Promise<readonly string[]> {
    return (await this.check()).problems.map(({ code, node }) => `${code} ${node ?? ''}`.trim());
  }

  run(options: RunOptions = {}): Run {
    return new Run(this, `run-${process.pid}-${++runs}`, options);
  }
}

export interface TestEngine {
  readonly client: Client<EngineApi>;
  /** A folder of its own, removed on close; flows stand here unless told otherwise. */
  readonly folder: string;
  open(flow: Flow, place?: Partial<FlowPlace>): OpenFlow;
  close(): Promise<void>;
}

/** The real engine with the real nodes in this process, over a link that copies messages as JSON. */
export const openEngine = async ({ nodes, ...limits }: EngineSetup = {}): Promise<TestEngine> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-engine-'));
  const engine = await createEngine({
    nodes: { ...allNodes, ...nodes },
    examples: {},
    computeWorker,
    resources,
    workers: 1,
    threads: 2,
    memoryBytes: 1_000_000_000,
    ...limits,
  });
  const [near, far] = memoryLink();
  const stop = serve(far, engineApi, engine.handlers);
  const client = connect(near, engineApi);
  return {
    client,
    folder,
    open: (flow, place = {}) => {
      const at = place.folder ?? folder;
      return new OpenFlow(flow, client, { folder: at, store: join(at, '.millrace'), granted: [], ...place });
    },
    close: async () => {
      stop();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
