import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface ScorerRun {
  readonly output: string;
  /** What went wrong. */
  readonly reason?: string;
}

const collected = async (stream: NodeJS.ReadableStream): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
};

/** Runs a scorer in a thread of its own, as it would run alone, without the environment of this process. */
export const runJavascript = async (path: string, input: string, signal: AbortSignal): Promise<ScorerRun> => {
  const worker = new Worker(pathToFileURL(path), { stdin: true, stdout: true, stderr: true, env: {} });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const ended = new Promise<string | undefined>((done) => {
      worker.once('error', (thrown) => done(String(thrown)));
      worker.once('exit', (code) => done(code === 0 ? undefined : 'it ended with an error'));
    });
    worker.stdin?.end(input);
    const [output, errors, failed] = await Promise.all([collected(worker.stdout), collected(worker.stderr), ended]);
    signal.throwIfAborted();
    const reason = errors.trim() || failed;
    return reason ? { output, reason } : { output };
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
