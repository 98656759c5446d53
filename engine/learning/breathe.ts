import { setImmediate } from 'node:timers/promises';
import { fail } from '../../contract/problem.ts';

/** Between pieces of a long count, so that the engine hears of a cancel. @throws request.cancelled */
export const breathe = async (signal: AbortSignal): Promise<void> => {
  await setImmediate();
  if (signal.aborted) throw fail('request.cancelled');
};
