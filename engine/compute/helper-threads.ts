import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Helpers } from '../../contract/fit-threads.ts';

/** What a helper thread is told: the learner whose `help` it calls, with what, and where its answers go. */
export interface HelpMessage {
  readonly help: { readonly type: string; readonly input: unknown; readonly port: MessagePort };
}

const idle: Worker[] = [];

/** Takes a thread that is free, or starts one. They keep no program running. */
const takeThread = (program: URL): Worker => {
  const kept = idle.pop();
  if (kept) return kept;
  const thread = new Worker(program, { execArgv: [] });
  thread.unref();
  const forget = (): void => {
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
  };
  thread.on('error', forget);
  thread.on('exit', forget);
  return thread;
};

interface HelperThreads extends Helpers {
  /** The fit has ended: its helpers have returned or are about to, and may help another one. */
  release(): void;
}

/** Helpers for a fit of this learner: threads of the same program. */
export const createHelperThreads = (program: URL, type: string, count: number): HelperThreads => {
  const taken: Worker[] = [];
  const ports: MessagePort[] = [];
  return {
    count,
    start: (inputOf) =>
      Array.from({ length: count }, (_, helper) => {
        const { port1, port2 } = new MessageChannel();
        port1.unref();
        // A fit that predicts, too, asks again: its helpers have returned by then, or are about to.
        const thread = taken[helper] ?? takeThread(program);
        taken[helper] = thread;
        const message: HelpMessage = { help: { type, input: inputOf(helper), port: port2 } };
        thread.postMessage(message, [port2]);
        ports.push(port1);
        return { receive: () => receiveMessageOnPort(port1)?.message };
      }),
    release: () => {
      for (const port of ports) port.close();
      idle.push(...taken.splice(0));
    },
  };
};
