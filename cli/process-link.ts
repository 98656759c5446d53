import { type ChildProcess, fork } from 'node:child_process';
import type { Link } from '../contract/link.ts';
import type { EngineProcess } from '../engine/host/engine-process.ts';
import { distFile } from './dist-files.ts';

const linkOf = (child: ChildProcess): Link => ({
  post: (message) => {
    if (child.connected) child.send(message as object);
  },
  onMessage: (listener) => {
    child.on('message', listener);
    return () => child.off('message', listener);
  },
});

/** Starts an engine as a child of this process; it ends itself when this process is gone. */
export const forkEngine = (): EngineProcess => {
  const child = fork(distFile('cli/engine-process.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    link: linkOf(child),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
};
