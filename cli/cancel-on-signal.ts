import { exitCodes } from './exit-codes.ts';

/** Launchers such as npx pass Ctrl+C on, so that it comes twice; only one that comes later means “now”. */
const insistsAfterMs = 1000;

export const cancelOnSignal = (cancel: () => void): void => {
  let since: number | undefined;
  const hear = (): void => {
    if (since !== undefined && performance.now() - since > insistsAfterMs) process.exit(exitCodes.cancelled);
    since ??= performance.now();
    cancel();
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
};
