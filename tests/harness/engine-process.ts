import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { type EngineApi, engineApi } from '../../contract/engine-api.ts';
import { type Client, connect } from '../../contract/link.ts';

const programs = resolve(import.meta.dirname, '../../dist', process.env['MILLRACE_PROGRAMS'] ?? 'programs');

export interface EngineProcess {
  readonly client: Client<EngineApi>;
  readonly process: ChildProcess;
  /** Ends it at once, as a crash would; resolves when it is gone. */
  kill(): Promise<void>;
}

/** The built engine in a process of its own, as the terminal starts it. */
export const startEngineProcess = (): EngineProcess => {
  const child = fork(join(programs, 'cli/engine-process.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const client = connect(
    {
      post: (message) => void child.send(message as object),
      onMessage: (listener) => {
        child.on('message', listener);
        return () => void child.off('message', listener);
      },
    },
    engineApi,
  );
  return {
    client,
    process: child,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
};
