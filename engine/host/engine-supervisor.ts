import type { EngineStatus } from '../../contract/api.ts';
import { type EngineApi, engineApi } from '../../contract/engine-api.ts';
import { type Client, connect } from '../../contract/link.ts';
import { fail } from '../../contract/problem.ts';
import type { EngineProcess } from './engine-process.ts';

/** Milliseconds before the n-th start in a row; after the last the user is asked. */
const backOff = [0, 500, 2000];

interface Running {
  readonly process: EngineProcess;
  readonly client: Client<EngineApi>;
  readonly ready: Promise<unknown>;
}

/** Keeps one engine process alive. What it was doing when it died fails with `internal.engine-stopped`. */
export class EngineSupervisor {
  readonly #spawn: () => EngineProcess;
  readonly #tell: (status: EngineStatus) => void;
  #running: Running | undefined;
  #deaths = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  status: EngineStatus = { state: 'starting' };

  constructor(spawn: () => EngineProcess, tell: (status: EngineStatus) => void) {
    this.#spawn = spawn;
    this.#tell = tell;
    this.#start();
  }

  /** The engine, once it answers. @throws internal.engine-stopped */
  async client(): Promise<Client<EngineApi>> {
    const running = this.#running;
    if (!running) throw fail('internal.engine-stopped');
    await running.ready;
    return running.client;
  }

  /** Starts it again after it gave up, or replaces one that hangs. */
  restart(): void {
    this.#deaths = 0;
    if (this.#running) this.#running.process.kill();
    else this.#start();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#running?.process.kill();
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#set({ state: 'starting' });
    const process = this.#spawn();
    const client = connect(process.link, engineApi);
    const ready = client.call('engine.memory', {}).then(() => {
      this.#deaths = 0;
      this.#set({ state: 'ready' });
    });
    ready.catch(() => undefined);
    this.#running = { process, client, ready };
    process.onExit(() => this.#died(client));
  }

  #died(client: Client<EngineApi>): void {
    client.close(fail('internal.engine-stopped'));
    this.#running = undefined;
    if (this.#closed) return;
    const delay = backOff[this.#deaths++];
    this.#set({
      state: 'stopped',
      reason:
        delay === undefined ? 'It stopped several times in a row.' : 'It stopped unexpectedly and is started again.',
    });
    if (delay !== undefined) this.#timer = setTimeout(() => this.#start(), delay);
  }

  #set(status: EngineStatus): void {
    this.status = status;
    this.#tell(status);
  }
}
