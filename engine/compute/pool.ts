import { setMaxListeners } from 'node:events';
import type { FitContext } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Nodes } from '../../contract/node.ts';
import { Failure, fail } from '../../contract/problem.ts';
import { tensorsOf } from '../tensors/open-tensors.ts';
import { createTensorsPlanner } from '../tensors/plan-tensors.ts';
import { probeNative } from '../tensors/probe-native.ts';
import type { TensorsPlan } from '../tensors/tensors-plan.ts';
import type { ComputeJob, ComputePool, FitResult, JobOptions, PredictResult, WorkJob } from './compute-job.ts';
import { replay } from './job-reporting.ts';
import { type Lane, openThread } from './lane.ts';
import { createLanes } from './lanes.ts';
import type { JobMessage } from './messages.ts';
import { runJob } from './run-job.ts';

export interface PoolOptions {
  /** The built program that calls `serveCompute`. */
  readonly worker: URL;
  /** Jobs side by side. 0 runs them where the caller stands, for tests; `nodes` is needed then. */
  readonly size: number;
  readonly nodes?: Nodes;
  /** Decides how TensorFlow.js runs; asked when the first job needs to know. */
  readonly tensors?: () => Promise<TensorsPlan>;
}

/** Of one fit: memory, of which each thread takes some for itself, is what more of them would wait for. */
const mostThreads = 8;

const withoutTensors: TensorsPlan = { backend: 'cpu', tried: [] };

/** Fits and predicts on up to `size` lanes; the lane of an aborted job is stopped, not asked. */
export const createPool = (options: PoolOptions): ComputePool => {
  const { worker, size, nodes = {}, tensors = createTensorsPlanner(probeNative(worker)) } = options;
  const lanes = createLanes(worker, size);
  const run = async (job: ComputeJob, jobOptions: JobOptions): Promise<unknown> => {
    // A search has hundreds of jobs waiting on one signal, and that is no leak.
    setMaxListeners(0, jobOptions.signal);
    const plan = job.tensors ? await tensors() : withoutTensors;
    if (size === 0) return runJob(nodes, job, inlineContext(job, plan, jobOptions));
    const lane = await lanes.acquire(plan.backend === 'native' ? 'process' : 'thread', jobOptions.signal);
    // A job that runs alone has the whole machine.
    const threads = lane.kind === 'thread' ? Math.max(1, Math.min(mostThreads, Math.floor(size / lanes.working))) : 1;
    const helpers = { program: worker.href, count: threads - 1 };
    const { usable, settle } = await runOnLane(lane, { job, plan, helpers }, jobOptions);
    lanes.release(lane, usable);
    return settle();
  };
  const beside = async (job: WorkJob, jobOptions: JobOptions): Promise<unknown> => {
    if (size === 0) return runJob(nodes, job, inlineContext(job, withoutTensors, jobOptions));
    const lane = openThread(worker);
    try {
      return (await runOnLane(lane, { job, plan: withoutTensors }, jobOptions)).settle();
    } finally {
      lane.stop();
    }
  };
  return {
    size: Math.max(1, size),
    fit: async (job, options) => (await run({ ...job, kind: 'fit' }, options)) as FitResult,
    predict: async (job, options) => (await run({ ...job, kind: 'predict' }, options)) as PredictResult,
    work: async (job, options) =>
      (await beside({ ...job, kind: 'work', seed: 0, tensors: false }, options)) as JsonObject,
    close: async () => lanes.close(),
  };
};

interface Ended {
  readonly usable: boolean;
  readonly settle: () => unknown;
}

const throwing = (failure: Failure) => (): never => {
  throw failure;
};

const runOnLane = (lane: Lane, message: JobMessage, { signal, reporting }: JobOptions): Promise<Ended> =>
  new Promise((resolve) => {
    const end = (usable: boolean, settle: () => unknown): void => {
      signal.removeEventListener('abort', abort);
      resolve({ usable, settle });
    };
    const abort = (): void => end(false, throwing(fail('request.cancelled')));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    lane.listen({
      onReply: (reply) => {
        if (reply.reply === 'events') replay(reply.events, reporting);
        else if (reply.reply === 'done') end(true, () => reply.result);
        else end(true, throwing(new Failure(reply.failure)));
      },
      onEnd: (reason) => end(false, throwing(fail('internal.worker-stopped', { values: { reason } }))),
    });
    lane.post(message);
  });

const inlineContext = (job: ComputeJob, plan: TensorsPlan, { signal, reporting }: JobOptions): FitContext => ({
  ...reporting,
  seed: job.seed,
  signal,
  ...tensorsOf(plan, reporting),
});
