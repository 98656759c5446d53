import { spawn } from 'node:child_process';
import type { ScorerRun } from './run-javascript.ts';

const command = process.platform === 'win32' ? 'python' : 'python3';

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Runs a scorer in Python, which reads neither settings nor packages of the user. Undefined where there is no Python. */
export const runPython = (path: string, input: string, signal: AbortSignal): Promise<ScorerRun | undefined> =>
  new Promise((done, broken) => {
    const child = spawn(command, ['-I', '-B', path], { signal, stdio: 'pipe' });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    // It may be gone before it has read everything.
    child.stdin.on('error', () => undefined);
    child.once('error', (thrown: NodeJS.ErrnoException) =>
      thrown.code === 'ENOENT' ? done(undefined) : broken(thrown),
    );
    child.once('close', (code) => {
      const told = Buffer.concat(output).toString();
      done(code === 0 ? { output: told } : { output: told, reason: lastLine(Buffer.concat(errors).toString()) });
    });
    child.stdin.end(input);
  });
