import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Flow } from '../../contract/flow.ts';
import { writeFlow } from '../../contract/flow-file.ts';

const root = resolve(import.meta.dirname, '../..');
const programs = process.env['MILLRACE_PROGRAMS'] ?? 'programs';
export const commandLine = join(root, 'dist', programs, 'cli', 'millrace.js');

/** A folder of flows of its own, with the penguins in it. */
const freshWorkspace = (): string => {
  const workspace = mkdtempSync(join(tmpdir(), 'millrace-flows-'));
  cpSync(join(root, 'resources/data/penguins.csv'), join(workspace, 'penguins.csv'));
  return workspace;
};

const running = new Set<BrowserHost>();

/** The built `millrace serve`, as a user would start it. */
export class BrowserHost {
  readonly url: string;
  readonly workspace: string;
  readonly #process: ChildProcess;

  private constructor(url: string, workspace: string, process: ChildProcess) {
    this.url = url;
    this.workspace = workspace;
    this.#process = process;
    running.add(this);
  }

  static async start(workspace = freshWorkspace(), ...words: readonly string[]): Promise<BrowserHost> {
    const child = spawn(process.execPath, [commandLine, 'serve', '--no-open', ...words], {
      cwd: workspace,
      env: { ...process.env, MILLRACE_HOME: workspace },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((found, failed) => {
      let said = '';
      child.stdout.on('data', (piece) => {
        said += String(piece);
        const address = /http:\/\/127\.0\.0\.1:\S+/.exec(said)?.[0];
        if (address) found(address);
      });
      child.once('exit', () => failed(new Error(`millrace serve ended before it gave an address: ${said}`)));
    });
    return new BrowserHost(url, workspace, child);
  }

  /** Started on a flow, or on a copy of one that a path names. */
  static opening(flow: string | Flow): Promise<BrowserHost> {
    const workspace = freshWorkspace();
    const name = typeof flow === 'string' ? basename(flow) : 'opened.flow.json';
    if (typeof flow === 'string') copyFileSync(flow, join(workspace, name));
    else writeFileSync(join(workspace, name), writeFlow(flow));
    return BrowserHost.start(workspace, name);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get port(): string {
    return new URL(this.url).port;
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** What a test left running, also one that failed. */
  static async stopAll(): Promise<void> {
    await Promise.all([...running].map((host) => host.stop()));
  }

  #end(signal: NodeJS.Signals): Promise<void> {
    running.delete(this);
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return Promise.resolve();
    return new Promise((ended) => {
      this.#process.once('exit', () => ended());
      this.#process.kill(signal);
    });
  }
}
