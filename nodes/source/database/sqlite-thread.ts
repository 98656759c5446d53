import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Querying } from './sqlite-query.ts';
import type { SqliteMessage } from './sqlite-worker.ts';

const file = 'engine/sqlite-worker.js';

/** The built worker: beside the built program, or, where the sources run by themselves as in tests, where they are built to. */
const workerFile = (): URL => {
  const built = new URL(`../${file}`, import.meta.url);
  if (existsSync(built)) return built;
  return new URL(`../../../dist/${process.env['MILLRACE_PROGRAMS'] ?? 'programs'}/${file}`, import.meta.url);
};

/** Why a query was given up, as the driver says it. */
export class QueryRefused extends Error {}

/**
 * Runs the query in a thread of its own: the driver can't be interrupted, and a query that never ends, in a flow that
 * somebody else made, would take the engine with it.
 */
export const queryInThread = async (querying: Querying, seconds: number, ctx: NodeContext): Promise<void> => {
  ctx.signal.throwIfAborted();
  const worker = new Worker(workerFile(), { workerData: querying, execArgv: [] });
  let stop = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      stop = () => reject(ctx.signal.reason);
      ctx.signal.addEventListener('abort', stop);
      const tooLong = () =>
        reject(
          fail('data.query-failed', { param: 'query', values: { reason: `it takes longer than ${seconds} seconds` } }),
        );
      timer = setTimeout(tooLong, seconds * 1000);
      worker.on('message', (message: SqliteMessage) => {
        if (message.kind === 'done') resolve();
        else if (message.kind === 'refused') reject(new QueryRefused(message.reason));
        else if (message.kind === 'finding') ctx.finding(message.finding);
        else ctx.progress(undefined, `${message.count.toLocaleString('en')} rows`);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the thread of the query ended with code ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    ctx.signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
};
