import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Folder of the built programs that the tests' global setup has made. */
export const programs = resolve(root, 'dist', process.env['MILLRACE_PROGRAMS'] ?? 'programs');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder that is removed when the tests of the file are over. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

interface Around {
  readonly environment?: NodeJS.ProcessEnv;
  /** What it reads from standard input. */
  readonly input?: string;
}

export const startMillrace = (
  args: readonly string[],
  folder: string,
  { environment = {}, input }: Around = {},
): ChildProcess => {
  const child = spawn(process.execPath, [join(programs, 'cli/millrace.js'), ...args], {
    cwd: folder,
    env: { ...process.env, CI: 'true', ...environment },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  return child;
};

/** Runs the built command line to its end, as a user would. */
export const millrace = (args: readonly string[], folder: string, around: Around = {}): Promise<Ended> =>
  new Promise((done) => {
    const child = startMillrace(args, folder, around);
    let [out, err] = ['', ''];
    child.stdout?.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr?.on('data', (data: Buffer) => {
      err += data.toString();
    });
    child.once('close', (code) => done({ code, out, err }));
  });
