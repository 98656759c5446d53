import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { fail } from '../../contract/problem.ts';

/** Ten milliseconds' worth. */
const pieceBytes = 16 * 2 ** 20;

/**
 * sha256 of all of it, one after the other. A forest may have hundreds of megabytes, and the engine must hear of a cancel
 * meanwhile, so it pauses between pieces. @throws request.cancelled
 */
export const hashInPieces = async (content: Iterable<string | Uint8Array>, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  for (const part of content) {
    if (typeof part === 'string') {
      hash.update(part);
      continue;
    }
    for (let from = 0; from < part.length; from += pieceBytes) {
      hash.update(part.subarray(from, from + pieceBytes));
      if (part.length < pieceBytes) continue;
      await setImmediate();
      if (signal?.aborted) throw fail('request.cancelled');
    }
  }
  return hash.digest('hex');
};
