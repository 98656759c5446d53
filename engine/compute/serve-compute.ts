import { parentPort } from 'node:worker_threads';
import type { Nodes } from '../../contract/node.ts';
import { toFailureData } from '../../contract/problem.ts';
import { countUnseen } from '../learning/unseen-memory.ts';
import { tensorsOf } from '../tensors/open-tensors.ts';
import { answerProbe, isProbe } from '../tensors/probe-native.ts';
import { createHelperThreads, type HelpMessage } from './helper-threads.ts';
import { createJobReporting } from './job-reporting.ts';
import type { JobMessage, JobReply } from './messages.ts';
import { runJob } from './run-job.ts';
import { sharedBytes } from './shared-bytes.ts';

interface Parent {
  post(reply: JobReply): void;
  onMessage(listener: (message: JobMessage | HelpMessage) => void): void;
}

/** The other end of a worker thread, or of a child process. */
const parent = (): Parent | undefined => {
  const port = parentPort;
  if (port)
    return { post: (reply) => port.postMessage(reply), onMessage: (listener) => void port.on('message', listener) };
  if (!process.send) return undefined;
  return {
    post: (reply) => void process.send?.(reply),
    onMessage: (listener) => void process.on('message', listener),
  };
};

const answer = async (nodes: Nodes, { job, plan, helpers }: JobMessage, post: Parent['post']): Promise<void> => {
  const threads = helpers && createHelperThreads(new URL(helpers.program), job.type, helpers.count);
  const reporting = createJobReporting((events) => post({ reply: 'events', events }));
  const ctx = {
    ...reporting,
    seed: job.seed,
    signal: new AbortController().signal,
    ...(threads ? { helpers: threads } : {}),
    ...tensorsOf(plan, reporting),
  };
  try {
    const result = await runJob(nodes, job, ctx);
    reporting.flush();
    post({ reply: 'done', result });
  } catch (thrown) {
    reporting.flush();
    post({ reply: 'failed', failure: toFailureData(thrown) });
  } finally {
    threads?.release();
  }
};

/** What a job looked at is nobody's only once its message is done with. */
const answerAndForget = async (nodes: Nodes, message: JobMessage, post: Parent['post']): Promise<void> => {
  const bytes = sharedBytes(message.job);
  await answer(nodes, message, post);
  setImmediate(countUnseen, bytes);
};

/** Helps a fit in another thread, which hears of what went wrong by what does not come. */
const help = (nodes: Nodes, { help: { type, input, port } }: HelpMessage): void => {
  const node = nodes[type];
  try {
    if (node?.role === 'learner')
      node.help?.(input, { post: (message, transfer = []) => port.postMessage(message, [...transfer]) });
  } finally {
    port.unref();
  }
};

/** Fits and predicts for whoever started this program. Being terminated is how a job is cancelled. */
export const serveCompute = (nodes: Nodes): void => {
  const from = parent();
  if (!from) throw new Error('a compute worker is started by an engine, not by hand');
  if (isProbe()) return void answerProbe();
  from.onMessage((message) => {
    if ('help' in message) help(nodes, message);
    else void answerAndForget(nodes, message, from.post);
  });
};
