import type { UtilityProcess } from 'electron';
import { utilityProcess } from 'electron';
import type { Link } from '../contract/link.ts';

export interface EngineFiles {
  /** The built `engine-process.js`. */
  readonly program: string;
  /** The built compute worker. */
  readonly computeWorker: string;
  /** Folder with `data/` and `examples/`. */
  readonly resources: string;
}

/** Starts an engine in a process of its own, so that a crash of a native library costs a run and not the window. */
export const spawnEngineChild = ({ program, computeWorker, resources }: EngineFiles) => {
  const child = utilityProcess.fork(program, [computeWorker, resources], {
    serviceName: 'Millrace engine',
    stdio: 'inherit',
  });
  return {
    link: childLink(child),
    onExit: (listener: () => void): void => void child.once('exit', listener),
    kill: (): void => void child.kill(),
  };
};

const childLink = (child: UtilityProcess): Link => ({
  post: (message) => child.postMessage(message),
  onMessage: (listener) => {
    child.on('message', listener);
    return () => void child.off('message', listener);
  },
});
