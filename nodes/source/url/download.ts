import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CollectContext } from '../../../contract/context.ts';
import { Failure, fail } from '../../../contract/problem.ts';
import { networkFailure } from '../network-failure.ts';
import { openResponse } from '../open-response.ts';
import { shownAddress } from '../web-address.ts';

export interface Download {
  readonly url: URL;
  readonly path: string;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** Writes the answer to `path`, unpacked from how it travelled. Answers its content type. */
export const download = async (wanted: Download, ctx: CollectContext): Promise<string> => {
  const { url, path, timeoutMs } = wanted;
  const quiet = new AbortController();
  const stop = (): void => quiet.abort();
  let timer = setTimeout(stop, timeoutMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, timeoutMs);
  };
  const signal = AbortSignal.any([ctx.signal, quiet.signal]);
  try {
    const response = await openResponse(url, { signal });
    heard();
    await save(response, path, { ...wanted, heard, signal }, ctx);
    return response.headers.get('content-type') ?? '';
  } catch (thrown) {
    ctx.signal.throwIfAborted();
    const address = shownAddress(url);
    if (quiet.signal.aborted) throw fail('network.timed-out', { values: { address, seconds: timeoutMs / 1000 } });
    throw thrown instanceof Failure ? thrown : networkFailure(address, thrown);
  } finally {
    clearTimeout(timer);
  }
};

interface Saving extends Download {
  readonly heard: () => void;
  readonly signal: AbortSignal;
}

const save = async (response: Response, path: string, saving: Saving, ctx: CollectContext): Promise<void> => {
  const total = response.headers.has('content-encoding') ? 0 : Number(response.headers.get('content-length') ?? 0);
  const { heard, signal } = saving;
  if (total > saving.maxBytes) {
    await response.body?.cancel();
    throw tooLarge(saving);
  }
  if (!response.body) throw fail('data.empty-file', { values: { path: shownAddress(saving.url) } });
  // The types of the web's streams differ between the platform and Node; the thing is the same.
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, counting(saving, { total, heard, ctx }), createWriteStream(path), { signal });
};

const tooLarge = ({ url, maxBytes }: Download): Failure =>
  fail('network.too-large', { values: { address: shownAddress(url), limit: inBytes(maxBytes) } });

interface Counting {
  readonly total: number;
  readonly heard: () => void;
  readonly ctx: CollectContext;
}

/** Hands the pieces on, and stops at the limit. */
const counting = (wanted: Download, { total, heard, ctx }: Counting): Transform => {
  let bytes = 0;
  return new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      heard();
      bytes += piece.length;
      if (bytes > wanted.maxBytes) return done(tooLarge(wanted));
      ctx.progress(total > 0 ? Math.min(1, bytes / total) : undefined, `${inBytes(bytes)} downloaded`);
      done(null, piece);
    },
  });
};

const inBytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${bytes.toLocaleString('en')} bytes` : `${(bytes / 1_000_000).toFixed(1)} MB`;
