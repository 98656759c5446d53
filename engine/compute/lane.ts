import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { JobMessage, JobReply } from './messages.ts';

export type LaneKind = 'thread' | 'process';

export interface LaneListener {
  onReply(reply: JobReply): void;
  /** It ended, and nobody stopped it. */
  onEnd(reason: string): void;
}

/** Where one job at a time runs. */
export interface Lane {
  readonly kind: LaneKind;
  readonly ended: boolean;
  post(message: JobMessage): void;
  /** Whoever listens now; a lane that nobody listens to does not keep the program running. */
  listen(listener: LaneListener | undefined): void;
  stop(): void;
}

interface Wires {
  post(message: JobMessage): void;
  keepAlive(is: boolean): void;
  stop(): void;
}

const laneOf = (kind: LaneKind, connect: (listener: LaneListener) => Wires): Lane => {
  let current: LaneListener | undefined;
  let ended = false;
  const wires = connect({
    onReply: (reply) => current?.onReply(reply),
    onEnd: (reason) => {
      ended = true;
      current?.onEnd(reason);
    },
  });
  return {
    kind,
    get ended() {
      return ended;
    },
    post: wires.post,
    listen: (listener) => {
      current = listener;
      if (!ended) wires.keepAlive(listener !== undefined);
    },
    stop: () => {
      const last = current;
      current = undefined;
      ended = true;
      wires.stop();
      last?.onEnd('it was stopped');
    },
  };
};

/** A worker thread; matrices on shared memory are seen by it without a copy. */
export const openThread = (file: URL): Lane =>
  laneOf('thread', (listener) => {
    const worker = new Worker(file, { execArgv: [] });
    worker.on('message', listener.onReply);
    worker.on('error', (error) => listener.onEnd(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => listener.onEnd(`it ended with code ${code}`));
    return {
      post: (message) => worker.postMessage(message),
      keepAlive: (is) => (is ? worker.ref() : worker.unref()),
      stop: () => void worker.terminate(),
    };
  });

/**
 * A child process, for TensorFlow's native library, which a second thread of one process can't load.
 * Its link copies every message, and shared memory can't pass it, so matrices are copied first.
 */
export const openProcess = (file: URL): Lane =>
  laneOf('process', (listener) => {
    const child = fork(fileURLToPath(file), [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    child.on('message', (reply) => listener.onReply(reply as JobReply));
    child.on('error', (error) => listener.onEnd(error.message));
    child.on('exit', (code, signal) => listener.onEnd(`it ended with ${signal ?? `code ${code}`}`));
    return {
      post: (message) => void child.send(unshared(message) as JobMessage),
      keepAlive: (is) => {
        if (is) child.ref();
        else child.unref();
        if (is) child.channel?.ref();
        else child.channel?.unref();
      },
      stop: () => void child.kill('SIGKILL'),
    };
  });

const unshared = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value))
    return value.buffer instanceof SharedArrayBuffer ? (value as Float32Array | Float64Array).slice() : value;
  if (Array.isArray(value)) return value.map(unshared);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unshared(inner)]));
};
