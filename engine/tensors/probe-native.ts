import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openNative } from './native-tensors.ts';
import type { NativeProbe } from './plan-tensors.ts';

const flag = '--probe-tensors';
const limitMs = 20_000;

/** Whether this program was started to try the native library and nothing else. */
export const isProbe = (): boolean => process.argv.includes(flag);

/** Tells the parent why the native library does not do, or that it works, and ends. */
export const answerProbe = async (): Promise<void> => {
  const answer = (reason: string | null): void => {
    process.send?.({ reason }, () => process.exit(0));
  };
  try {
    const { core } = await openNative();
    const [sum] = await core.add(1, 2).data();
    answer(sum === 3 ? null : 'it computes wrongly');
  } catch (error) {
    answer(reasonOf(error));
  }
};

/** The same words on every machine, so that they may stand in a result; the rest is for the log. */
const reasonOf = (error: unknown): string =>
  (error as { readonly code?: unknown }).code === 'MODULE_NOT_FOUND' ? 'it is not installed' : 'it could not be loaded';

/** Tries the native library in a child of its own, because a missing CPU feature or C library would kill the process. */
export const probeNative =
  (worker: URL): NativeProbe =>
  () =>
    new Promise((resolve) => {
      if (process.versions['electron'] && !process.env['ELECTRON_RUN_AS_NODE'])
        return resolve('the desktop app starts no process of its own for it');
      const child = fork(fileURLToPath(worker), [flag], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      const end = (reason: string | undefined): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        resolve(reason);
      };
      const timer = setTimeout(() => end(`it did not answer within ${limitMs / 1000} seconds`), limitMs);
      child.once('message', (message) => end((message as { readonly reason: string | null }).reason ?? undefined));
      child.once('error', () => end('no process could be started for it'));
      // Not at its exit, which may be heard of before the answer that it sent.
      child.once('disconnect', () => end('it crashed when it was loaded'));
    });
