/** A program that measures: a line of JSON asks it for one run, a line of JSON answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Ask, Sample } from './sample.ts';

interface Ready {
  readonly versions: Readonly<Record<string, string>>;
}

export interface Side {
  readonly name: string;
  readonly pid: number;
  readonly versions: Readonly<Record<string, string>>;
  run(ask: Ask): Promise<Sample>;
  close(): void;
}

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What puts it there where it is absent. */
  readonly install?: string;
}

/** Starts a side. Undefined where it can't be started, a package is not there, say. */
export const openSide = async ({ name, command, args, environment }: Program): Promise<Side | undefined> => {
  const child: ChildProcess = spawn(command, [...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  ended.catch(() => undefined);
  const answer = async <T>(): Promise<T> => {
    const line = await Promise.race([lines.next(), ended]);
    if (line.done) throw new Error(`${name} ended`);
    const value = JSON.parse(line.value as string) as T & { readonly error?: string };
    if (value.error) throw new Error(`${name}: ${value.error}`);
    return value;
  };
  const ready = await answer<Ready>().catch(() => undefined);
  if (!ready) return undefined;
  return {
    name,
    pid: child.pid ?? 0,
    versions: ready.versions,
    run: (ask) => {
      child.stdin?.write(`${JSON.stringify(ask)}\n`);
      return answer<Sample>();
    },
    close: () => child.stdin?.end(),
  };
};
